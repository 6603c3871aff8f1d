/** The wire contract of the service, as this viewer reads it. */
export interface CodeValue { value: string; zh: string; en: string }
export interface FieldInfo { name: string; type: string; titleZh: string; titleEn: string; unit: string | null; codelist: CodeValue[] | null }
export interface StyleInfo {
  fill: string; stroke: string; strokeWidth: number; classField: string | null; classFill: Record<string, string>;
  labelField: string | null; order: number; visibleAtStart: boolean;
}
export interface LayerInfo {
  name: string; titleZh: string; titleEn: string; descriptionZh: string; descriptionEn: string; geometry: string;
  fields: FieldInfo[]; style: StyleInfo; count: number; revision: number; quality: string | null;
}
export interface Catalog { layers: LayerInfo[]; store: { kind: string; location: string } }
export interface KeyTitle { key: string; zh: string; en: string }
/** `linear` and `trapezoid`: straight between the points; `decay`: falls by the same factor over every stretch between the two. */
export interface Utility { type: 'linear' | 'trapezoid' | 'decay'; points: [number, number][] }
export interface RulesInfo {
  hash: string;
  industries: (KeyTitle & { cluster: string; chemical: boolean; defaultHazard: string; intensityWanPerMu: number })[];
  hazards: CodeValue[];
  needKinds: KeyTitle[];
  /** `setback`: a scenario may try another distance for it. */
  rules: (KeyTitle & { basis: string; source: string; clause: string; confidence: string; setback: boolean })[];
  criteria: (KeyTitle & { weight: number; unit: string; utility: Utility })[];
}
export interface RuleShare { rule: string; aloneM2: number; sharedM2: number; splitM2: number }
export interface Reason { code: string; zh: string; en: string }
export interface Contribution { criterion: string; raw: number | string | null; unit: string | null; utility: number; weight: number; points: number }
export interface Clearance { layer: string; featureId: string; name: string; rule: string; requiredM: number; actualM: number }
export interface NeedResult {
  kind: string; maxKm: number; actualKm: number; featureId: string; method: string; network?: string; accessKm?: number; alongKm?: number; egressKm?: number;
}
export interface SiteProperties {
  rank: number; parkId: string; parkName: string; areaHa: number; areaMu: number; planarAreaHa: number; widthM: number; lengthM: number;
  shape: string; locked?: boolean; name?: string; parcels?: SiteParcel[]; owners?: number; fewestOwnersProven?: boolean; score: number; pareto: boolean; rankBest: number; rankWorst: number; contributions: Contribution[]; clearances: Clearance[]; needs: NeedResult[]; conditions: unknown[]; quality: string; crossing?: Crossing; partners?: Partner[];
}
/** A possible supplier or customer near a plot, by the links of industries in the rules. */
export interface Partner { direction: 'supplier' | 'customer'; industry: string; name: string; km: number; quality: string; source: string; clause: string }
/** Corridors that the plot lies across; nothing is built on their strips (planar areas, EPSG:4548). */
export interface Crossing {
  buildableMu: number; buildableHa: number; countedMu: number; countedHa: number;
  strips: { rule: string; name: string; requiredM: number; planarM2: number; counts: boolean }[];
}
/** A parcel of an assembly. */
export interface SiteParcel { id: string; name: string; status: string; enterprise: string | null }
/** A rule that a locked plot breaks: planar area in EPSG:4548, distances edge to edge. */
export interface Breach {
  rule: string; zh: string; en: string; areaM2: number; requiredM: number | null;
  features: { layer: string; featureId: string; name: string | null; actualM: number }[]; geometry: unknown;
}
export interface LockedAnswer {
  name: string; parkId: string | null; parkName: string | null; areaMu: number; areaHa: number; stands: boolean; rank: number | null; reasons: Reason[]; breaches: Breach[];
}
export interface GeoFeature<P = Record<string, unknown>> { type: 'Feature'; id?: string; geometry: unknown; properties: P }
export interface GeoCollection<P = Record<string, unknown>> { type: 'FeatureCollection'; features: GeoFeature<P>[]; numberMatched?: number }
export interface ParkLedger {
  parkId: string; name: string; grossM2: number | null; eligibleM2: number | null; unknownM2: number | null; rules: RuleShare[];
  largestBlockM2: number | null; verdict: string; reasons: Reason[];
}
export interface Meta { digest: string; engine: string; asOf: string; quality: string; rules: string; areaMethod?: Record<string, string> }
export interface Robustness {
  weightRangePercent: number; secondFirst: { criterion: string; weight: number; newWeight: number; changePercent: number | null } | null; secondFirstAllPercent: number | null;
}
/** The ledgers of all parks of the scope added up, planar areas (EPSG:4548). */
export interface ScopeLedger { parks: number; grossM2: number; eligibleM2: number; unknownM2: number; overlapM2: number; rules: (RuleShare & { parks: number })[] }
export interface SitingAnswer { sites: GeoCollection<SiteProperties>; locked?: LockedAnswer[]; robustness: Robustness; parks: ParkLedger[]; scope?: ScopeLedger; meta: Meta }
export interface SolarProperties {
  subsidenceId: string; name: string; adcode: string | null; mode: string; grossM2: number; usableM2: number; usableHa: number; usableMu: number;
  unknownM2: number; mw: number; muPerMw: number; verdict: string; reasons: Reason[]; rules: RuleShare[]; quality: string;
}
export interface SolarAnswer {
  areas: GeoCollection<SolarProperties>;
  total: { usableM2: number; usableMu: number; mw: number; fisheryMw: number; agriMw: number; targetMw: number; share: number; shortfallMw: number };
  meta: Meta;
}
/** Free land that would serve instead; ellipsoidal area, distance edge to edge in EPSG:4548. */
export interface FreePlot { parkId: string; parkName: string; areaM2: number; areaMu: number; planarM2: number; distanceM: number; geometry: GeoFeature['geometry'] }
/** Land that is to be reserved, with its ellipsoidal area. */
export interface Block { parkId: string; parkName: string; name: string; areaM2: number; geometry: GeoFeature['geometry']; tier?: string }
export interface ReserveCheck {
  allowed: boolean; areaM2: number; problems: { code: string; zh: string; en: string }[]; alternatives?: FreePlot[]; readiness: { warns: boolean; reasons: Reason[] } | null;
}
export interface PlanBlock { slot: string; number: number; tier: string; areaM2: number; score: number; quality: string }
export interface TargetReadiness {
  target: string; slot: string; required: number; open: number; canTake: number; missing: number; investmentYi: number | null; areaM2: number; indicative: boolean;
  landed: unknown[]; secured: unknown[];
}
export interface ReadinessCause { name: string; action: string; actor: string; documentNo: string | null; recordedAt: string; tookFreeM2: number }
/** Whether a park can still take the flagships of T1 and T2, with the blocks that prove it. */
export interface Readiness {
  parkId: string; verdict: string; required: number; landed: number; secured: number; canTake: number; missing: number; targets: TargetReadiness[];
  blocks: GeoCollection<PlanBlock>; reasons: Reason[];
  since: { at: string; recorded: boolean; canTakeChange?: number; lostFreeM2?: number; causes?: ReadinessCause[] } | null;
}
export interface PlanAlternative { rank: number; score: number; gapPercent: number; sharedPercent: number; areaM2: number; sterilisedM2: number; blocks: GeoCollection<PlanBlock> }
export interface ReservePlan {
  parkId: string; parkName: string; verdict: string; asked: number; filled: number; alternatives: PlanAlternative[];
  certificate: { upperBound: number; proof: string; reasons: Reason[] } | null;
}
export interface MapDistance { rule: string; ruleM: number; triedM: number; basis: string; features: number }
/** The land of one park by state, planar areas in EPSG:4548. */
export interface EligibilityMap extends GeoCollection {
  parkId: string; trial: boolean; hazard: string; grossM2: number; eligibleM2: number; unknownM2: number; rules: RuleShare[]; distances: MapDistance[];
}
export interface BalancePart { part: string; m2: number; ofWhichM2: Record<string, number> }
export interface ParkBalance { parkId: string; quality: string; hazard: string; grossM2: number; parts: BalancePart[] }
export interface FeatureChange {
  layer: string; id: string; name: string | null; action: string; recordedAt: string; actor: string; documentNo: string | null; gainMu: number;
}
export interface ReserveEntry {
  act: string; effectiveAt: string; actor: string; documentNo: string | null; stateAfter: string | null; areaBeforeM2: number; areaAfterM2: number;
}
export interface ChangeReport { changes: FeatureChange[] }
export interface ProblemDetail {
  title?: string; titleEn?: string; status?: number; detail?: string; detailEn?: string; code?: string; traceId?: string;
  errors?: { field?: string | null; zh: string; en: string; allowed?: string[] }[];
  conflict?: { layer: string; id: string; name?: string; holder?: string; until?: string; overlapM2?: number };
  alternatives?: FreePlot[];
}
