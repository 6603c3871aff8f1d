using CsCheck;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Geodata;
using Jining231.Geo.Tiles;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Tiles;

/// <summary>Tiles against a plain cut of the same shapes; every decoded polygon must be valid.</summary>
public sealed class TileShapeTests
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 200_000 : 600;

    private static readonly Gen<TileAddress> Tile = Gen.Select(Gen.Bool, Gen.Int[9, 17]).Select((web, level) =>
        TileAddress.At(web ? TileMatrixSet.WebMercatorQuad : TileMatrixSet.Cgcs2000Quad, level, 116.59, 35.41));

    /// <summary>A spiky ring and perhaps a hole in it, in units of the tile, so that rounding and the edges are met often.</summary>
    private static readonly Gen<Polygon> Shape = Gen.Select(
        Gen.Double[-200, 4300], Gen.Double[-200, 4300], Gen.OneOf(Gen.Double[0.2, 4], Gen.Double[4, 60], Gen.Double[60, 6000]),
        Gen.Double[0.02, 1].Array[3, 24], Gen.Double[0, 0.99]).Select((x, y, size, radii, hole) => Star(x, y, size, radii, hole));

    [Fact]
    public void Random_polygons_are_drawn_validly_and_where_they_lie() =>
        Gen.Select(Tile, Shape.Array[1, 6]).Sample(
            (tile, shapes) => TileCheck.Compare(tile, [.. shapes.Select((s, i) => ($"s{i}", FromUnits(tile, s)))]), iter: Runs);

    [Fact]
    public void A_ring_that_the_border_cuts_keeps_its_gap_along_it()
    {
        var tile = TileAddress.At(TileMatrixSet.Cgcs2000Quad, 13, 116.59, 35.41);
        Coordinate[] shell = [new(1297.1266, 4159), new(1062.8360, 4039.3183), new(943.1543, 3913.7713), new(774.6682, 3990.5139), new(539.7135, 4159), new(705.4245, 4396.7297), new(943.1543, 4562.4407), new(1109.4506, 4325.2963), new(1297.1266, 4159)];
        Coordinate[] hole = [new(1218.0477, 4159), new(1036.0986, 4066.0557), new(943.1543, 3968.5564), new(812.3087, 4028.1544), new(629.8439, 4159), new(758.5344, 4343.6199), new(943.1543, 4472.3104), new(1072.2993, 4288.1450), new(1218.0477, 4159)];
        var ring = GeoFactory.Geographic.CreatePolygon(GeoFactory.Geographic.CreateLinearRing(shell), [GeoFactory.Geographic.CreateLinearRing(hole)]);
        TileCheck.Compare(tile, [("ring", FromUnits(tile, ring))]);
    }

    [Fact]
    public void Shipped_polygons_are_drawn_validly_on_every_level_of_both_grids()
    {
        foreach (var set in TileMatrixSet.All)
            for (var level = set.FirstLevel; level <= 14; level += 2)
                foreach (var layer in new[] { "counties", "parks", "controls", "subsidence", "parcels" })
                {
                    var features = Shipped.Of(layer).Where(f => f.Geographic is not null).Select(f => (f.Id, f.Geographic!)).ToList();
                    foreach (var (lon, lat) in new[] { (116.59, 35.41), (116.35, 35.05), (117.0, 35.6) })
                        TileCheck.Compare(TileAddress.At(set, level, lon, lat), features);
                }
    }

    [Fact]
    public void Neighbouring_tiles_count_every_small_polygon_once()
    {
        var features = Shipped.Of("parcels").Where(f => f.Geographic is not null).Select(f => (f.Id, f.Geographic!)).ToList();
        var set = TileMatrixSet.WebMercatorQuad;
        var corner = TileAddress.At(set, 6, 116.59, 35.41);
        long gathered = 0;
        for (var row = -1; row <= 1; row++)
            for (var column = -1; column <= 1; column++)
                gathered += TileCheck.Make(corner with { Row = corner.Row + row, Column = corner.Column + column }, features).Summary.Gathered;
        Assert.Equal(features.Count, gathered);
    }

    [Fact]
    public void A_whole_number_as_id_is_the_features_id_and_other_ids_stay_words()
    {
        var tile = TileAddress.At(TileMatrixSet.WebMercatorQuad, 12, 116.59, 35.41);
        var shape = FromUnits(tile, Star(2000, 2000, 500, [1, 1, 1, 1], 0.5));
        var (_, layer) = TileCheck.Make(tile, [("7", shape), ("007", shape), ("p-7", shape), ("9007199254740992", shape)]);
        Assert.Equal([7UL, null, null, null], layer!.Features.Select(f => f.Id));
        Assert.Equal(["7", "007", "p-7", "9007199254740992"], layer.Features.Select(f => (string)f.Attributes["id"]));
        Assert.All(layer.Features, f => Assert.IsType<double>(f.Attributes["size"]));
    }

    private static Polygon Star(double x, double y, double size, double[] radii, double hole)
    {
        Coordinate[] Ring(double scale)
        {
            var ring = radii.Select((r, i) => new Coordinate(
                x + (size * scale * r * Math.Cos(2 * Math.PI * i / radii.Length)), y - (size * scale * r * Math.Sin(2 * Math.PI * i / radii.Length)))).ToList();
            ring.Add(ring[0].Copy());
            return [.. ring];
        }

        var shell = GeoFactory.Geographic.CreateLinearRing(Ring(1));
        return GeoFactory.Geographic.CreatePolygon(shell, hole < 0.3 ? [] : [GeoFactory.Geographic.CreateLinearRing(Ring(hole))]);
    }

    private static Geometry FromUnits(TileAddress tile, Polygon shape)
    {
        var side = tile.Set.Side(tile.Level);
        var copy = shape.Copy();
        foreach (var c in copy.Coordinates)
        {
            var (lon, lat) = tile.Set.Crs.ToGeographic(tile.West + (c.X / 4096 * side), tile.North - (c.Y / 4096 * side));
            (c.X, c.Y) = (lon, lat);
        }

        copy.GeometryChanged();
        return copy;
    }
}
