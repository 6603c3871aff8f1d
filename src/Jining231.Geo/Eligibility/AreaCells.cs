using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Jining231.Geo.Eligibility;

/// <summary>Square-cut cells over an area (polygonal, EPSG:4548) that tell for most boxes at once whether they lie outside it or inside.</summary>
internal sealed class AreaCells
{
    private const int Side = 64;

    /// <summary>Part of a cell by which an edge may be misplaced among them.</summary>
    private const double Slack = 1e-6;

    private readonly double _west, _south, _width, _height;
    private readonly int[] _reached = new int[(Side + 1) * (Side + 1)];
    private readonly int[] _inside = new int[(Side + 1) * (Side + 1)];

    /// <summary>Draws the area's edges into the cells; every other cell lies wholly inside or outside.</summary>
    public AreaCells(Geometry area)
    {
        var box = area.EnvelopeInternal;
        (_west, _south, _width, _height) = (box.MinX, box.MinY, box.Width / Side, box.Height / Side);
        var edge = new bool[Side * Side];
        var crossings = new List<double>[Side];
        for (var row = 0; row < Side; row++)
            crossings[row] = [];
        foreach (var line in LinearComponentExtracter.GetLines(area))
        {
            var points = line.Coordinates;
            for (var i = 1; i < points.Length; i++)
                Draw(points[i - 1], points[i], edge, crossings);
        }

        for (var row = 0; row < Side; row++)
        {
            crossings[row].Sort();
            for (int column = 0, passed = 0; column < Side; column++)
            {
                while (passed < crossings[row].Count && crossings[row][passed] < column + 0.5)
                    passed++;
                var inside = !edge[row * Side + column] && passed % 2 == 1;
                Count(_reached, row, column, inside || edge[row * Side + column]);
                Count(_inside, row, column, inside);
            }
        }
    }

    /// <summary>False if a box lies outside the area, true if inside, null if that needs a closer look.</summary>
    public bool? Holds(Envelope box)
    {
        int west = Column(box.MinX), east = Column(box.MaxX), south = Row(box.MinY), north = Row(box.MaxY);
        if (east < 0 || west >= Side || north < 0 || south >= Side)
            return false;
        if (Within(_reached, Math.Max(0, west), Math.Min(Side - 1, east), Math.Max(0, south), Math.Min(Side - 1, north)) == 0)
            return false;
        return west >= 0 && east < Side && south >= 0 && north < Side
            && Within(_inside, west, east, south, north) == (east - west + 1) * (north - south + 1) ? true : null;
    }

    /// <summary>Marks the cells that an edge may meet, and where it crosses the middles of rows.</summary>
    private void Draw(Coordinate a, Coordinate b, bool[] edge, List<double>[] crossings)
    {
        double x0 = (a.X - _west) / _width, y0 = (a.Y - _south) / _height, x1 = (b.X - _west) / _width, y1 = (b.Y - _south) / _height;
        if (y0 > y1)
            (x0, y0, x1, y1) = (x1, y1, x0, y0);
        double At(double y) => y1 > y0 ? x0 + (x1 - x0) * (Math.Clamp(y, y0, y1) - y0) / (y1 - y0) : x0;
        for (var row = Math.Max(0, (int)Math.Floor(y0 - Slack)); row <= Math.Min(Side - 1, (int)Math.Floor(y1 + Slack)); row++)
        {
            var (from, to) = y1 > y0 ? (At(row - Slack), At(row + 1 + Slack)) : (x0, x1);
            for (var column = Math.Max(0, (int)Math.Floor(Math.Min(from, to) - Slack)); column <= Math.Min(Side - 1, (int)Math.Floor(Math.Max(from, to) + Slack)); column++)
                edge[row * Side + column] = true;
            if (y0 <= row + 0.5 && row + 0.5 < y1)
                crossings[row].Add(At(row + 0.5));
        }
    }

    private static void Count(int[] sums, int row, int column, bool counts) =>
        sums[(row + 1) * (Side + 1) + column + 1] = (counts ? 1 : 0)
            + sums[row * (Side + 1) + column + 1] + sums[(row + 1) * (Side + 1) + column] - sums[row * (Side + 1) + column];

    private static int Within(int[] sums, int west, int east, int south, int north) =>
        sums[(north + 1) * (Side + 1) + east + 1] - sums[south * (Side + 1) + east + 1]
        - sums[(north + 1) * (Side + 1) + west] + sums[south * (Side + 1) + west];

    private int Column(double x) => Cell((x - _west) / _width);

    private int Row(double y) => Cell((y - _south) / _height);

    /// <summary>The cell of a place, or −1 and the number of cells for those beyond them.</summary>
    private static int Cell(double place) => !(place >= -Slack) ? -1 : place > Side + Slack ? Side : Math.Min(Side - 1, (int)Math.Max(0, place));
}
