using System.Globalization;
using System.Text;
using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>
/// One 地块 of a 界址点 TXT: its line of attributes and its points, in EPSG:4527 (X north, Y east with the zone prefix), metres with three
/// decimals. Rings begin in the north-west, the outer one runs clockwise and is 圈 1, the ones cut out run the other way and count on from 2; each
/// ends with its first point.
/// </summary>
internal static class BoundaryPlot
{
    /// <summary>Decimals of a metre.</summary>
    public const int Decimals = 3;

    /// <summary>Appends the plot.</summary>
    /// <param name="text">Written at its end.</param>
    /// <param name="polygon">In EPSG:4527, x = easting.</param>
    /// <param name="number">地块编号.</param>
    /// <param name="name">地块名称.</param>
    public static void Append(StringBuilder text, Polygon polygon, string number, string name)
    {
        Coordinate[][] rings = [.. polygon.Holes.Prepend(polygon.ExteriorRing).Cast<LinearRing>().Select((r, i) => Printed(r, clockwise: i == 0))];
        // The area is that of the points as they stand in the file, so that whoever computes it again finds the same.
        var m2 = Math.Abs(Area.OfRing(rings[0])) - rings.Skip(1).Sum(r => Math.Abs(Area.OfRing(r)));
        text.Append(CultureInfo.InvariantCulture, $"{rings.Sum(r => r.Length)},{Units.ToHa(m2):0.0000},{Plain(number)},{Plain(name)},面,,,,@\r\n");
        var point = 1;
        foreach (var (i, ring) in rings.Index())
        {
            var first = point;
            for (var k = 0; k < ring.Length; k++)
            {
                var label = k == ring.Length - 1 ? first : point++;
                text.Append(CultureInfo.InvariantCulture, $"J{label},{i + 1},{ring[k].Y:0.000},{ring[k].X:0.000}\r\n");
            }
        }
    }

    /// <summary>Commas part the fields and an @ ends the line: their full-width forms stand for them.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
            plain.Append(c switch { ',' => '，', '@' => '＠', _ when char.IsControl(c) => ' ', _ => c });
        return plain.ToString().Trim();
    }

    private static Coordinate[] Printed(LinearRing ring, bool clockwise)
    {
        var all = ring.Coordinates.SkipLast(1).Select(c => new Coordinate(Math.Round(c.X, Decimals), Math.Round(c.Y, Decimals))).ToList();
        // Two vertices may be one when printed.
        if (all.Where((c, i) => !c.Equals2D(all[(i + all.Count - 1) % all.Count])).ToList() is { Count: >= 3 } distinct)
            all = distinct;
        if (Orientation.IsCCW(ring.CoordinateSequence) == clockwise)
            all.Reverse();
        var start = Enumerable.Range(0, all.Count).MaxBy(i => all[i].Y - all[i].X);
        return [.. all.Skip(start), .. all.Take(start + 1)];
    }
}
