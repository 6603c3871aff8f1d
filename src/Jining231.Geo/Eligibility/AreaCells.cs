using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>Square-cut cells over an area (polygonal, EPSG:4548) that tell for most boxes at once whether they lie outside it or inside.</summary>
internal sealed class AreaCells
{
    private const int Side = 64;

    /// <summary>Part of a cell by which an edge may be misplaced among them.</summary>
    private const double Slack = 1e-6;

    private readonly double _west, _south, _width, _height;
    private readonly CellSums _reached, _inside;

    /// <summary>Draws the area's edges into the cells; every other cell lies wholly inside or outside.</summary>
    public AreaCells(Geometry area)
    {
        var box = area.EnvelopeInternal;
        (_west, _south, _width, _height) = (box.MinX, box.MinY, box.Width / Side, box.Height / Side);
        // In cells, so that they are squares of one.
        var rings = GridRaster.Rings(area, c => ((c.X - _west) / _width, (c.Y - _south) / _height));
        var outside = GridRaster.Outside(rings, 0, 0, 1, Side, Side);
        var edge = new bool[outside.Length];
        GridRaster.Touch(edge, rings, 0, 0, 1, Side, Side, Slack);
        _reached = new CellSums([.. outside.Zip(edge, (o, e) => !o || e)], Side, Side);
        _inside = new CellSums([.. outside.Zip(edge, (o, e) => !o && !e)], Side, Side);
    }

    /// <summary>False if a box lies outside the area, true if inside, null if that needs a closer look.</summary>
    public bool? Holds(Envelope box)
    {
        int west = Column(box.MinX), east = Column(box.MaxX), south = Row(box.MinY), north = Row(box.MaxY);
        if (east < 0 || west >= Side || north < 0 || south >= Side)
            return false;
        int left = Math.Max(0, west), right = Math.Min(Side - 1, east), low = Math.Max(0, south), high = Math.Min(Side - 1, north);
        if (_reached.Count(left, low, right - left + 1, high - low + 1) == 0)
            return false;
        var (width, height) = (east - west + 1, north - south + 1);
        return west >= 0 && east < Side && south >= 0 && north < Side && _inside.Count(west, south, width, height) == width * height ? true : null;
    }

    private int Column(double x) => Cell((x - _west) / _width);

    private int Row(double y) => Cell((y - _south) / _height);

    /// <summary>The cell of a place, or −1 and the number of cells for those beyond them.</summary>
    private static int Cell(double place) => !(place >= -Slack) ? -1 : place > Side + Slack ? Side : Math.Min(Side - 1, (int)Math.Max(0, place));
}
