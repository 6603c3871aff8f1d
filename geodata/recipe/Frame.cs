using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>
/// A rotated local frame in EPSG:4548 (road-grid orientation): u and v run from −0.5 to 0.5 over <paramref name="Width"/> and
/// <paramref name="Height"/> metres.
/// </summary>
internal sealed record Frame(Coordinate Centre, double AngleDeg, double Width, double Height)
{
    private readonly double _cos = Math.Cos(AngleDeg * Math.PI / 180);
    private readonly double _sin = Math.Sin(AngleDeg * Math.PI / 180);

    /// <summary>Plane coordinate of (u, v), moved by local metres.</summary>
    public Coordinate At(double u, double v, double dxM = 0, double dyM = 0)
    {
        double x = u * Width + dxM, y = v * Height + dyM;
        return new Coordinate(Centre.X + x * _cos - y * _sin, Centre.Y + x * _sin + y * _cos);
    }

    /// <summary>(u, v) of a plane coordinate.</summary>
    public (double U, double V) Local(Coordinate c)
    {
        double x = c.X - Centre.X, y = c.Y - Centre.Y;
        return ((x * _cos + y * _sin) / Width, (-x * _sin + y * _cos) / Height);
    }

    /// <summary>Local rectangle as a plane polygon, shrunk by metres.</summary>
    public Polygon Rectangle(double u0, double v0, double u1, double v1, double insetM = 0) => Shapes.Polygon(
    [
        At(u0, v0, insetM, insetM), At(u1, v0, -insetM, insetM), At(u1, v1, -insetM, -insetM), At(u0, v1, insetM, -insetM),
    ]);

    /// <summary>
    /// An irregular park outline of the given ellipsoidal area: corners on a road grid, a bay, two notches, and a winding river on
    /// one side (0 west, 1 south, 2 east, 3 north). With <paramref name="clip"/> the shape stays inside it and grows until the area is met.
    /// </summary>
    public static (Frame Frame, Geometry Shape) Park(
        string key, double[] lonLat, double areaHa, double angleDeg, double aspect, int riverSide, Geometry? clip)
    {
        var template = Template(Rng.For(key + "/shape"), riverSide);
        double target = areaHa * Units.SquareMetresPerHa, width = Math.Sqrt(target * aspect);
        for (var i = 0; ; i++)
        {
            var frame = new Frame(Shapes.Plane(lonLat), angleDeg, width, width / aspect);
            Geometry shape = Shapes.Polygon(template.Select(p => frame.At(p.U, p.V)));
            if (clip is not null)
                shape = Shapes.Parts(Overlay.Intersection(shape, clip), target / 3);
            var factor = Math.Sqrt(target / EllipsoidalArea.OfPlane(shape));
            if (Math.Abs(factor - 1) < 1e-9 || i == 60)
                return (frame, shape);
            width *= factor;
        }
    }

    private static List<(double U, double V)> Template(Rng rng, int riverSide)
    {
        double b0 = rng.Between(-0.25, 0.05), b1 = b0 + rng.Between(0.1, 0.18), bay = -0.5 + rng.Between(0.05, 0.1);
        double a = rng.Between(0.08, 0.18), b = rng.Between(0.08, 0.16), c = rng.Between(0.1, 0.22), d = rng.Between(0.06, 0.14);
        var corners = new List<(double U, double V)>
        {
            (-0.5, -0.5), (b0, -0.5), (b0, bay), (b1, bay), (b1, -0.5), (0.5 - a, -0.5), (0.5 - a, -0.5 + b), (0.5, -0.5 + b),
            (0.5, 0.5 - d), (0.5 - c, 0.5 - d), (0.5 - c, 0.5), (-0.47, 0.5),
        };
        var corner = corners.Count;
        for (var i = 1; i <= 6; i++)
            corners.Add((-0.48 + rng.Between(-0.035, 0.035), 0.5 - i / 7.0));
        for (var i = 0; i < corner; i++)
            corners[i] = (corners[i].U + rng.Between(-0.006, 0.006), corners[i].V + rng.Between(-0.006, 0.006));
        for (var turn = 0; turn < riverSide; turn++)
            corners = [.. corners.Select(p => (-p.V, p.U))];
        return corners;
    }

    /// <summary>A small irregular shape of about that size: a village, a field, a sinking basin.</summary>
    public static Polygon Blob(Rng rng, Coordinate centre, double areaM2, int corners, double roughness, double aspect = 1, double angleDeg = 0)
    {
        var mean = Math.Sqrt(areaM2 / Math.PI);
        var frame = new Frame(centre, angleDeg, mean * Math.Sqrt(aspect), mean / Math.Sqrt(aspect));
        return Shapes.Polygon(Enumerable.Range(0, corners).Select(i =>
        {
            var turn = (i + rng.Between(-0.25, 0.25)) * 2 * Math.PI / corners;
            var radius = rng.Between(1 - roughness, 1 + roughness);
            return frame.At(radius * Math.Cos(turn), radius * Math.Sin(turn));
        }));
    }
}
