using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Stores.Tests.Support;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.Tests.Account;

/// <summary>A park of 8 × 8 cells of 20 m; a set of cells is a number of 64 bits, so that overlap and union are bit operations.</summary>
internal static class CellLand
{
    public const int Side = 8;
    public const double CellM = 20;

    private static readonly Dictionary<ulong, Geometry> Made = [];
    private static readonly Dictionary<string, ulong> Read = [];

    public static ulong Cell(int column, int row) => 1UL << ((row * Side) + column);

    public static ulong Rectangle(int column, int row, int width, int height)
    {
        var cells = 0UL;
        for (var r = row; r < Math.Min(row + height, Side); r++)
            for (var c = column; c < Math.Min(column + width, Side); c++)
                cells |= Cell(c, r);
        return cells;
    }

    /// <summary>The columns before the given one.</summary>
    public static ulong Left(int column) => Rectangle(0, 0, column, Side);

    /// <summary>The land of the cells in stored form.</summary>
    public static Geometry Geometry(ulong cells)
    {
        lock (Made)
        {
            if (Made.TryGetValue(cells, out var known))
                return known;
            var squares = new List<Geometry>();
            for (var i = 0; i < Side * Side; i++)
                if ((cells >> i & 1) == 1)
                    squares.Add(Land.PlaneSquare(i % Side * CellM, i / Side * CellM, CellM));
            return Made[cells] = StoredGeometry.Normalise(Reproject.ToGeographic(Overlay.Union(squares)), GeometryKind.MultiPolygon);
        }
    }

    /// <summary>The cells that stored land covers the middle of.</summary>
    public static ulong Cells(ReadOnlyMemory<byte> wkb)
    {
        lock (Made)
        {
            var key = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(wkb.Span));
            if (Read.TryGetValue(key, out var known))
                return known;
            var land = Reproject.ToPlane(Exchange.Wkb.Read(wkb));
            var cells = 0UL;
            for (var i = 0; i < Side * Side; i++)
                if (land.Intersects(Land.PlaneSquare((i % Side * CellM) + 5, (i / Side * CellM) + 5, 10)))
                    cells |= 1UL << i;
            return Read[key] = cells;
        }
    }

    /// <summary>A block that sticks out of the park by one cell.</summary>
    public static Geometry Outside { get; } =
        StoredGeometry.Normalise(Reproject.ToGeographic(Land.PlaneSquare(-CellM, 0, 2 * CellM)), GeometryKind.MultiPolygon);
}
