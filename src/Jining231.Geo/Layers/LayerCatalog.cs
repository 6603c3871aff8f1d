namespace Jining231.Geo.Layers;

/// <summary>All layers of the product, in display order, each after those that it refers to. A new layer is one <see cref="LayerDef"/> here.</summary>
public static class LayerCatalog
{
    /// <summary>The layers.</summary>
    public static IReadOnlyList<LayerDef> All { get; } =
    [
        PlaceLayers.Counties, PlaceLayers.Parks, PlaceLayers.Ports, PlaceLayers.Transport,
        LandLayers.Subsidence, ControlLayers.Controls, ControlLayers.Sensitive, LandLayers.Parcels,
        LandLayers.Projects, LandLayers.Reserves, ControlLayers.Coverage, LandLayers.Indicators,
    ];

    /// <summary>The layer of that name, or null.</summary>
    public static LayerDef? Find(string name) => All.FirstOrDefault(l => l.Name == name);

    /// <summary>The layer of that name; an unknown name raises <see cref="ProblemCode.NotFound"/>.</summary>
    public static LayerDef Get(string name) => Find(name) ?? throw new GeoProblemException(
        new GeoProblem(ProblemCode.NotFound, $"没有图层“{name}”。", $"There is no layer '{name}'.")
        {
            Field = "collectionId",
            Allowed = [.. All.Select(l => l.Name)],
        });

    /// <summary>Name, source and quality open every layer; the rest follows.</summary>
    internal static IReadOnlyList<FieldDef> WithCommon(params FieldDef[] fields) =>
    [
        new("name", FieldType.Text, "名称", "name") { Required = true },
        .. fields,
        new("source", FieldType.Text, "来源", "source") { Required = true },
        new("quality", FieldType.Text, "质量", "quality") { Required = true, Codelist = Codelists.Quality },
        new("policy_ref", FieldType.Text, "政策出处", "policy reference"),
        new("note", FieldType.Text, "备注", "note"),
    ];

    internal static FieldDef Text(string name, string zh, string en) => new(name, FieldType.Text, zh, en);

    internal static FieldDef Reference(string name, string zh, string en, string layer) => Text(name, zh, en) with { References = layer };

    internal static FieldDef Coded(string name, string zh, string en, Codelist list, bool required = true) =>
        new(name, FieldType.Text, zh, en) { Codelist = list, Required = required };

    internal static FieldDef Real(string name, string zh, string en, string unit) =>
        new(name, FieldType.Real, zh, en) { Unit = unit };

    internal static FieldDef Texts(string name, string zh, string en) => new(name, FieldType.TextArray, zh, en);

    internal static FieldDef Day(string name, string zh, string en) => new(name, FieldType.Date, zh, en);

    internal static FieldDef Instant(string name, string zh, string en) => new(name, FieldType.Timestamp, zh, en);
}
