namespace Jining231.Geo.Tiles;

/// <summary>
/// Polygons too small to draw, gathered by pixel: their area is drawn as whole pixels, so that the covered area of a tile is kept to one
/// pixel, and every one of them is counted in a pixel or in <see cref="Left"/>.
/// </summary>
internal sealed class TinyCoverage
{
    private const int Side = TileMatrixSet.PixelsPerTile;
    private const double PixelArea = TileSpace.UnitsPerPixel * TileSpace.UnitsPerPixel;

    private readonly Dictionary<int, Pixel> _pixels = [];

    /// <summary>Features that fell into pixels.</summary>
    public long Gathered { get; private set; }

    /// <summary>Features of pixels whose area did not add up to a drawn one; known after <see cref="Runs"/>.</summary>
    public long Left { get; private set; }

    /// <summary>Adds a polygon of a class (index of its value); false if its middle lies in another tile, which then counts it.</summary>
    public bool Add((double X, double Y) middle, double area, uint? kind)
    {
        var (x, y) = ((int)Math.Floor(middle.X / TileSpace.UnitsPerPixel), (int)Math.Floor(middle.Y / TileSpace.UnitsPerPixel));
        if (x is < 0 or >= Side || y is < 0 or >= Side)
            return false;
        var key = (y * Side) + x;
        ref var pixel = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_pixels, key, out _);
        pixel.Area += area;
        pixel.Count++;
        // The class that is drawn is that of the largest polygon.
        if (area > pixel.Largest)
            (pixel.Largest, pixel.Kind) = (area, kind);
        Gathered++;
        return true;
    }

    /// <summary>Drawn pixels, joined along rows where the class is the same; what a pixel lacks or has too much goes on to the next.</summary>
    public IEnumerable<(int West, int East, int Row, uint? Kind, long Count)> Runs()
    {
        double area = 0;
        long count = 0;
        (int West, int East, int Row, uint? Kind, long Count)? run = null;
        foreach (var (key, pixel) in _pixels.OrderBy(p => p.Key))
        {
            area += pixel.Area;
            count += pixel.Count;
            if (area < PixelArea / 2)
                continue;
            area -= PixelArea;
            var (row, column) = (key / Side, key % Side);
            if (run is { } open && open.Row == row && open.East == column && open.Kind == pixel.Kind)
            {
                run = open with { East = column + 1, Count = open.Count + count };
            }
            else
            {
                if (run is { } done)
                    yield return done;
                run = (column, column + 1, row, pixel.Kind, count);
            }

            count = 0;
        }

        if (run is { } last)
            yield return last;
        Left = count;
    }

    private struct Pixel
    {
        public double Area, Largest;
        public long Count;
        public uint? Kind;
    }
}
