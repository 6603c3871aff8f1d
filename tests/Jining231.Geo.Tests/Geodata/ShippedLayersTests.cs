using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Geodata;

/// <summary>The form of the shipped layers: recipe, catalog, RFC 7946, grid and edges.</summary>
public sealed class ShippedLayersTests
{
    private static readonly string[] NotShipped = ["reserves"];

    [Fact]
    public void Every_reference_resolves_and_no_layer_comes_before_one_it_refers_to()
    {
        var order = LayerCatalog.All.Select(l => l.Name).ToList();
        var references = LayerReference.In(LayerCatalog.All);
        Assert.Equal(
            LayerCatalog.All.SelectMany(l => l.Fields.Where(f => f.Name.EndsWith("_id", StringComparison.Ordinal)).Select(f => l.Name + "." + f.Name)),
            references.Select(r => r.Layer.Name + "." + r.Field.Name));
        foreach (var reference in references)
        {
            Assert.True(order.IndexOf(reference.Target.Name) <= order.IndexOf(reference.Layer.Name), reference.Layer.Name);
            if (NotShipped.Contains(reference.Layer.Name))
                continue;
            var ids = Shipped.Of(reference.Target.Name).Select(f => f.Id).ToHashSet(StringComparer.Ordinal);
            Assert.All(Shipped.Of(reference.Layer.Name), f => Assert.True(f.Text(reference.Field.Name) is not { } id || ids.Contains(id), f.Id));
        }
    }

    [Fact]
    public void The_recipe_makes_the_committed_files_byte_for_byte()
    {
        var committed = Directory.GetFiles(Shipped.LayersFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(Shipped.Recipe.Keys, committed);
        foreach (var (name, bytes) in Shipped.Recipe)
            Assert.True(
                bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(Shipped.LayersFolder, name))),
                $"{name} differs from the recipe: run dotnet run --project geodata/recipe");
    }

    [Fact]
    public void Every_layer_but_reserves_is_shipped_with_ids_unique_and_in_ordinal_order()
    {
        foreach (var layer in LayerCatalog.All.Where(l => !NotShipped.Contains(l.Name)))
        {
            var ids = Shipped.Of(layer.Name).Select(f => f.Id).ToList();
            Assert.NotEmpty(ids);
            Assert.Equal(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ids);
        }
    }

    [Fact]
    public void Every_feature_follows_the_catalog()
    {
        foreach (var f in Shipped.All)
        {
            var layer = LayerCatalog.Get(f.Layer);
            foreach (var p in f.Properties.EnumerateObject())
            {
                var i = layer.IndexOf(p.Name);
                Assert.True(i >= 0, $"{f.Id}: {p.Name} is no field of {f.Layer}");
                Assert.True(Typed(layer.Fields[i].Type, p.Value), $"{f.Id}: {p.Name} = {p.Value}");
                if (layer.Fields[i].Codelist is { } list)
                    Assert.True(list.Contains(p.Value.GetString()!), $"{f.Id}: {p.Name} = {p.Value}");
            }

            foreach (var field in layer.Fields.Where(d => d.Required))
                Assert.True(f.Properties.TryGetProperty(field.Name, out _), $"{f.Id} has no {field.Name}");
            Assert.Equal(
                layer.Geometry switch { _ when f.Geographic is null => null, GeometryKind.MultiPoint => Dimension.Point, GeometryKind.MultiLineString => Dimension.Curve, _ => Dimension.Surface },
                f.Geographic?.Dimension);
            if (layer.Geometry != GeometryKind.None && !layer.GeometryOptional)
                Assert.True(f.Geographic is not null, $"{f.Id} has no geometry");
        }
    }

    private static bool Typed(FieldType type, JsonElement v) => type switch
    {
        FieldType.Text => v.ValueKind == JsonValueKind.String,
        FieldType.Integer => v.TryGetInt64(out _),
        FieldType.Real => v.ValueKind == JsonValueKind.Number,
        FieldType.Boolean => v.ValueKind is JsonValueKind.True or JsonValueKind.False,
        FieldType.Date => DateOnly.TryParseExact(v.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        FieldType.TextArray => v.ValueKind == JsonValueKind.Array && v.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String),
        _ => false,
    };

    [Fact]
    public void Every_shape_is_valid_on_the_grid_with_shells_counter_clockwise()
    {
        foreach (var f in Shipped.All.Where(f => f.Geographic is not null))
        {
            Assert.True(f.Geographic!.IsValid && f.Plane!.IsValid, f.Id);
            Assert.All(f.Geographic.Coordinates, c =>
                Assert.True(CanonicalGrid.Round(c.X) == c.X && CanonicalGrid.Round(c.Y) == c.Y, $"{f.Id} {c}"));
            for (var i = 0; i < f.Geographic.NumGeometries; i++)
                if (f.Geographic.GetGeometryN(i) is Polygon p)
                {
                    Assert.True(Orientation.IsCCW(p.ExteriorRing.Coordinates), f.Id);
                    Assert.All(p.InteriorRings, h => Assert.False(Orientation.IsCCW(h.Coordinates), f.Id));
                }
        }
    }

    [Fact]
    public void Edges_stay_below_500_metres_but_for_county_outlines()
    {
        foreach (var f in Shipped.All.Where(f => f.Plane is not null && f.Layer != "counties"))
            foreach (var path in Paths(f.Plane!))
                for (var i = 1; i < path.Length; i++)
                    Assert.True(path[i].Distance(path[i - 1]) < 500, $"{f.Id}: {path[i].Distance(path[i - 1]):0} m");
    }

    private static IEnumerable<Coordinate[]> Paths(Geometry g) => g switch
    {
        Point => [],
        LineString l => [l.Coordinates],
        Polygon p => [p.ExteriorRing.Coordinates, .. p.InteriorRings.Select(h => h.Coordinates)],
        _ => Enumerable.Range(0, g.NumGeometries).SelectMany(i => Paths(g.GetGeometryN(i))),
    };

    [Fact]
    public void Every_source_key_is_explained_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Shipped.Root, "geodata", "README.md"));
        var keys = Shipped.All.SelectMany(f => Regex.Matches($"{f.Text("source")} {f.Text("area_basis")} {f.Text("note")}", @"\bS\d+").Select(m => m.Value)).Distinct();
        Assert.All(keys, k => Assert.Contains($"| {k} |", readme, StringComparison.Ordinal));
    }
}
