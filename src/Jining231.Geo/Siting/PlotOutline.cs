using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// A plot as it will be stored: edges divided below 500 m on the straight EPSG:4548 line, vertices on the canonical grid, shell
/// counter-clockwise; and the same vertices back in EPSG:4548, which is what is proved and measured.
/// </summary>
/// <param name="Geographic">Outline in EPSG:4490 on the canonical grid.</param>
/// <param name="Plane">The same outline in EPSG:4548.</param>
internal sealed record PlotOutline(Polygon Geographic, Polygon Plane)
{
    private const double LongestEdgeM = 480;

    /// <summary>ellipsoidal area, m², not rounded.</summary>
    public double EllipsoidalM2 { get; } = EllipsoidalArea.OfPlane(Plane);

    /// <summary>Planar area in EPSG:4548, m², not rounded.</summary>
    public double PlanarM2 => Plane.Area;

    /// <summary>Puts a plot on the canonical grid; null if rounding breaks it.</summary>
    public static PlotOutline? OnGrid(Polygon plot)
    {
        var shell = Divide(plot.ExteriorRing, counterClockwise: true);
        var holes = plot.InteriorRings.Select(r => Divide(r, counterClockwise: false)).ToArray();
        var divided = GeoFactory.Plane.CreatePolygon(shell, holes);
        if (CanonicalGrid.Round(Reproject.ToGeographic(divided)) is not Polygon { IsValid: true } geographic
            || Reproject.ToPlane(geographic) is not Polygon { IsValid: true } plane)
            return null;
        return new PlotOutline(geographic, plane);
    }

    private static LinearRing Divide(LineString ring, bool counterClockwise)
    {
        var corners = ring.Coordinates;
        if (Orientation.IsCCW(corners) != counterClockwise)
            corners = [.. corners.Reverse()];
        var points = new List<Coordinate> { corners[0].Copy() };
        for (var i = 1; i < corners.Length; i++)
        {
            Coordinate a = corners[i - 1], b = corners[i];
            var pieces = (int)Math.Ceiling(a.Distance(b) / LongestEdgeM);
            for (var k = 1; k < pieces; k++)
                points.Add(new Coordinate(a.X + (b.X - a.X) * k / pieces, a.Y + (b.Y - a.Y) * k / pieces));
            points.Add(b.Copy());
        }

        return GeoFactory.Plane.CreateLinearRing([.. points]);
    }
}
