using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>The points of one 地块 as they come, and the outline that they make.</summary>
/// <param name="line">Line on which the 地块 begins.</param>
/// <param name="problems">Where what is wrong goes.</param>
internal sealed class BoundaryRings(int line, BoundaryProblems problems)
{
    private readonly List<Ring> _rings = [];

    /// <summary>True once a point could not be read: no outline is made, and the count is not judged.</summary>
    public bool Broken { get; set; }

    /// <summary>Number of points.</summary>
    public int Points => _rings.Sum(r => r.Points.Count);

    /// <summary>Number of rings.</summary>
    public int Count => _rings.Count;

    /// <summary>Adds a point to the ring of that 圈号; rings stand one after the other.</summary>
    public void Add(int at, int number, double north, double east, (double Lon, double Lat) place)
    {
        var open = _rings.Count > 0 && _rings[^1].Number == number ? _rings[^1] : null;
        if (open is null)
        {
            if (_rings.Any(r => r.Number == number))
            {
                problems.AddBroken(at, "圈号", $"圈号 {number} 前面已经结束。", $"Ring {number} has ended before.");
                Broken = true;
                return;
            }

            _rings.Add(open = new Ring(number));
        }
        else if (open.Closed)
        {
            problems.AddBroken(at, "圈号", $"圈号 {number} 已在第 {open.Points[^1].Line} 行闭合，后面不应再有点。", $"Ring {number} was closed on line {open.Points[^1].Line}; no point may follow.");
            Broken = true;
            return;
        }

        open.Points.Add(new Vertex(at, north, east, place.Lon, place.Lat));
    }

    /// <summary>The outline in EPSG:4490 on the canonical grid; null if there is none (then reported).</summary>
    public Polygon? Outline()
    {
        if (_rings.Count == 0)
        {
            problems.AddBroken(line, "点数", "该地块没有界址点。", "The plot has no points.");
            return null;
        }

        foreach (var ring in _rings)
            if (ring.Points.Count < 4 && ring.Closed)
                problems.AddBroken(ring.Points[^1].Line, "圈号", $"圈号 {ring.Number} 的点少于 3 个。", $"Ring {ring.Number} has fewer than 3 points.");
            else if (!ring.Closed)
                problems.AddBroken(ring.Points[^1].Line, "圈号", $"圈号 {ring.Number} 未闭合：最后一点应与第 {ring.Points[0].Line} 行的第一点相同。", $"Ring {ring.Number} is not closed: its last point must be its first, on line {ring.Points[0].Line}.");
        if (_rings.Any(r => r.Points.Count < 4 || !r.Closed))
            return null;
        if (Validity.FindDefect(Polygon(GeoFactory.Plane, v => new Coordinate(v.East, v.North))) is { } defect)
        {
            var near = defect.At is { } place ? _rings.SelectMany(r => r.Points).MinBy(v => Math.Pow(v.East - place.X, 2) + Math.Pow(v.North - place.Y, 2))!.Line : line;
            var where = defect.At is { } c ? GeometryProblems.Format($"（X {c.Y:0.000}，Y {c.X:0.000}）") : "";
            problems.AddBroken(near, "圈号", $"{defect.Zh}{where}。", $"{defect.En}{where}.");
            return null;
        }

        var outline = (Polygon)RingOrder.Rfc7946(CanonicalGrid.Round(Polygon(GeoFactory.Geographic, v => new Coordinate(v.Lon, v.Lat))));
        try
        {
            Validity.Check(outline, null);
            return outline;
        }
        catch (GeoProblemException e)
        {
            problems.AddBroken(line, "地块", e.Problems[0].MessageZh, e.Problems[0].MessageEn);
            return null;
        }
    }

    private Polygon Polygon(GeometryFactory factory, Func<Vertex, Coordinate> at)
    {
        LinearRing[] rings = [.. _rings.Select(r => factory.CreateLinearRing([.. r.Points.Select(at)]))];
        return factory.CreatePolygon(rings[0], rings[1..]);
    }

    private sealed record Vertex(int Line, double North, double East, double Lon, double Lat);

    private sealed class Ring(int number)
    {
        public int Number => number;

        public List<Vertex> Points { get; } = [];

        public bool Closed => Points.Count > 1 && Points[^1].North == Points[0].North && Points[^1].East == Points[0].East;
    }
}
