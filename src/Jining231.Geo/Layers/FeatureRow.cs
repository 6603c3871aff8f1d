using System.Globalization;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Jining231.Geo.Layers;

/// <summary>One feature as a store yields it: raw WKB and typed values; geometry objects are made only on demand.</summary>
/// <param name="Layer">The layer's description.</param>
/// <param name="Id">Public identity.</param>
/// <param name="Version">Row version, 1 for a new feature.</param>
/// <param name="Wkb">ISO WKB of the declared Multi* type in EPSG:4490, or null.</param>
/// <param name="Values">One value per field of <see cref="LayerDef.Fields"/>; null where absent.</param>
public sealed record FeatureRow(LayerDef Layer, string Id, long Version, ReadOnlyMemory<byte>? Wkb, IReadOnlyList<object?> Values)
{
    /// <summary>Value of a field, or null; an unknown field name is a programming error.</summary>
    public object? this[string field] => Values[Index(field)];

    /// <summary>Text value or null.</summary>
    public string? Text(string field) => Values[Index(field)] as string;

    /// <summary>Numeric value (integer or real) or null.</summary>
    public double? Number(string field) => Values[Index(field)] switch
    {
        null => null,
        var v => Convert.ToDouble(v, CultureInfo.InvariantCulture),
    };

    /// <summary>Instant or null.</summary>
    public DateTimeOffset? Instant(string field) => Values[Index(field)] as DateTimeOffset?;

    /// <summary>Calendar day or null.</summary>
    public DateOnly? Day(string field) => Values[Index(field)] as DateOnly?;

    /// <summary>List value; empty where absent.</summary>
    public IReadOnlyList<string> List(string field) => Values[Index(field)] as IReadOnlyList<string> ?? [];

    /// <summary>True if two values of one field are the same; lists count as what they hold.</summary>
    public static bool SameValue(object? a, object? b) =>
        a is IReadOnlyList<string> left && b is IReadOnlyList<string> right ? left.SequenceEqual(right) : Equals(a, b);

    /// <summary>Makes the geometry (EPSG:4490, x = longitude), or null.</summary>
    public Geometry? ReadGeometry() =>
        Wkb is { } wkb ? new WKBReader(GeoFactory.GeometryServices) { HandleSRID = false }.Read(wkb.ToArray()) : null;

    private int Index(string field)
    {
        var i = Layer.IndexOf(field);
        return i >= 0 ? i : throw new ArgumentException($"Layer {Layer.Name} has no field {field}.", nameof(field));
    }
}
