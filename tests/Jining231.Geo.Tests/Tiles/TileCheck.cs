using System.Text;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Shared.Tiles;
using Jining231.Geo.Tiles;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;

namespace Jining231.Geo.Tests.Tiles;

/// <summary>Makes a tile and compares what it shows with a plain cut of the same shapes by NetTopologySuite.</summary>
internal static class TileCheck
{
    /// <summary>Simplification, rounding and one unit for what both do to a corner.</summary>
    private const double Reach = 1 + 0.75 + 1;

    private static readonly GeometryFactory Factory = GeoFactory.Plane;

    private static readonly Geometry Bounds = Factory.ToGeometry(new Envelope(-64, 4160, -64, 4160));

    public static LayerDef Layer { get; } = new("shapes", "形状", "Shapes", GeometryKind.MultiPolygon,
        [new FieldDef("kind", FieldType.Text, "类型", "kind"), new FieldDef("size", FieldType.Real, "大小", "size")])
    { Style = new("", "#000000", 1) { ClassField = "kind" } };

    public static (TileLayerSummary Summary, MvtReader.Layer? Layer) Make(TileAddress tile, IEnumerable<(string Id, Geometry Shape)> features)
    {
        var layer = new MvtLayer(Layer, tile);
        var batch = new RowBatch(Layer);
        foreach (var (id, shape) in features)
        {
            batch.Clear();
            var row = batch.NewRow();
            row[RowBatch.IdSlot] = batch.Add(Encoding.UTF8.GetBytes(id));
            row[RowBatch.GeometrySlot] = batch.Add(Wkb.Write(shape));
            row[RowBatch.FirstField] = batch.Add("a"u8);
            row[RowBatch.FirstField + 1] = new RawValue(BitConverter.DoubleToInt64Bits(shape.Area), 0, 0);
            layer.Add(batch[0]);
        }

        using var stream = new MemoryStream();
        var summary = layer.WriteTo(stream);
        return (summary, MvtReader.Read(stream.ToArray()).SingleOrDefault());
    }

    /// <summary>Every feature is drawn where it lies, validly, or counted; nothing else is drawn.</summary>
    public static void Compare(TileAddress tile, IReadOnlyList<(string Id, Geometry Shape)> features)
    {
        var (summary, layer) = Make(tile, features);
        var drawn = (layer?.Features ?? []).Where(f => f.Attributes.ContainsKey("id")).ToDictionary(f => (string)f.Attributes["id"]);
        var pixels = (layer?.Features ?? []).Where(f => f.Attributes.ContainsKey(MvtLayer.CountAttribute)).ToList();
        Assert.Equal(layer?.Features.Count ?? 0, drawn.Count + pixels.Count);
        Assert.Equal(summary.Drawn, drawn.Count);
        Assert.Equal(summary.Gathered, pixels.Sum(p => (long)p.Attributes[MvtLayer.CountAttribute]) + (summary.Dropped - LinesLost(summary, features)));
        foreach (var pixel in pixels)
            Assert.True(Polygons(pixel).IsValid);
        double tiny = 0;
        foreach (var (id, shape) in features)
        {
            var units = ToUnits(tile, shape);
            if (!units.EnvelopeInternal.Intersects(Bounds.EnvelopeInternal))
            {
                Assert.DoesNotContain(id, drawn.Keys);
                continue;
            }

            var expected = Cut(units);
            if (!drawn.TryGetValue(id, out var feature))
            {
                // Not drawn: outside, or too small; thin shapes may vanish in the grid.
                Assert.True(expected.IsEmpty || Small(units) || expected.Buffer(-Reach).IsEmpty, $"{id} is missing: {expected}");
                if (Inside(units))
                    tiny += expected.Area;
                continue;
            }

            var actual = Polygons(feature);
            Assert.True(actual.IsValid, $"{id}: {actual}");
            Assert.True(expected.Buffer(Reach).Covers(actual), $"{id} reaches too far: {actual} for {expected}");
            var core = expected.Buffer(-Reach);
            Assert.True(core.IsEmpty || actual.Buffer(Reach).Covers(core), $"{id} lacks a part: {actual} for {expected}");
            Assert.True(Math.Abs(actual.Area - expected.Area) <= Reach * (expected.Length + 16), $"{id}: area {actual.Area} for {expected.Area}");
        }

        var shown = pixels.Sum(p => Polygons(p).Area);
        Assert.True(Math.Abs(shown - tiny) <= 256 + (tiny * 1e-6) + Margin(tile, features), $"Pixels show {shown} of {tiny} square units.");
    }

    public static Geometry ToUnits(TileAddress tile, Geometry shape)
    {
        var side = tile.Set.Side(tile.Level);
        var copy = shape.Copy();
        copy.Apply(new Transform(c =>
        {
            var (x, y) = tile.Set.Crs.FromGeographic(c.X, c.Y);
            (c.X, c.Y) = ((x - tile.West) / side * 4096, (tile.North - y) / side * 4096);
        }));
        copy.GeometryChanged();
        return copy.IsValid ? copy : GeometryFixer.Fix(copy);
    }

    public static Geometry Polygons(MvtReader.Feature feature)
    {
        var polygons = new List<(LinearRing Shell, List<LinearRing> Holes)>();
        foreach (var part in feature.Parts)
        {
            var ring = Factory.CreateLinearRing([.. part.Select(p => new Coordinate(p.X, p.Y))]);
            // y runs south: a ring that is clockwise on the screen is counter-clockwise here.
            if (NetTopologySuite.Algorithm.Area.OfRingSigned(ring.CoordinateSequence) < 0)
                polygons.Add((ring, []));
            else
                polygons[^1].Holes.Add(ring);
        }

        Geometry[] all = [.. polygons.Select(p => Factory.CreatePolygon(p.Shell, [.. p.Holes]))];
        return all is [var one] ? one : Factory.CreateMultiPolygon([.. all.Cast<Polygon>()]);
    }

    private static Geometry Cut(Geometry units) => OverlayNGRobust.Overlay(units, Bounds, SpatialFunction.Intersection) is var cut && cut.Dimension == Dimension.Surface ? cut : Factory.CreatePolygon();

    /// <summary>Smaller than a pixel of a screen, 24 units; a shape of just that size may round either way.</summary>
    private static bool Small(Geometry units) => units.EnvelopeInternal is { Width: < 24.000001, Height: < 24.000001 };

    private static bool Inside(Geometry units) => units.EnvelopeInternal.Centre is { X: >= 0 and < 4096, Y: >= 0 and < 4096 };

    private static long LinesLost(TileLayerSummary summary, IReadOnlyList<(string Id, Geometry Shape)> features) =>
        features.Any(f => f.Shape.Dimension == Dimension.Surface) ? 0 : summary.Dropped;

    /// <summary>Thin shapes across the edge, and small ones whose middle rounds to either side of it, may be counted here or in the next tile.</summary>
    private static double Margin(TileAddress tile, IReadOnlyList<(string Id, Geometry Shape)> features) =>
        features.Select(f => ToUnits(tile, f.Shape)).Sum(u => Small(u) ? OnEdge(u) ? u.Area : 0 : Bounds.Contains(u) ? 0 : Reach * (Cut(u).Length + 16));

    private static bool OnEdge(Geometry units) => units.EnvelopeInternal.Centre is var c && (At(c.X) || At(c.Y));

    private static bool At(double ordinate) => Math.Abs(ordinate) < 1e-5 || Math.Abs(ordinate - 4096) < 1e-5;

    private sealed class Transform(Action<Coordinate> apply) : ICoordinateFilter
    {
        public void Filter(Coordinate coord) => apply(coord);
    }
}
