namespace Jining231.Geo.Layers;

/// <summary>The declared geometry of a layer; stored as this Multi* type.</summary>
public enum GeometryKind
{
    /// <summary>Attributes only.</summary>
    None,

    /// <summary>MultiPoint.</summary>
    MultiPoint,

    /// <summary>MultiLineString.</summary>
    MultiLineString,

    /// <summary>MultiPolygon.</summary>
    MultiPolygon,
}

/// <summary>
/// The single description of a layer: schema, validation, forms, legend and export follow from it. Every layer also has
/// <c>id</c> (text) and <c>version</c> (integer), which are not listed among <see cref="Fields"/>.
/// </summary>
/// <param name="Name">Wire and table name, snake_case.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Geometry">Declared geometry.</param>
/// <param name="Fields">Attributes in storage order.</param>
public sealed record LayerDef(string Name, string TitleZh, string TitleEn, GeometryKind Geometry, IReadOnlyList<FieldDef> Fields)
{
    /// <summary>What the layer holds, in one Chinese sentence.</summary>
    public string DescriptionZh { get; init; } = "";

    /// <summary>What the layer holds, in one English sentence.</summary>
    public string DescriptionEn { get; init; } = "";

    /// <summary>True if a feature may have no geometry (a place whose location nobody knows).</summary>
    public bool GeometryOptional { get; init; }

    /// <summary>Drawing style and legend.</summary>
    public LayerStyle Style { get; init; } = LayerStyle.Default;

    /// <summary>Rule that the store keeps whoever writes: live features of one parent never overlap and lie inside it.</summary>
    public ExclusiveCover? ExclusiveCover { get; init; }

    /// <summary>
    /// Required text field by which a large layer is split into partitions (PostgreSQL) and can be spread over servers; null: one table.
    /// </summary>
    public string? PartitionField { get; init; }

    /// <summary>True if writes from outside the service are refused by the database itself.</summary>
    public bool ServiceWritesOnly { get; init; }

    /// <summary>Position of a field, or -1.</summary>
    public int IndexOf(string field)
    {
        for (var i = 0; i < Fields.Count; i++)
            if (Fields[i].Name == field)
                return i;
        return -1;
    }
}

/// <summary>
/// Live features that name the same parent must not overlap each other and must lie in the parent's geometry
/// (tolerance 0.01 m² in EPSG:4548).
/// </summary>
/// <param name="ParentLayer">Layer of the parent.</param>
/// <param name="ParentField">Text field holding the parent's id.</param>
/// <param name="StateField">Text field holding the state.</param>
/// <param name="LiveUntil">Live states, each with the timestamp field after which it is over (null: never).</param>
public sealed record ExclusiveCover(
    string ParentLayer, string ParentField, string StateField, IReadOnlyDictionary<string, string?> LiveUntil);

/// <summary>How a layer is drawn; colours are CSS hex.</summary>
/// <param name="Fill">Fill colour with alpha (#rrggbbaa), or empty.</param>
/// <param name="Stroke">Line colour.</param>
/// <param name="StrokeWidth">Line width in CSS pixels.</param>
public sealed record LayerStyle(string Fill, string Stroke, double StrokeWidth)
{
    /// <summary>Grey outline.</summary>
    public static LayerStyle Default { get; } = new("#88888822", "#666666", 1);

    /// <summary>Field whose codes have their own colours, or null.</summary>
    public string? ClassField { get; init; }

    /// <summary>Fill colour per code of <see cref="ClassField"/>.</summary>
    public IReadOnlyDictionary<string, string> ClassFill { get; init; } = new Dictionary<string, string>();

    /// <summary>Field drawn as label, or null.</summary>
    public string? LabelField { get; init; }

    /// <summary>Drawing order: higher is on top.</summary>
    public int Order { get; init; }

    /// <summary>True if the layer is shown when the map opens.</summary>
    public bool VisibleAtStart { get; init; } = true;
}
