using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Jining231.Geo.Eligibility;

/// <summary>
/// How much land stays eligible as one distance changes: a preview from cells, made once per area and kind of feature; each further distance
/// is a look-up. The answer that counts is always the exact one.
/// </summary>
/// <remarks>
/// Every cell whose centre lies in the land has its exact distance (edge of the feature, EPSG:4548) to the nearest feature. The area is
/// the land's exact area times the share of cells beyond the distance.
/// </remarks>
public sealed class SetbackPreview
{
    /// <summary>Side of a cell, metres.</summary>
    public const double CellM = 5;

    private readonly double _landM2;
    private readonly int _cells;
    private readonly float[] _distances;

    /// <summary>Measures the land.</summary>
    /// <param name="land">What is eligible but for these features, EPSG:4548.</param>
    /// <param name="features">Polygons and lines, EPSG:4548; those beyond <paramref name="mostM"/> do not matter.</param>
    /// <param name="mostM">Largest distance that will be asked for, metres, ≥ 0.</param>
    public SetbackPreview(Geometry land, IEnumerable<Geometry> features, double mostM)
    {
        ArgumentNullException.ThrowIfNull(land);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfNegative(mostM);
        MostM = mostM;
        _landM2 = land.Area;
        if (land.IsEmpty)
        {
            _distances = [];
            return;
        }

        var grid = new DistanceGrid(land.EnvelopeInternal, CellM, mostM);
        foreach (var feature in features)
            grid.Add(feature);
        var inside = grid.In(land);
        _cells = inside.Count;
        _distances = [.. inside.Where(d => d <= mostM)];
        Array.Sort(_distances);
    }

    /// <summary>Largest distance that can be asked for, metres.</summary>
    public double MostM { get; }

    /// <summary>Land farther than a distance from every feature, m² (平面面积, EPSG:4548): a preview.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The distance is negative or larger than <see cref="MostM"/>.</exception>
    public double AreaM2(double metres)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(metres);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(metres, MostM);
        if (_cells == 0)
            return _landM2;
        int within = 0, beyond = _distances.Length;
        while (within < beyond)
        {
            var middle = (within + beyond) / 2;
            if (_distances[middle] <= metres)
                within = middle + 1;
            else
                beyond = middle;
        }

        return _landM2 * (_cells - within) / _cells;
    }
}

/// <summary>Cells over an envelope with the distance from each centre to the nearest feature.</summary>
internal sealed class DistanceGrid
{
    private readonly double _west, _south, _cell, _most;
    private readonly int _columns, _rows;
    private readonly float[] _squares;

    public DistanceGrid(Envelope box, double cell, double most)
    {
        (_west, _south, _cell, _most) = (box.MinX, box.MinY, cell, most);
        (_columns, _rows) = ((int)Math.Ceiling(box.Width / cell), (int)Math.Ceiling(box.Height / cell));
        _squares = new float[_columns * _rows];
        Array.Fill(_squares, float.PositiveInfinity);
    }

    /// <summary>Takes the feature into account in every cell within the largest distance of its envelope.</summary>
    public void Add(Geometry feature)
    {
        var lines = LinearComponentExtracter.GetLines(feature).Cast<LineString>().Select(l => l.CoordinateSequence).ToArray();
        var areal = feature.Dimension == Dimension.Surface;
        var box = feature.EnvelopeInternal.Copy();
        box.ExpandBy(_most);
        for (var row = Math.Max(0, Index(box.MinY - _south)); row <= Math.Min(_rows - 1, Index(box.MaxY - _south)); row++)
            for (var column = Math.Max(0, Index(box.MinX - _west)); column <= Math.Min(_columns - 1, Index(box.MaxX - _west)); column++)
            {
                var square = (float)Square(lines, areal, X(column), Y(row));
                ref var known = ref _squares[row * _columns + column];
                known = Math.Min(known, square);
            }
    }

    /// <summary>Distances (metres) of all cells whose centre lies in the land, row by row.</summary>
    public List<float> In(Geometry land)
    {
        var crossings = new List<double>[_rows];
        foreach (var line in LinearComponentExtracter.GetLines(land).Cast<LineString>().Select(l => l.CoordinateSequence))
            for (var k = 1; k < line.Count; k++)
                Cross(crossings, line.GetX(k - 1), line.GetY(k - 1), line.GetX(k), line.GetY(k));
        var inside = new List<float>();
        for (var row = 0; row < _rows; row++)
        {
            if (crossings[row] is not { } xs)
                continue;
            xs.Sort();
            for (var k = 1; k < xs.Count; k += 2)
                for (var column = Math.Max(0, Index(xs[k - 1] - _west - _cell / 2) + 1); column < _columns && X(column) <= xs[k]; column++)
                    inside.Add(MathF.Sqrt(_squares[row * _columns + column]));
        }

        return inside;
    }

    private void Cross(List<double>[] crossings, double x1, double y1, double x2, double y2)
    {
        if (y1 == y2)
            return;
        if (y1 > y2)
            (x1, y1, x2, y2) = (x2, y2, x1, y1);
        for (var row = Math.Max(0, Index(y1 - _south - _cell / 2)); row < _rows && Y(row) < y2; row++)
            if (Y(row) >= y1)
                (crossings[row] ??= []).Add(x1 + (x2 - x1) * (Y(row) - y1) / (y2 - y1));
    }

    private static double Square(CoordinateSequence[] lines, bool areal, double x, double y)
    {
        var least = double.PositiveInfinity;
        var inside = false;
        foreach (var line in lines)
            for (var k = 1; k < line.Count; k++)
            {
                double ax = line.GetX(k - 1) - x, ay = line.GetY(k - 1) - y, bx = line.GetX(k) - x, by = line.GetY(k) - y;
                double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
                var t = length > 0 ? Math.Clamp(-(ax * dx + ay * dy) / length, 0, 1) : 0;
                double px = ax + t * dx, py = ay + t * dy;
                least = Math.Min(least, px * px + py * py);
                if (ay > 0 != by > 0 && (ax - ay * dx / dy) > 0)
                    inside = !inside;
            }

        return areal && inside ? 0 : least;
    }

    private int Index(double offset) => (int)Math.Floor(offset / _cell);

    private double X(int column) => _west + (column + 0.5) * _cell;

    private double Y(int row) => _south + (row + 0.5) * _cell;
}
