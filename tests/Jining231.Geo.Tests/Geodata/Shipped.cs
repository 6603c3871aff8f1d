using System.Text.Json;
using Jining231.Geo.Recipe;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Geodata;

/// <summary>One shipped feature, read without the product's own codec.</summary>
internal sealed record ShippedFeature(string Layer, string Id, Geometry? Geographic, JsonElement Properties)
{
    public Geometry? Plane { get; } = Geographic is null ? null : Reproject.ToPlane(Geographic);

    public string? Text(string field) => Properties.TryGetProperty(field, out var v) ? v.GetString() : null;

    public double? Number(string field) => Properties.TryGetProperty(field, out var v) ? v.GetDouble() : null;
}

/// <summary>The committed layers and the folders they come from.</summary>
internal static class Shipped
{
    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<ShippedFeature>>> Layers = new(ReadAll);
    private static readonly Lazy<SortedDictionary<string, byte[]>> Fresh = new(() => LayerRecipe.Run(Path.Combine(Root, "geodata", "recipe", "facts")));

    public static string Root => FindRoot();

    public static string LayersFolder => Path.Combine(Root, "geodata", "layers");

    /// <summary>What the recipe makes now.</summary>
    public static SortedDictionary<string, byte[]> Recipe => Fresh.Value;

    public static IReadOnlyList<ShippedFeature> Of(string layer) => Layers.Value[layer];

    public static IEnumerable<ShippedFeature> All => Layers.Value.Values.SelectMany(f => f);

    public static ShippedFeature Park(string code) => Of("parks").Single(p => p.Text("code") == code);

    private static Dictionary<string, IReadOnlyList<ShippedFeature>> ReadAll() => Directory.GetFiles(LayersFolder, "*.geojson")
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f), Read, StringComparer.Ordinal);

    private static IReadOnlyList<ShippedFeature> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("features").EnumerateArray().Select(f => new ShippedFeature(
            Path.GetFileNameWithoutExtension(file), f.GetProperty("id").GetString()!, Shape(f.GetProperty("geometry")), f.GetProperty("properties").Clone()))];
    }

    private static Geometry? Shape(JsonElement g)
    {
        if (g.ValueKind == JsonValueKind.Null)
            return null;
        var c = g.GetProperty("coordinates");
        return g.GetProperty("type").GetString() switch
        {
            "Point" => GeoFactory.Geographic.CreatePoint(Position(c)),
            "LineString" => GeoFactory.Geographic.CreateLineString(Positions(c)),
            "Polygon" => Polygon(c),
            "MultiPolygon" => GeoFactory.Geographic.CreateMultiPolygon([.. c.EnumerateArray().Select(Polygon)]),
            var other => throw new InvalidDataException(other),
        };
    }

    private static Polygon Polygon(JsonElement rings)
    {
        var all = rings.EnumerateArray().Select(r => GeoFactory.Geographic.CreateLinearRing(Positions(r))).ToArray();
        return GeoFactory.Geographic.CreatePolygon(all[0], all[1..]);
    }

    private static Coordinate[] Positions(JsonElement list) => [.. list.EnumerateArray().Select(Position)];

    private static Coordinate Position(JsonElement p) => p.GetArrayLength() == 2
        ? new(p[0].GetDouble(), p[1].GetDouble())
        : throw new InvalidDataException("A position has two numbers.");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Jining231.Geo.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("repository");
    }
}
