using Jining231.Geo.Spatial;

namespace Jining231.Geo.Tiles;

/// <summary>From EPSG:4490 degrees to the units of one tile: x to the east, y to the south, 0 to <see cref="Extent"/> inside.</summary>
internal sealed class TileSpace
{
    /// <summary>Units along a tile's side.</summary>
    public const int Extent = 4096;

    /// <summary>Border around the tile in which shapes are kept, so that outlines at the edge are not drawn.</summary>
    public const int Buffer = 64;

    /// <summary>Bounds of what is kept: the tile and its border.</summary>
    public const int Low = -Buffer, High = Extent + Buffer;

    /// <summary>Units along a pixel of a tile of 256 pixels.</summary>
    public const int UnitsPerPixel = Extent / TileMatrixSet.PixelsPerTile;

    private const int Terms = 6;

    private readonly Crs _crs;
    private readonly double _west, _north, _scale, _midLat, _halfLat, _lonScale;
    private readonly double[]? _y;

    public TileSpace(TileAddress tile)
    {
        _crs = tile.Set.Crs;
        _scale = Extent / tile.Set.Side(tile.Level);
        (_west, _north) = (tile.West, tile.North);
        _lonScale = _crs.FromGeographic(1, 0).X;
        var box = tile.GeographicEnvelope();
        (_midLat, _halfLat) = ((box.MinY + box.MaxY) / 2, (box.MaxY - box.MinY) / 2);
        _y = Fit();
    }

    /// <summary>
    /// Both systems are linear in longitude. Latitude goes through a polynomial that is good to a thousandth of a unit inside the tile,
    /// and through the projection itself outside of it.
    /// </summary>
    public void Project(double lonDeg, double latDeg, out double x, out double y)
    {
        x = (lonDeg * _lonScale - _west) * _scale;
        var t = (latDeg - _midLat) / _halfLat;
        if (_y is not null && t >= -1 && t <= 1)
        {
            var c = _y;
            y = ((((c[5] * t + c[4]) * t + c[3]) * t + c[2]) * t + c[1]) * t + c[0];
            return;
        }

        y = Exact(latDeg);
    }

    private double Exact(double latDeg) => (_north - _crs.FromGeographic(0, latDeg).Y) * _scale;

    /// <summary>Interpolates at Chebyshev points; null where that is not good enough (coarse levels).</summary>
    private double[]? Fit()
    {
        var t = new double[Terms];
        var d = new double[Terms];
        for (var i = 0; i < Terms; i++)
        {
            t[i] = Math.Cos(Math.PI * (2 * i + 1) / (2 * Terms));
            d[i] = Exact(_midLat + t[i] * _halfLat);
        }

        for (var k = 1; k < Terms; k++)
            for (var i = Terms - 1; i >= k; i--)
                d[i] = (d[i] - d[i - 1]) / (t[i] - t[i - k]);
        var c = new double[Terms];
        for (var k = Terms - 1; k >= 0; k--)
        {
            for (var i = Terms - 1; i > 0; i--)
                c[i] = c[i - 1] - t[k] * c[i];
            c[0] = d[k] - t[k] * c[0];
        }

        for (var i = -16; i <= 16; i++)
        {
            var at = i / 16.0;
            var y = ((((c[5] * at + c[4]) * at + c[3]) * at + c[2]) * at + c[1]) * at + c[0];
            if (!(Math.Abs(y - Exact(_midLat + at * _halfLat)) < 1e-3))
                return null;
        }

        return c;
    }
}
