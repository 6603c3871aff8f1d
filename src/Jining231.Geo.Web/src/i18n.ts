/** Chinese first, English complete: one table, one switch. */
export type Lang = 'zh' | 'en';
let lang: Lang = (localStorage.getItem('jining231.lang') as Lang | null) ?? 'zh';
export const language = (): Lang => lang;
export function setLanguage(next: Lang): void {
  lang = next;
  localStorage.setItem('jining231.lang', next);
}

const table: Record<string, [string, string]> = {
  product: ['济宁231 · 选址与留白', 'Jining 231 · Siting & Reserves'],
  siting: ['选址', 'Siting'], reserves: ['留白储备', 'Reserves'], solar: ['光伏', 'Solar'], data: ['数据与导出', 'Data & export'],
  layers: ['图层', 'Layers'], identify: ['属性', 'Feature'], industry: ['产业', 'Industry'], investment: ['投资额', 'Investment'],
  investmentUnit: ['亿元', '100 M yuan'], area: ['用地面积', 'Area'], mu: ['亩', 'mu'], ha: ['公顷', 'ha'], areaHint: ['留空则按投资强度推算', 'Empty: from the investment intensity'],
  minWidth: ['最小宽度', 'Least width'], maxAspect: ['最大长宽比', 'Greatest aspect'], hazard: ['危险等级', 'Hazard class'],
  needs: ['交通需求', 'Transport needs'], within: ['不超过', 'within'], km: ['km', 'km'], m: ['m', 'm'], add: ['添加', 'Add'], remove: ['移除', 'Remove'],
  scope: ['范围', 'Scope'], counties: ['县市区', 'Counties'], allCounties: ['全市', 'Whole city'], count: ['方案数量', 'Number of sites'], pieces: ['个', ''],
  reserveUse: ['可否使用留白', 'Use of reserves'], useNone: ['不使用', 'none'], useOwn: ['本级别', 'own tier'], useAny: ['任意', 'any'],
  weights: ['评分权重与效用', 'Weights and utilities'], run: ['开始选址', 'Find sites'], cancel: ['取消', 'Cancel'], running: ['正在计算…', 'Computing…'],
  results: ['选址方案', 'Sites'], rank: ['第 {0} 名', 'No. {0}'], score: ['得分', 'Score'], points: ['分', 'points'], ellipsoidal: ['椭球面积', 'ellipsoidal area'],
  planar: ['平面面积', 'planar area'], clearances: ['安全距离', 'Clearances'], required: ['要求', 'Required'], actual: ['实际', 'Actual'], contributions: ['得分构成', 'Contributions'],
  partners: ['产业链上下游', 'Chain partners'], supplier: ['上游', 'supplier'], customer: ['下游', 'customer'],
  crosses: ['跨越廊道，带内不得建设', 'Lies across corridors, nothing is built on the strips'], buildable: ['可建设', 'can be built on'],
  stripCounts: ['计入用地', 'counted'], stripCountsNot: ['不计入用地', 'not counted'],
  scopeLedger: ['全部范围用地账（{0} 个园区）', 'Ledger of the whole scope ({0} parks)'], scopeOverlap: ['园区互相重叠（重复计）：', 'Land in more than one park, counted in each:'],
  ledger: ['用地账', 'Land ledger'], gross: ['园区总面积', 'Park, gross'], eligible: ['可用', 'Eligible'], unknown: ['不明', 'Unknown'],
  alone: ['单独扣除', 'Alone'], shared: ['共同扣除', 'Shared'], split: ['均分扣除', 'Equal split'], rule: ['规则', 'Rule'], others: ['其他园区为什么不行', 'Why not the other parks'],
  largest: ['最大连片', 'Largest block'], reserveThis: ['留白', 'Reserve'], zoom: ['定位', 'Zoom'], exportResult: ['导出方案 GeoJSON', 'Export sites as GeoJSON'],
  rankRange: ['各权重 ±30% 时名次', 'Places with weights within ±30 %:'], pareto: ['未被全面占优', 'Pareto-efficient'],
  secondFirst: ['使第二名成为第一名的最小权重变化：', 'Least change of one weight that puts the second site first:'], secondNever: ['任何单个权重的变化都不会使第二名成为第一名。', 'No change of a single weight puts the second site first.'],
  noSites: ['没有符合条件的地块', 'No site fits'], noSitesHint: ['下面逐个园区说明原因。放宽面积、宽度或交通距离后再试。', 'Each park below says why. Relax area, width or distance and try again.'],
  startHint: ['填写项目条件，点“开始选址”。结果按得分排列，并说明每个园区行与不行的原因。', 'Describe the project and press “Find sites”. Results are ranked, and every park says why or why not.'],
  reserveTitle: ['登记留白', 'Reserve this land'], name: ['名称', 'Name'], tier: ['级别', 'Tier'], t30: ['30亿级', '≥ 3 bn yuan'], t50: ['50亿级', '≥ 5 bn yuan'], general: ['一般留白', 'general'],
  holder: ['持有人', 'Holder'], purpose: ['用途', 'Purpose'], documentNo: ['文号', 'Document no.'], stateField: ['状态', 'State'], held: ['暂留', 'held'], reserved: ['留白', 'reserved'],
  activated: ['启用', 'activated'], released: ['解除', 'released'], expired: ['到期', 'expired'], closed: ['结转', 'closed'], heldUntil: ['暂留至', 'Held until'], save: ['登记', 'Save'],
  reservedOk: ['已登记：{0}', 'Reserved: {0}'], showIt: ['在图上查看', 'Show it'], conflictWith: ['与“{0}”重叠 {1} m²（平面面积），持有人：{2}，至 {3}', 'Overlaps “{0}” by {1} m² (planar), holder: {2}, until {3}'],
  openEnded: ['长期', 'open-ended'], insteadTitle: ['附近可用的空闲地块', 'Free land nearby that would do'], insteadNone: ['本园区没有同样大小的空闲地块；请在“选址”中换条件查找。', 'The park has no free land of that size; search with other conditions under “Siting”.'],
  insteadOne: ['{0}（椭球面积），相距 {1} m', '{0} (ellipsoidal), {1} m away'], useInstead: ['改用此地', 'Use this land'],
  noReserves: ['还没有留白地块', 'No reserves yet'], noReservesHint: ['在“选址”结果中点“留白”即可登记。', 'Press “Reserve” on a siting result.'], live: ['有效', 'live'], notLive: ['失效', 'not live'],
  act_reserve: ['转为留白', 'Reserve'], act_renew: ['续期', 'Renew'], act_release: ['解除', 'Release'], act_activate: ['启用', 'Activate'],
  runSolar: ['测算光伏容量', 'Compute PV capacity'], solarHint: ['按现行规则逐片扣除，给出渔光、农光方式的可用面积和装机容量。', 'Subtracts every exclusion per area and gives usable land and capacity for fishery- and agri-PV.'],
  fishery: ['渔光互补', 'fishery-PV'], agri: ['农光互补', 'agri-PV'], usable: ['可用面积', 'Usable'], target: ['目标', 'Target'], total: ['合计', 'Total'], ofTarget: ['占目标', 'of target'],
  upperBound: ['上限估算：示意图形，未作阵列布置', 'Upper bound: indicative shapes, no array layout'],
  exportHint: ['整层下载：GeoJSON 为 CRS84，GeoPackage 与 Shapefile 为 EPSG:4490，界址点 TXT 为 EPSG:4527（米，GB18030 编码，平面面积）。', 'Whole layers: GeoJSON in CRS84, GeoPackage and Shapefile in EPSG:4490, boundary points in EPSG:4527 (metres, GB18030, planar area).'], boundaryTxt: ['界址点 TXT', 'Boundary TXT'], download: ['下载', 'Download'], features: ['个要素', 'features'],
  noSelection: ['点击地图上的要素查看属性', 'Click a feature on the map'], search: ['搜索名称或坐标（如 116.59,35.41）', 'Search a name or coordinates (116.59,35.41)'], noHits: ['没有找到', 'Nothing found'],
  quality_surveyed: ['实测', 'surveyed'], quality_published: ['公布', 'published'], quality_indicative: ['示意', 'indicative'], quality_synthetic: ['合成', 'synthetic'],
  qualityNote: ['示意数据：图形按公布面积和乡镇绘制，不作为审批依据', 'Indicative data: drawn from published areas, not a legal basis'],
  serviceDown: ['服务没有响应', 'The service does not answer'], serviceDownHint: ['请确认程序正在运行，然后重试。', 'Check that the program is running, then retry.'], retry: ['重试', 'Retry'],
  loading: ['正在读取…', 'Loading…'], northX: ['北(X)', 'N (X)'], eastY: ['东(Y)', 'E (Y)'], theme: ['明暗', 'Theme'], close: ['关闭', 'Close'], copyLink: ['复制链接', 'Copy link'], copied: ['已复制', 'Copied'],
  map: ['地图', 'Map'], straightLine: ['直线距离', 'straight line'], networkParts: ['沿{0}网：接入 {1} + 沿线 {2} + 接出 {3} km', 'along the {0} network: access {1} + along {2} + egress {3} km'],
  network_expressway: ['高速公路', 'expressway'], network_rail: ['铁路', 'railway'], network_canal: ['运河', 'canal'], network_power: ['电力线', 'power line'], network_gas: ['管道', 'pipeline'],
  byNetwork: ['沿路网', 'by network'], byNetworkHint: ['有路网时沿路网量算，否则为直线距离', 'Measured along the network where there is one, in a straight line otherwise'], shape_rectangle: ['矩形', 'rectangle'], shape_block: ['整块', 'whole block'], shape_cut: ['直线切割', 'straight cut'], shape_assembly: ['地块组合', 'assembly of parcels'], shape_given: ['指定地块', 'given plot'],
  verdict_sited: ['有方案', 'sited'], verdict_feasible: ['可行', 'feasible'], 'verdict_no-site': ['无方案', 'no site'], 'verdict_not-allowed': ['不允许', 'not allowed'],
  'verdict_unknown-location': ['位置不明', 'location unknown'], 'verdict_out-of-scope': ['范围外', 'out of scope'], verdict_usable: ['可用', 'usable'], verdict_none: ['不可用', 'not usable'],
  mustNumber: ['请填写大于 0 的数', 'Enter a number above 0'], optional: ['可不填', 'optional'], visible: ['显示', 'Show'], opacity: ['不透明度', 'Opacity'], skip: ['跳到地图', 'Skip to the map'], width: ['宽', 'width'], length: ['长', 'length'],
  actDone: ['已完成', 'Done'], holdUntilHint: ['默认 90 天', 'default 90 days'], conditions: ['附带条件', 'Conditions'],
  park: ['园区', 'Park'], parkName: ['园区名称', 'Park'], byProfile: ['按园区规则', 'by the park’s rules'], balance: ['用地平衡', 'Land balance'], ofWhich: ['其中', 'of which'],
  part_built: ['已建', 'Built'], part_approved: ['已批未建', 'Approved, not built'], part_reserved: ['留白（有效）', 'Live reserves'], part_blocked: ['规则不允许', 'Blocked by rule'], part_unknown: ['未调查', 'Not surveyed'], part_free: ['空闲', 'Free'],
  of_blocked: ['规则不允许', 'blocked by rule'], of_unknown: ['未调查', 'not surveyed'], of_approved: ['已批', 'approved'], of_reserved: ['留白', 'reserved'],
  'of_parcel:approved-unsupplied': ['批而未供', 'approved, not supplied'], 'of_parcel:idle': ['闲置', 'idle'], 'of_parcel:vacant': ['空地', 'vacant'],
  eligibleLand: ['可用地', 'Eligible land'], land_eligible: ['可用', 'eligible'], land_unknown: ['未调查', 'not surveyed'], land_removed: ['不可用', 'not eligible'],
  tryDistances: ['试算距离', 'Try distances'], noDistances: ['附近没有需要保持距离的要素。', 'Nothing near keeps a distance.'], ruleSays: ['规则', 'rule:'], resetDistances: ['恢复规则距离', 'Back to the rules'],
  trialNote: ['试算：距离与现行规则不同，结果不作依据。', 'A trial: distances differ from the rules in force; no basis for a decision.'],
  drawTitle: ['画地块留白', 'Draw a block to reserve'], drawBlock: ['开始绘制', 'Draw'], clear: ['清除', 'Clear'], reserveDrawn: ['登记此地块', 'Reserve this block'],
  drawHint: ['在图上逐点点击，双击结束；拖动顶点可修改。绘制时即时核对，不写入台账。', 'Click corner by corner, double-click to end; drag corners to change it. Checked while you draw; nothing is written.'],
  drawAllowed: ['可以留白：在园区内，不与有效留白重叠，符合规则。', 'It can be reserved: inside the park, over no live reserve, eligible by the rules.'],
  timeline: ['时间轴', 'Timeline'], stateOf: ['状态时间', 'As recorded at'], present: ['现在', 'now'], changesThen: ['该时刻的变动', 'What changed then'], noChanges: ['没有变动记录', 'No changes on record'], firstLoad: ['数据装载（{0} 个要素）', 'Data loaded ({0} features)'],
  utility: ['效用函数', 'utility function'], utility_linear: ['线性', 'linear'], utility_trapezoid: ['梯形', 'trapezoid'], utility_decay: ['指数衰减', 'exponential decay'], rulesScoring: ['恢复规则的权重和效用', 'Back to the rules’ weights and utilities'],
  readiness: ['旗舰项目用地能力（T1、T2）', 'Room for flagship projects (T1, T2)'], ready_landed: ['目标已落地', 'Targets landed'], ready_secured: ['已由留白保证', 'Secured by reserves'], ready_ready: ['仍可承接全部旗舰项目', 'Room for every open flagship'],
  ready_partly: ['只能承接一部分', 'Room for some only'], ready_none: ['已无法承接', 'No room left'], showProof: ['在图上查看依据', 'Show the proof'], needsOf: ['需 {0} 个，每个约 {1}', '{0} needed, about {1} each'],
  gauge_landed: ['已落地', 'landed'], gauge_secured: ['留白保证', 'secured'], gauge_canTake: ['可承接', 'can be taken'], gauge_missing: ['缺', 'missing'], noFlagships: ['T1、T2 只涉及认定的化工园区。', 'T1 and T2 concern recognised chemical parks only.'],
  sinceNoRecord: ['{0} 尚无记录，不能比较。', 'The record does not reach back to {0}.'], sinceTitle: ['自 {0} 以来：可承接数变化 {1}', 'Since {0}: change of what can be taken {1}'], sinceNothing: ['没有占用可用地的变动。', 'Nothing took free land.'],
  makePlan: ['编制留白方案', 'Plan reserves'], plan_plan: ['方案成立', 'A plan'], plan_partial: ['只能满足一部分', 'Only some fit'], plan_impossible: ['无法满足', 'Not possible'], planFilled: ['放下 {0} / {1} 块', '{0} of {1} blocks fit'],
  gapOf: ['距最优', 'gap to the best'], sterilised: ['被割碎的可用地', 'land turned to slivers'], sharedWith: ['与前案重合', 'shared with an earlier one'],
  entries: ['台账记录', 'Entries'], project: ['项目', 'Project'], act_hold: ['暂留', 'Hold'], act_close: ['结转', 'Close'], act_adjust: ['调整', 'Adjust'], act_split: ['分割', 'Split'], act_merge: ['合并', 'Merge'], act_expire: ['到期', 'Expire'],
  savePackage: ['保存决策包', 'Save decision package'], packageHint: ['条件、规则、数据和结果的 zip，可用 jining231 verify 离线复算', 'A zip of request, rules, data and answer, which jining231 verify recomputes offline'],
  exclude: ['排除', 'Leave out'], excludeHint: ['不考虑此地块，重新选址', 'Search again without this land'], excludedCount: ['已排除 {0} 个地块', '{0} plots left out'], takeBack: ['全部恢复', 'Take them back'],
  plotKinds: ['地块类型', 'Kinds of plot'], plotKindsHint: ['不选：先矩形，放不下时取整块或直线切块', 'None chosen: rectangles, and whole or cut blocks where none fits'],
  assemblyMaxRatio: ['组合面积至多为所需的', 'Assembly at most'], timesArea: ['倍', '× the area'],
  parcelsOf: ['{0} 宗地块，权利人 {1} 个', '{0} parcels, {1} owners'], fewestProven: ['已证明最少', 'proved fewest'], fewestFound: ['限时内找到的最少', 'fewest found in the time allowed'],
  status_vacant: ['空闲', 'vacant'], 'status_approved-unsupplied': ['批而未供', 'approved, not supplied'], status_idle: ['闲置', 'idle'],
  lock: ['锁定', 'Lock'], unlock: ['解锁', 'Unlock'], lockHint: ['以后的选址保留此地块，其他方案不与之重叠', 'Later searches keep this plot and stay clear of it'],
  lockedBadge: ['锁定', 'locked'], lockedCount: ['已锁定 {0} 个地块，再次选址时保留', '{0} plots locked; the next search keeps them'], lockedBreaks: ['锁定地块不符合规则', 'The locked plot breaks a rule'],
  movePlot: ['移动', 'Move'], movePlotHint: ['在图上拖动此地块，即时重新评分', 'Drag this plot on the map; it is scored anew'],
  moveHint: ['拖动地块，拖动圆点旋转；松开后按同一规则精确评分。', 'Drag the plot, drag the dot to turn it; released, it is scored exactly by the same rules.'],
  undoMove: ['撤销移动', 'Undo the move'], lockHere: ['锁定在此', 'Lock it here'], wouldRank: ['相当于第 {0} 名', 'would be no. {0}'], colon: ['：', ': '], listComma: ['、', ', '],
  'verdict_not-searched': ['未搜索', 'not searched'],
  branches: ['情景分支', 'Scenario branches'], branchesHint: ['在现行记录之上假设改动，与现状并排比较上面的选址条件；不写入任何图层。', 'Edits supposed on top of the record; the project above is compared on them, side by side. No layer is written.'],
  noBranches: ['还没有情景分支', 'No branches yet'], noBranchesHint: ['点“新建分支”，画一条控制线、移动园区边界或换一个安全距离。', 'Press “New branch”: draw a control line, move a boundary or try another distance.'],
  newBranch: ['新建分支', 'New branch'], branchName: ['分支名称', 'Name of the branch'], saveBranch: ['保存分支', 'Keep the branch'], branchSaved: ['已保存分支“{0}”', 'Branch “{0}” is kept'],
  supposedShapes: ['假设的图形', 'Outlines supposed'], supposedDistances: ['假设的距离', 'Distances supposed'], drawShape: ['绘制面', 'Draw an outline'], drawStop: ['停止绘制', 'Stop drawing'], shapeFile: ['从文件读取…', 'From a file…'],
  shapeHint: ['在图上逐点点击，双击结束；拖动顶点可修改。文件：界址点 TXT 或 GeoJSON（CRS84）。', 'Click corner by corner, double-click to end; drag corners to change it. Files: 界址点 TXT or GeoJSON (CRS84).'],
  shapeIs: ['作为', 'It is'], supposedLine: ['假设线', 'Supposed line'], supposedSource: ['情景分支', 'scenario branch'], newBoundary: ['新边界：', 'New boundary:'], addDistance: ['添加距离', 'Add a distance'],
  ruleOff: ['不计', 'off'], ruleOffHint: ['此规则不扣除任何土地', 'The rule takes no land'], compareChosen: ['比较所选', 'Compare the chosen'], comparing: ['正在比较 {0} 个分支…', 'Comparing {0} branches…'], calledOff: ['已取消。', 'Called off.'],
  formFirst: ['请先改正上面选址条件中标出的各项。', 'Correct the fields marked in the form above first.'], atMostBranches: ['一次最多比较 {0} 个分支', 'At most {0} branches are compared at once'],
  delete: ['删除', 'Delete'], deleteSure: ['确认删除', 'Delete it'], branchDeleted: ['已删除分支“{0}”', 'Branch “{0}” is deleted'], bringBack: ['撤销（以现行记录为基础）', 'Undo (on the present record)'],
  branchFresh: ['记录未变', 'record unchanged'], branchMoved: ['记录已变动', 'record moved on'], branchStale: ['已失效', 'stale'], baseRecord: ['基础记录', 'Base record'], branchCounts: ['图形改动 {0}，距离 {1}，不计规则 {2}', '{0} edits, {1} distances, {2} rules off'],
  movedSince: ['其后变动：', 'Moved since:'], compareTitle: ['并排比较', 'Side by side'], compareLegend: ['比较图例', 'Answers'], theRecord: ['现状', 'The record'], scenario: ['情景', 'Scenario'], sitesFound: ['方案', 'Sites'],
  totalArea: ['总面积', 'Total area'], totalMethod: ['总面积为各方案椭球面积之和；变化与现状相比。', 'Total area: sum of the sites’ ellipsoidal areas; changes are against the record.'], bestScore: ['最高分', 'Best score'],
  standing: ['现状方案 {0}/{1} 仍成立', '{0} of {1} sites stand'], reasonsGained: ['新增原因', 'Reasons gained'], reasonsLost: ['消失原因', 'Reasons lost'], sameReasons: ['各园区的结论和原因与现状相同。', 'Every park is answered as on the record.'],
  notCompared: ['“{0}”未参与比较：所依据的要素已变动', '“{0}” was not compared: what it rests on has moved on'], compareOnBase: ['改按基础记录比较', 'Compare on the base record'], recordMovedOn: ['建分支后记录有变动，未涉及本分支改动的要素。', 'The record has moved on, not in what this branch edits.'],
  redline: ['红线核查', 'Check of redlines'], redlineHint: ['把用地红线与控制线和规则逐条核对，给出重叠面积、图层和要素。按上面的产业和危险等级；不保存。', 'Outlines of land held against control lines and rules: overlap, layer and feature. By the industry and hazard above; nothing is kept.'],
  redlineFile: ['选择文件…', 'Choose a file…'], redlineDrop: ['或把文件拖到这里：界址点 TXT（GB18030、UTF-8）、GeoJSON', 'or drop it here: 界址点 TXT (GB18030, UTF-8), GeoJSON'], checking: ['正在核查 {0}…', 'Checking {0}…'],
  redline_clear: ['无冲突', 'clear'], redline_conditional: ['须办手续', 'conditional'], redline_unknown: ['部分未调查', 'not surveyed in part'], redline_breaks: ['有冲突', 'in conflict'], breachFeature: ['图层 · 要素', 'Layer · feature'], overlap: ['重叠', 'Overlap'],
  overlapMethod: ['重叠面积含安全距离带，平面面积 EPSG:4548', 'Overlap includes the distance kept, planar area EPSG:4548'], lineOf: ['第 {0} 行', 'line {0}'], statedDiffers: ['文件写明 {0} 公顷，按界址点计算为 {1} 公顷（平面面积）', 'The file states {0} ha, its points give {1} ha (planar)'],
  redlineLocked: ['已锁定“{0}”，下次选址时评判并保留', '“{0}” is locked: the next search judges and keeps it'],
  change_create: ['新增', 'New'], change_update: ['变更', 'Changed'], change_delete: ['删除', 'Deleted'],
};

