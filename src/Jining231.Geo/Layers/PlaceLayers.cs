using static Jining231.Geo.Layers.LayerCatalog;

namespace Jining231.Geo.Layers;

/// <summary>Counties, parks, ports and transport.</summary>
internal static class PlaceLayers
{
    public static LayerDef Counties { get; } = new("counties", "县市区", "Counties", GeometryKind.MultiPolygon, WithCommon(
        Text("adcode", "行政区划代码", "adcode"),
        Coded("kind", "类型", "kind", Codelists.CountyKind),
        Real("stated_area_km2", "公布面积", "stated area", "km²")))
    {
        GeometryOptional = true,
        DescriptionZh = "济宁市 11 个县市区和功能区，概略界线。",
        DescriptionEn = "The 11 county-level units and the functional zones of Jining, generalised outlines.",
        Style = new("", "#7a6f9b", 1.5) { Order = 0, LabelField = "name" },
    };

    public static LayerDef Parks { get; } = new("parks", "园区", "Parks", GeometryKind.MultiPolygon, WithCommon(
        Text("code", "事实表编号", "fact sheet id"),
        Reference("parent_id", "上级园区", "parent park", "parks"),
        Coded("level", "层级", "level", Codelists.ParkLevel),
        Coded("kind", "类型", "kind", Codelists.ParkKind),
        Text("adcode", "行政区划代码", "adcode"),
        Texts("clusters", "产业集群", "clusters"),
        Texts("lead_industries", "主导产业", "leading industries"),
        Texts("lead_enterprises", "龙头企业", "lead enterprises"),
        Real("approved_area_ha", "核定（公布）面积", "approved or published area", "公顷"),
        Text("area_basis", "面积依据", "basis of the area"),
        new FieldDef("recognised_chemical", FieldType.Boolean, "省级认定化工园区", "recognised chemical park")))
    {
        GeometryOptional = true,
        DescriptionZh = "化工园区、工业园区、数字、保税、物流、国际合作与创新园区及园中园。",
        DescriptionEn = "Chemical, industrial, digital, bonded, logistics, international and innovation parks and their sub-parks.",
        Style = new("#d9770622", "#b45309", 2)
        {
            Order = 30,
            LabelField = "name",
            ClassField = "kind",
            ClassFill = new Dictionary<string, string>
            {
                ["chemical"] = "#d9480f2e",
                ["industrial"] = "#1971c22e",
                ["digital"] = "#6741d92e",
                ["bonded"] = "#0c85992e",
                ["logistics"] = "#2f9e442e",
                ["international"] = "#c2255c2e",
                ["innovation"] = "#e8590c2e",
            },
        },
    };

    public static LayerDef Ports { get; } = new("ports", "港口", "Ports", GeometryKind.MultiPoint, WithCommon(
        Coded("kind", "类型", "kind", Codelists.PortKind),
        Reference("park_id", "所在园区", "park", "parks"),
        Text("adcode", "行政区划代码", "adcode"),
        Texts("services", "服务", "services")))
    {
        GeometryOptional = true,
        DescriptionZh = "兖州国际内陆港、金乡无水物流港和运河港口。",
        DescriptionEn = "The Yanzhou inland port, the Jinxiang dry port and the canal ports.",
        Style = new("#1864abff", "#ffffff", 1.5) { Order = 80, LabelField = "name" },
    };

    public static LayerDef Transport { get; } = new("transport", "交通与管线", "Transport", GeometryKind.MultiLineString, WithCommon(
        Coded("kind", "类型", "kind", Codelists.TransportKind),
        Text("class", "等级", "class")))
    {
        DescriptionZh = "铁路、高速公路、京杭运河、高压线和燃气管线。",
        DescriptionEn = "Railways, expressways, the Grand Canal, high-voltage and gas lines.",
        Style = new("", "#495057", 2)
        {
            Order = 60,
            ClassField = "kind",
            ClassFill = new Dictionary<string, string>
            {
                ["rail"] = "#212529ff",
                ["expressway"] = "#f08c00ff",
                ["canal"] = "#1c7ed6ff",
                ["power"] = "#862e9cff",
                ["gas"] = "#a61e4dff",
            },
        },
    };
}
