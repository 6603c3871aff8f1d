using System.Globalization;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tiles;

/// <summary>One tile of a grid.</summary>
/// <param name="Set">The grid.</param>
/// <param name="Level">Level (z).</param>
/// <param name="Row">Row (y), 0 in the north.</param>
/// <param name="Column">Column (x), 0 in the west.</param>
public readonly record struct TileAddress(TileMatrixSet Set, int Level, int Row, int Column)
{
    /// <summary>Reads the three numbers of an address; what does not exist in the grid raises <see cref="ProblemCode.NotFound"/>.</summary>
    public static TileAddress Parse(TileMatrixSet set, string level, string row, string column)
    {
        ArgumentNullException.ThrowIfNull(set);
        var z = Number(level, "tileMatrix", set.FirstLevel, set.LastLevel);
        return new TileAddress(set, z, Number(row, "tileRow", 0, set.Rows(z) - 1), Number(column, "tileCol", 0, set.Columns(z) - 1));
    }

    /// <summary>The tile that holds a position (EPSG:4490 degrees); positions beyond the grid give its border tiles.</summary>
    public static TileAddress At(TileMatrixSet set, int level, double lonDeg, double latDeg)
    {
        ArgumentNullException.ThrowIfNull(set);
        var (x, y) = set.Crs.FromGeographic(lonDeg, latDeg);
        var side = set.Side(level);
        var column = (int)Math.Clamp(Math.Floor((x - set.OriginX) / side), 0, set.Columns(level) - 1);
        var row = (int)Math.Clamp(Math.Floor((set.OriginY - y) / side), 0, set.Rows(level) - 1);
        return new TileAddress(set, level, row, column);
    }

    /// <summary>West edge in units of the grid's CRS.</summary>
    public double West => Set.OriginX + Column * Set.Side(Level);

    /// <summary>North edge in units of the grid's CRS.</summary>
    public double North => Set.OriginY - Row * Set.Side(Level);

    /// <summary>The tile with a border of <see cref="TileSpace.Buffer"/> units, in EPSG:4490 degrees.</summary>
    public Envelope GeographicEnvelope()
    {
        var side = Set.Side(Level);
        var border = side * TileSpace.Buffer / TileSpace.Extent;
        var (west, south) = Set.Crs.ToGeographic(West - border, North - side - border);
        var (east, north) = Set.Crs.ToGeographic(West + side + border, North + border);
        return new Envelope(west, east, south, north);
    }

    private static int Number(string text, string field, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new GeoProblemException(new GeoProblem(ProblemCode.NotFound,
                $"没有该瓦片：{field} “{text}”应为 {least} 至 {most}。", $"There is no such tile: {field} '{text}' must be {least} to {most}.")
            {
                Field = field,
                Allowed = [string.Create(CultureInfo.InvariantCulture, $"{least}–{most}")],
            });
}