/** The text of a key in the current language; `{0}`, `{1}` … are replaced. */
export function t(key: string, ...values: (string | number)[]): string {
  const entry = table[key];
  const text = entry ? entry[lang === 'zh' ? 0 : 1] : key;
  return values.reduce<string>((s, v, i) => s.replace(`{${i}}`, String(v)), text);
}

export const has = (key: string): boolean => key in table;

/** The title of something that carries both languages. */
export const titled = (x: { zh: string; en: string }): string => (lang === 'zh' ? x.zh : x.en);

const locale = (): string => (lang === 'zh' ? 'zh-CN' : 'en-GB');

/** A number with grouping and at most `digits` decimals. */
export function num(value: number, digits = 2): string {
  return value.toLocaleString(locale(), { maximumFractionDigits: digits });
}

let unit: 'mu' | 'ha' = localStorage.getItem('jining231.unit') === 'ha' ? 'ha' : 'mu';
export const areaUnit = (): 'mu' | 'ha' => unit;
export function setAreaUnit(next: 'mu' | 'ha'): void {
  unit = next;
  localStorage.setItem('jining231.unit', next);
}

/** An area in m² as 亩 or 公顷, with its unit. */
export function areaText(m2: number): string {
  return unit === 'mu' ? `${num((m2 * 3) / 2000, 2)} ${t('mu')}` : `${num(m2 / 10000, 4)} ${t('ha')}`;
}
