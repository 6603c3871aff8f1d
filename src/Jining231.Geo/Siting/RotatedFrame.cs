using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>A right-angled frame turned against EPSG:4548: u runs along the angle, v to its left; metres, same origin.</summary>
internal readonly struct RotatedFrame
{
    private readonly double _cos;
    private readonly double _sin;

    /// <summary>Frame whose u axis makes <paramref name="angleRad"/> with east, counter-clockwise.</summary>
    public RotatedFrame(double angleRad)
    {
        AngleRad = angleRad;
        (_sin, _cos) = Math.SinCos(angleRad);
    }

    public double AngleRad { get; }

    /// <summary>EPSG:4548 (easting, northing) to (u, v).</summary>
    public (double U, double V) Turn(double x, double y) => (x * _cos + y * _sin, y * _cos - x * _sin);

    /// <summary>(u, v) back to EPSG:4548 (easting, northing).</summary>
    public Coordinate Back(double u, double v) => new(u * _cos - v * _sin, u * _sin + v * _cos);
}
