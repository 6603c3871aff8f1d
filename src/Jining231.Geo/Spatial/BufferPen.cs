using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>
/// Draws what lies within a distance of a line as simple polygons: per segment a strip, joined to the sector of the turn at its end.
/// Neighbouring pieces share their vertices exactly, so that the union leaves no gap.
/// </summary>
internal sealed class BufferPen
{
    /// <summary>How far arc vertices may lie outside the circle, metres.</summary>
    private const double ArcExcessM = 0.08;

    /// <summary>Room for the snap-rounding that the overlay may fall back to, metres.</summary>
    private const double RoomM = 0.001;

    private const double LeastStepRad = Math.PI / 2048;
    private const double MostStepRad = Math.PI / 16;

    private readonly double _radius;
    private readonly double _step;
    private readonly List<Geometry> _pieces;

    /// <summary>Draws with that distance (metres) into the list given.</summary>
    public BufferPen(double metres, List<Geometry> pieces)
    {
        _radius = metres + RoomM;
        _step = Math.Clamp(2 * Math.Acos(_radius / (_radius + ArcExcessM)), LeastStepRad, MostStepRad);
        _pieces = pieces;
    }

    /// <summary>Adds a line, a ring (first position = last) or a single position; without repeated positions.</summary>
    public void AddLine(Coordinate[] line)
    {
        if (line.Length == 1)
        {
            AddCircle(line[0]);
            return;
        }

        var last = line.Length - 2;
        var ring = line.Length > 3 && line[0].Equals2D(line[^1]);
        for (var i = 0; i <= last; i++)
        {
            var after = i < last ? line[i + 2] : ring ? line[1] : null;
            AddStrip(line[i], line[i + 1], after);
        }

        if (!ring)
        {
            AddCap(line[0], Normal(line[1], line[0]));
            AddCap(line[^1], Normal(line[^2], line[^1]));
        }
    }

    private void AddStrip(Coordinate from, Coordinate to, Coordinate? after)
    {
        var left = Normal(from, to);
        var shell = new List<Coordinate>(12) { from, At(from, -left.X, -left.Y), At(to, -left.X, -left.Y) };
        var next = after is null ? left : Normal(to, after);
        var turn = Math.Atan2(left.X * next.Y - left.Y * next.X, left.X * next.X + left.Y * next.Y);
        if (after is not null && turn > 0)
        {
            AddArc(shell, to, (-left.X, -left.Y), turn);
            shell.Add(At(to, -next.X, -next.Y));
        }

        shell.Add(to);
        if (after is not null && turn < 0)
        {
            shell.Add(At(to, next.X, next.Y));
            AddArc(shell, to, next, -turn);
        }

        shell.Add(At(to, left.X, left.Y));
        shell.Add(At(from, left.X, left.Y));
        Close(shell);
    }

    /// <summary>The half circle beyond an end; <paramref name="left"/> is the left normal of the segment that ends there.</summary>
    private void AddCap(Coordinate end, (double X, double Y) left)
    {
        var shell = new List<Coordinate> { end, At(end, -left.X, -left.Y) };
        AddArc(shell, end, (-left.X, -left.Y), Math.PI);
        shell.Add(At(end, left.X, left.Y));
        Close(shell);
    }

    private void AddCircle(Coordinate centre)
    {
        var shell = new List<Coordinate>();
        AddArc(shell, centre, (1, 0), 2 * Math.PI);
        Close(shell);
    }

    /// <summary>Vertices of tangents to the arc that runs counter-clockwise from a direction; the arc's own ends are not added.</summary>
    private void AddArc(List<Coordinate> shell, Coordinate centre, (double X, double Y) start, double angle)
    {
        var steps = Math.Max(1, (int)Math.Ceiling(angle / _step));
        var half = angle / steps / 2;
        var reach = 1 / Math.Cos(half);
        for (var i = 0; i < steps; i++)
        {
            var (sin, cos) = Math.SinCos((2 * i + 1) * half);
            shell.Add(At(centre, (start.X * cos - start.Y * sin) * reach, (start.X * sin + start.Y * cos) * reach));
        }
    }

    private void Close(List<Coordinate> shell)
    {
        shell.Add(shell[0].Copy());
        _pieces.Add(GeoFactory.Plane.CreatePolygon([.. shell]));
    }

    private Coordinate At(Coordinate centre, double x, double y) => new(centre.X + _radius * x, centre.Y + _radius * y);

    private static (double X, double Y) Normal(Coordinate from, Coordinate to)
    {
        double x = to.X - from.X, y = to.Y - from.Y, length = Math.Sqrt(x * x + y * y);
        return (-y / length, x / length);
    }
}
