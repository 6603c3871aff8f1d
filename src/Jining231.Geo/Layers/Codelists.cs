namespace Jining231.Geo.Layers;

/// <summary>The closed lists of the catalog.</summary>
public static class Codelists
{
    /// <summary>How far a value may be trusted, best first.</summary>
    public static Codelist Quality { get; } = List("quality",
        ("surveyed", "实测", "surveyed"), ("published", "公布", "published"),
        ("indicative", "示意", "indicative"), ("synthetic", "合成", "synthetic"));

    /// <summary>Kinds of county-level unit.</summary>
    public static Codelist CountyKind { get; } = List("county_kind",
        ("county", "县市区", "county-level unit"), ("functional", "功能区", "functional zone"));

    /// <summary>Level of a park; siblings of one level never overlap.</summary>
    public static Codelist ParkLevel { get; } = List("park_level",
        ("zone", "功能区", "zone"), ("park", "园区", "park"), ("subpark", "园中园", "sub-park"));

    /// <summary>Kind of a park.</summary>
    public static Codelist ParkKind { get; } = List("park_kind",
        ("chemical", "化工园区", "chemical"), ("industrial", "工业园区", "industrial"), ("digital", "数字经济园区", "digital"),
        ("bonded", "保税物流", "bonded"), ("logistics", "物流园区", "logistics"),
        ("international", "国际合作园区", "international"), ("innovation", "创新园区", "innovation"));

    /// <summary>The "231" clusters of the 2020 policy.</summary>
    public static Codelist Cluster { get; } = List("cluster",
        ("equipment", "高端装备", "high-end equipment"), ("chemical", "高端化工", "high-end chemicals"),
        ("information", "新一代信息技术", "new-generation IT"), ("new-energy", "新能源", "new energy"),
        ("new-materials", "新材料", "new materials"), ("medicine", "医药", "medicine"));

    /// <summary>Kind of a port.</summary>
    public static Codelist PortKind { get; } = List("port_kind",
        ("inland", "内陆港", "inland port"), ("dry", "无水港", "dry port"), ("canal", "运河港", "canal port"));

    /// <summary>Kind of a transport or utility line.</summary>
    public static Codelist TransportKind { get; } = List("transport_kind",
        ("rail", "铁路", "railway"), ("expressway", "高速公路", "expressway"), ("canal", "京杭运河", "Grand Canal"),
        ("power", "高压线", "high-voltage line"), ("gas", "燃气管线", "gas pipeline"));

    /// <summary>Stability of a subsidence area.</summary>
    public static Codelist Stability { get; } = List("stability",
        ("settled", "稳沉", "settled"), ("unsettled", "未稳沉", "unsettled"), ("unknown", "不明", "unknown"));

    /// <summary>Photovoltaic mode.</summary>
    public static Codelist PvMode { get; } = List("pv_mode",
        ("fishery", "渔光互补", "fishery-PV"), ("agri", "农光互补", "agri-PV"));

    /// <summary>Kinds of control line.</summary>
    public static Codelist ControlKind { get; } = List("control_kind",
        ("permanent_farmland", "永久基本农田", "permanent basic farmland"),
        ("ecological_redline", "生态保护红线", "ecological protection red line"),
        ("urban_boundary", "城镇开发边界", "urban development boundary"),
        ("drinking_water", "饮用水水源保护区", "drinking-water source"),
        ("snwd_core", "南水北调核心保护区", "South-North Water Transfer, core"),
        ("snwd_key", "南水北调重点保护区", "South-North Water Transfer, key"),
        ("nansi_reserve", "南四湖自然保护区", "Nansi Lake nature reserve"),
        ("yellow_river", "黄河岸线", "Yellow River shoreline"),
        ("flood_storage", "蓄滞洪区", "flood storage area"),
        ("river", "河道管理范围", "river management area"),
        ("heritage", "文物保护", "heritage protection"),
        ("mineral", "压覆矿产", "overlain minerals"),
        ("unsettled_subsidence", "未稳沉区", "unsettled subsidence"),
        ("pipeline", "长输管道", "long-distance pipeline"),
        ("cultivated_land", "耕地", "cultivated land"),
        ("navigation", "通航水域", "navigable water"));

    /// <summary>Kinds of sensitive place.</summary>
    public static Codelist SensitiveKind { get; } = List("sensitive_kind",
        ("village", "村庄", "village"), ("school", "学校", "school"), ("hospital", "医院", "hospital"),
        ("water_intake", "取水口", "water intake"));

    /// <summary>Supply status of a parcel.</summary>
    public static Codelist ParcelStatus { get; } = List("parcel_status",
        ("vacant", "空闲", "vacant"), ("approved-unsupplied", "批而未供", "approved, not supplied"),
        ("supplied-unbuilt", "供而未建", "supplied, not built"), ("built", "已建", "built"), ("idle", "闲置", "idle"));

    /// <summary>Hazard class of a project.</summary>
    public static Codelist Hazard { get; } = List("hazard",
        ("none", "无", "none"), ("low", "低", "low"), ("medium", "中", "medium"), ("high", "高", "high"));

    /// <summary>Status of a project.</summary>
    public static Codelist ProjectStatus { get; } = List("project_status",
        ("wanted", "招引中", "wanted"), ("sited", "已选址", "sited"), ("building", "在建", "building"),
        ("operating", "投产", "operating"), ("dropped", "终止", "dropped"));

    /// <summary>Tier of a reserve: for a project ≥ 30亿元, ≥ 50亿元, or general.</summary>
    public static Codelist ReserveTier { get; } = List("reserve_tier",
        ("t30", "30亿级", "≥ 3 bn yuan"), ("t50", "50亿级", "≥ 5 bn yuan"), ("general", "一般留白", "general"));

    /// <summary>Recorded state of a reserve; whether it is live also depends on time.</summary>
    public static Codelist ReserveState { get; } = List("reserve_state",
        ("held", "暂留", "held"), ("reserved", "留白", "reserved"), ("activated", "启用", "activated"),
        ("released", "解除", "released"), ("expired", "到期", "expired"), ("closed", "结转", "closed"));

    private static Codelist List(string name, params (string Value, string Zh, string En)[] codes) =>
        new(name, [.. codes.Select(c => new Code(c.Value, c.Zh, c.En))]);
}
