namespace Jining231.Geo.Layers.Cql2;

/// <summary>What a filter may name: <c>id</c>, <c>geometry</c> where the layer has one, and every field.</summary>
public static class Queryables
{
    /// <summary>Name of the identifier.</summary>
    public const string Id = "id";

    /// <summary>Name of the geometry.</summary>
    public const string Geometry = "geometry";

    /// <summary>All names, in the order of the layer.</summary>
    public static IReadOnlyList<string> Names(LayerDef layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return [Id, .. layer.Geometry == GeometryKind.None ? [] : (string[])[Geometry], .. layer.Fields.Select(f => f.Name)];
    }

    /// <summary>The queryable of that name, or null.</summary>
    internal static BoundProperty? Find(LayerDef layer, string name)
    {
        if (name == Id)
            return new BoundProperty(ValueKind.Text, Id, -1);
        if (name == Geometry && layer.Geometry != GeometryKind.None)
            return new BoundProperty(ValueKind.Geometry, Geometry, -1);
        return layer.IndexOf(name) is >= 0 and var index ? new BoundProperty(Kind(layer.Fields[index].Type), name, index) : null;
    }

    private static ValueKind Kind(FieldType type) => type switch
    {
        FieldType.Integer => ValueKind.Integer,
        FieldType.Real => ValueKind.Real,
        FieldType.Boolean => ValueKind.Boolean,
        FieldType.Timestamp => ValueKind.Timestamp,
        FieldType.Date => ValueKind.Date,
        FieldType.TextArray => ValueKind.Array,
        _ => ValueKind.Text,
    };
}
