using static Jining231.Geo.Layers.LayerCatalog;

namespace Jining231.Geo.Layers;

/// <summary>Control lines, sensitive places, and where control lines have been surveyed.</summary>
internal static class ControlLayers
{
    public static LayerDef Controls { get; } = new("controls", "控制线", "Control lines", GeometryKind.MultiPolygon, WithCommon(
        Coded("kind", "类型", "kind", Codelists.ControlKind),
        Text("rule_key", "规则键", "rule key"),
        Text("authority", "主管部门", "authority"),
        Day("in_force_from", "生效日期", "in force from"),
        Day("in_force_to", "失效日期", "in force to")))
    {
        DescriptionZh = "永久基本农田、生态保护红线、城镇开发边界等控制线。",
        DescriptionEn = "Permanent farmland, ecological red line, urban boundary and the other control lines.",
        Style = new("#c92a2a26", "#c92a2a", 1)
        {
            Order = 20,
            ClassField = "kind",
            ClassFill = new Dictionary<string, string>
            {
                ["permanent_farmland"] = "#f2c94c66",
                ["ecological_redline"] = "#2b8a3e55",
                ["urban_boundary"] = "#e6498012",
                ["drinking_water"] = "#1098ad55",
                ["snwd_core"] = "#1971c255",
                ["snwd_key"] = "#1971c222",
                ["nansi_reserve"] = "#0ca67844",
                ["yellow_river"] = "#b0832744",
                ["flood_storage"] = "#4263eb33",
                ["river"] = "#339af055",
                ["heritage"] = "#a61e4d55",
                ["mineral"] = "#5c5f6633",
                ["unsettled_subsidence"] = "#86613d44",
                ["pipeline"] = "#c2255c55",
                ["cultivated_land"] = "#ffe06655",
                ["navigation"] = "#1c7ed655",
            },
        },
    };

    public static LayerDef Sensitive { get; } = new("sensitive", "敏感目标", "Sensitive places", GeometryKind.MultiPolygon, WithCommon(
        Coded("kind", "类型", "kind", Codelists.SensitiveKind),
        new FieldDef("population", FieldType.Integer, "人口", "population") { Unit = "人" }))
    {
        DescriptionZh = "村庄、学校、医院、取水口。",
        DescriptionEn = "Villages, schools, hospitals and water intakes.",
        Style = new("#e0319055", "#a61e4d", 1)
        {
            Order = 50,
            ClassField = "kind",
            ClassFill = new Dictionary<string, string>
            {
                ["village"] = "#e0319044",
                ["school"] = "#7048e877",
                ["hospital"] = "#e0313188",
                ["water_intake"] = "#1098ad88",
            },
        },
    };

    public static LayerDef Coverage { get; } = new("coverage", "控制线覆盖范围", "Coverage", GeometryKind.MultiPolygon, WithCommon(
        Text("layer", "图层", "layer") with { Required = true },
        Text("kind", "类型", "kind"),
        Text("authority", "主管部门", "authority"),
        Day("as_of", "截至日期", "as of")))
    {
        DescriptionZh = "各控制线已调查的范围；范围以外为“不明”，不视为可用。",
        DescriptionEn = "Where each control layer has been surveyed; outside it the answer is unknown, never eligible.",
        Style = new("", "#868e96", 1) { Order = 5, VisibleAtStart = false },
    };
}
