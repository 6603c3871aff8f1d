using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Tiles;

/// <summary>
/// A quadtree of square tiles (OGC Two Dimensional Tile Matrix Set 2.0): every level halves the cell size. Row 0 is the northernmost,
/// column 0 the westernmost.
/// </summary>
public sealed class TileMatrixSet
{
    /// <summary>Pixels of a tile's side, by which cell size and scale are stated.</summary>
    public const int PixelsPerTile = 256;

    private readonly double _sideAtZero;
    private readonly int _columnsAtZero;
    private readonly int _rowsPerTwoColumns;

    private TileMatrixSet(string id, Crs crs, int firstLevel, int lastLevel, double originX, double originY, double sideAtZero, int rowsPerTwoColumns)
    {
        Id = id;
        Crs = crs;
        FirstLevel = firstLevel;
        LastLevel = lastLevel;
        OriginX = originX;
        OriginY = originY;
        _sideAtZero = sideAtZero;
        _columnsAtZero = 1;
        _rowsPerTwoColumns = rowsPerTwoColumns;
    }

    /// <summary>The grid of the web (OGC 17-083r4, annex D.1): EPSG:3857, levels 0 to 18.</summary>
    public static TileMatrixSet WebMercatorQuad { get; } = new(
        "WebMercatorQuad", Crs.Epsg3857, 0, 18, -Math.PI * Cgcs2000.SemiMajorM, Math.PI * Cgcs2000.SemiMajorM, 2 * Math.PI * Cgcs2000.SemiMajorM, 2)
    {
        TitleZh = "网络墨卡托（天地图 w）",
        TitleEn = "Web Mercator, as in Tianditu 'w'",
        Uri = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad",
    };

    /// <summary>
    /// The geographic grid of Tianditu (matrix set <c>c</c>): EPSG:4490, origin 180° W, 90° N, 1.40625/2^z degrees a pixel, levels 1 to 18.
    /// </summary>
    public static TileMatrixSet Cgcs2000Quad { get; } = new("CGCS2000Quad", Crs.Epsg4490, 1, 18, -180, 90, 360, 1)
    {
        TitleZh = "CGCS2000 经纬度（天地图 c）",
        TitleEn = "CGCS2000 longitude and latitude, as in Tianditu 'c'",
    };

    /// <summary>All that are offered.</summary>
    public static IReadOnlyList<TileMatrixSet> All { get; } = [WebMercatorQuad, Cgcs2000Quad];

    /// <summary>Name in addresses.</summary>
    public string Id { get; }

    /// <summary>Chinese title.</summary>
    public string TitleZh { get; private init; } = "";

    /// <summary>English title.</summary>
    public string TitleEn { get; private init; } = "";

    /// <summary>Registered name, or null where nobody registered it.</summary>
    public string? Uri { get; private init; }

    /// <summary>System of the tiles' edges; x = easting or longitude here, whatever the order of the wire.</summary>
    public Crs Crs { get; }

    /// <summary>Coarsest level.</summary>
    public int FirstLevel { get; }

    /// <summary>Finest level.</summary>
    public int LastLevel { get; }

    /// <summary>West edge of column 0, in units of <see cref="Crs"/>.</summary>
    public double OriginX { get; }

    /// <summary>North edge of row 0, in units of <see cref="Crs"/>.</summary>
    public double OriginY { get; }

    /// <summary>The set of that name; an unknown one raises <see cref="ProblemCode.NotFound"/>.</summary>
    public static TileMatrixSet Get(string id) => All.FirstOrDefault(s => s.Id == id) ?? throw new GeoProblemException(
        new GeoProblem(ProblemCode.NotFound, $"没有瓦片矩阵集“{id}”。", $"There is no tile matrix set '{id}'.")
        {
            Field = "tileMatrixSetId",
            Allowed = [.. All.Select(s => s.Id)],
        });

    /// <summary>Columns of a level.</summary>
    public int Columns(int level) => _columnsAtZero << level;

    /// <summary>Rows of a level.</summary>
    public int Rows(int level) => Columns(level) * _rowsPerTwoColumns / 2;

    /// <summary>Side of a tile in units of <see cref="Crs"/>.</summary>
    public double Side(int level) => _sideAtZero / (1 << level);

    /// <summary>Size of a pixel in units of <see cref="Crs"/>.</summary>
    public double CellSize(int level) => Side(level) / PixelsPerTile;

    /// <summary>Scale denominator for pixels of 0.28 mm, the standard's convention.</summary>
    public double ScaleDenominator(int level) => CellSize(level) * (Crs.IsGeographic ? Math.PI / 180 * Cgcs2000.SemiMajorM : 1) / 0.28e-3;
}
