using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Measuring;

/// <summary>Lengths and areas with their methods.</summary>
public static class Measure
{
    private const double ScaleFreeStepM = 500;

    /// <summary>The measured shape in words: lengths in the plane and on the ellipsoid, areas by both methods.</summary>
    public static string Text(Geometry plane, AreaUnit unit, Lang lang)
    {
        ArgumentNullException.ThrowIfNull(plane);
        var en = lang == Lang.En;
        if (plane.Dimension == Dimension.Surface)
            return AreaText.Both(plane, unit, lang) + (en ? "\nperimeter " : "\n周长 ") + AreaText.Length(plane.Length) + (en ? " (plane, EPSG:4548)" : "（平面，EPSG:4548）");
        return $"{AreaText.Length(plane.Length)}{(en ? " (plane, EPSG:4548)" : "（平面，EPSG:4548）")}\n{AreaText.Length(EllipsoidalLength(plane))}{(en ? " (ellipsoid CGCS2000)" : "（CGCS2000 椭球）")}";
    }

    /// <summary>
    /// Length on the ellipsoid of a line in EPSG:4548, m: each piece (at most 500 m) divided by the scale of the projection at its middle.
    /// </summary>
    public static double EllipsoidalLength(Geometry plane)
    {
        ArgumentNullException.ThrowIfNull(plane);
        double sum = 0;
        var c = plane.Coordinates;
        for (var i = 1; i < c.Length; i++)
        {
            var pieces = Math.Max(1, (int)Math.Ceiling(c[i].Distance(c[i - 1]) / ScaleFreeStepM));
            for (var k = 0; k < pieces; k++)
            {
                var f = (k + 0.5) / pieces;
                var at = new Coordinate(c[i - 1].X + (c[i].X - c[i - 1].X) * f, c[i - 1].Y + (c[i].Y - c[i - 1].Y) * f);
                sum += c[i].Distance(c[i - 1]) / pieces / Scale(at);
            }
        }

        return sum;
    }

    /// <summary>Point scale of Gauss-Krüger on the central meridian 117°: 1 + E²/2R² + E⁴/24R⁴, R² = MN.</summary>
    private static double Scale(Coordinate at)
    {
        var lat = Crs.Epsg4548.ToGeographic(at.X, at.Y).Y * Math.PI / 180;
        var w2 = 1 - Cgcs2000.EccentricitySquared * Math.Sin(lat) * Math.Sin(lat);
        var mn = Cgcs2000.SemiMajorM * Cgcs2000.SemiMajorM * (1 - Cgcs2000.EccentricitySquared) / (w2 * w2);
        var e2 = (at.X - 500_000) * (at.X - 500_000);
        return 1 + e2 / (2 * mn) + e2 * e2 / (24 * mn * mn);
    }
}
