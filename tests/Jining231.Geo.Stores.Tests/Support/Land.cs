using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.Tests.Support;

/// <summary>Squares near Jining, given in metres of EPSG:4548 from a fixed corner.</summary>
public static class Land
{
    private const double East = 460_000, North = 3_920_000;

    public static byte[] Square(double x, double y, double width, double? height = null) =>
        Wkb.Write(StoredGeometry.Normalise(Reproject.ToGeographic(PlaneSquare(x, y, width, height)), GeometryKind.MultiPolygon));

    /// <summary>The same in EPSG:4548.</summary>
    public static Polygon PlaneSquare(double x, double y, double width, double? height = null)
    {
        var h = height ?? width;
        return GeoFactory.Plane.CreatePolygon(
        [
            new(East + x, North + y), new(East + x + width, North + y), new(East + x + width, North + y + h),
            new(East + x, North + y + h), new(East + x, North + y),
        ]);
    }

    public static Envelope Box(double x, double y, double width, double height)
    {
        var (minX, minY) = GaussKruger.Epsg4548.Inverse(East + x, North + y);
        var (maxX, maxY) = GaussKruger.Epsg4548.Inverse(East + x + width, North + y + height);
        return new Envelope(minX, maxX, minY, maxY);
    }

    public static CreateFeature Park(string id, byte[]? wkb) => new("parks", id, wkb is null ? (ReadOnlyMemory<byte>?)null : wkb, Values(("name", "测试园区 " + id), ("level", "park"), ("kind", "chemical"),
        ("clusters", new[] { "chemical", "new-materials" }), ("recognised_chemical", true), ("approved_area_ha", 400.5)));

    public static CreateFeature Port(string id, string? park) => new("ports", id, null, Values(("name", "港 " + id), ("kind", "canal"), ("park_id", park)));

    public static CreateFeature Parcel(string id, string? park, string adcode = "370829") => new("parcels", id, Square(0, 0, 50),
        Values(("name", "地块 " + id), ("park_id", park), ("adcode", adcode), ("class_code", "1001"), ("status", "vacant")));

    public static CreateFeature Village(string id, byte[] wkb) =>
        new("sensitive", id, wkb, Values(("name", "村 " + id), ("kind", "village"), ("population", 1200L)));

    public static CreateFeature Reserve(string id, string park, byte[] wkb, string state = "reserved", DateTimeOffset? until = null, string name = "一号留白") =>
        new("reserves", id, wkb, Values(("name", name), ("park_id", park), ("tier", "t50"), ("state", state), ("holder", "招商局"),
            (state == "held" ? "held_until" : "in_force_to", until)));

    public static Dictionary<string, object?> Values(params (string Name, object? Value)[] values)
    {
        var result = new Dictionary<string, object?> { ["source"] = "test", ["quality"] = "synthetic" };
        foreach (var (name, value) in values)
            result[name] = value;
        return result;
    }
}
