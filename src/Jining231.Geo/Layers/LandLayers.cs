using static Jining231.Geo.Layers.LayerCatalog;

namespace Jining231.Geo.Layers;

/// <summary>Parcels, projects, reserves, subsidence areas and indicators.</summary>
internal static class LandLayers
{
    public static LayerDef Subsidence { get; } = new("subsidence", "采煤沉陷区", "Subsidence areas", GeometryKind.MultiPolygon, WithCommon(
        Text("adcode", "行政区划代码", "adcode"),
        Text("mine", "矿区", "mine"),
        Coded("stability", "稳定性", "stability", Codelists.Stability),
        Day("settled_on", "稳沉日期", "settled on"),
        Real("water_share", "积水比例", "share under water", "1"),
        Real("mean_depth_m", "平均水深", "mean water depth", "m"),
        Coded("pv_mode", "光伏方式", "PV mode", Codelists.PvMode, required: false)))
    {
        DescriptionZh = "采煤沉陷区及渔光、农光互补方式。",
        DescriptionEn = "Coal-mining subsidence areas and their photovoltaic mode.",
        Style = new("#8d6e6333", "#6d4c41", 1.5)
        {
            Order = 10,
            ClassField = "pv_mode",
            ClassFill = new Dictionary<string, string> { ["fishery"] = "#15aabf44", ["agri"] = "#94d82d44" },
        },
    };

    public static LayerDef Parcels { get; } = new("parcels", "地块", "Parcels", GeometryKind.MultiPolygon, WithCommon(
        Reference("park_id", "所在园区", "park", "parks"),
        Text("adcode", "行政区划代码", "adcode") with { Required = true },
        Text("class_code", "用地用海分类", "land-use class") with { Required = true },
        Coded("status", "供应状态", "status", Codelists.ParcelStatus),
        Text("enterprise", "用地企业", "enterprise")))
    {
        DescriptionZh = "园区内及周边地块（图斑），用地用海分类与供应状态。",
        DescriptionEn = "Land-use parcels in and around the parks with class and supply status.",
        PartitionField = "adcode",
        Style = new("#adb5bd44", "#868e96", 0.7)
        {
            Order = 40,
            ClassField = "status",
            ClassFill = new Dictionary<string, string>
            {
                ["vacant"] = "#d3f9d888",
                ["approved-unsupplied"] = "#fff3bf99",
                ["supplied-unbuilt"] = "#ffd8a899",
                ["built"] = "#adb5bd99",
                ["idle"] = "#ffc9c999",
            },
        },
    };

    public static LayerDef Projects { get; } = new("projects", "项目", "Projects", GeometryKind.MultiPolygon, WithCommon(
        Text("industry", "产业", "industry") with { Required = true },
        Real("investment_yi", "投资额", "investment", "亿元"),
        Coded("hazard", "危险等级", "hazard", Codelists.Hazard, required: false),
        Real("required_area_ha", "用地需求", "required area", "公顷"),
        Reference("park_id", "所在园区", "park", "parks"),
        Coded("status", "状态", "status", Codelists.ProjectStatus)))
    {
        GeometryOptional = true,
        DescriptionZh = "拟招引和已选址的项目。",
        DescriptionEn = "Wanted and sited projects.",
        Style = new("#1864ab33", "#1864ab", 2) { Order = 70 },
    };

    public static LayerDef Reserves { get; } = new("reserves", "留白", "Reserves", GeometryKind.MultiPolygon, WithCommon(
        Reference("park_id", "所在园区", "park", "parks") with { Required = true },
        Coded("tier", "级别", "tier", Codelists.ReserveTier),
        Coded("state", "状态", "state", Codelists.ReserveState),
        Text("holder", "持有人", "holder") with { Required = true },
        Text("purpose", "用途", "purpose"),
        Text("document_no", "文号", "document number"),
        Instant("held_until", "暂留至", "held until"),
        new FieldDef("renewals", FieldType.Integer, "续期次数", "renewals"),
        Instant("in_force_from", "生效时间", "in force from"),
        Instant("in_force_to", "失效时间", "in force to"),
        Reference("project_id", "启用项目", "activated for project", "projects"),
        Text("eligibility_digest", "可用性摘要", "eligibility digest"),
        Text("override_document_no", "例外文号", "override document")))
    {
        ServiceWritesOnly = true,
        ExclusiveCover = new("parks", "park_id", "state", new Dictionary<string, string?>
        {
            ["held"] = "held_until",
            ["reserved"] = "in_force_to",
            ["activated"] = null,
        }),
        DescriptionZh = "“留白”台账的地块：暂留、留白、启用、解除、到期。",
        DescriptionEn = "Blocks of the reserve account: held, reserved, activated, released, expired.",
        Style = new("#ffffffaa", "#0b7285", 2.5) { Order = 75, LabelField = "name" },
    };

    public static LayerDef Indicators { get; } = new("indicators", "指标", "Indicators", GeometryKind.None, WithCommon(
        Text("target", "目标", "target") with { Required = true },
        Text("place", "地区", "place"),
        new FieldDef("year", FieldType.Integer, "年份", "year"),
        new FieldDef("value", FieldType.Real, "数值", "value"),
        Text("unit", "单位", "unit"),
        Text("document_no", "文号", "document number")))
    {
        DescriptionZh = "地图量不出的指标：用地指标、装机容量、亩均效益等。",
        DescriptionEn = "What the map cannot measure: land quota, installed capacity, output per 亩.",
    };
}
