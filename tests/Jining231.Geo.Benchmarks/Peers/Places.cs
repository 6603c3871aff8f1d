using System.Globalization;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>A box in degrees, as text with six decimals that every server is given alike.</summary>
internal readonly record struct Window(string West, string South, string East, string North)
{
    /// <summary>As <c>bbox</c> takes it.</summary>
    public override string ToString() => $"{West},{South},{East},{North}";
}

/// <summary>A tile of WebMercatorQuad.</summary>
internal readonly record struct TilePlace(int Zoom, int Column, int Row);

/// <summary>The places that are asked for: 500 of each, spread by a fixed rule.</summary>
internal static class Places
{
    private const int Count = 500;

    private const double West = 115.9, East = 117.6, South = 34.4, North = 36.0;

    private const double Margin = 0.05;

    private static readonly Envelope All = new(West, East, South, North);

    /// <summary>Windows that hold a little more than 1,000 parcels each, so that every page of 1,000 is full.</summary>
    /// <param name="side">Parcels along each side of the grid.</param>
    public static IReadOnlyList<Window> Windows(int side) => Windows(side, All, Count);

    /// <summary>The same within a box (degrees).</summary>
    public static IReadOnlyList<Window> Windows(int side, Envelope within, int count)
    {
        const double Cells = 32;
        var (width, height) = (Cells * (East - West) / side, Cells * (North - South) / side);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var x = within.MinX + (Spread(i, 0) * (within.Width - width));
            var y = within.MinY + (Spread(i, 1) * (within.Height - height));
            return new Window(Text(x), Text(y), Text(x + width), Text(y + height));
        })];
    }

    /// <summary>Tiles of zooms 12, 13 and 14 in turn.</summary>
    public static IReadOnlyList<TilePlace> Tiles() => Tiles(new Envelope(West + Margin, East - Margin, South + Margin, North - Margin), [12, 13, 14], Count);

    /// <summary>Tiles of some zooms in turn that hold places in a box (degrees).</summary>
    public static IReadOnlyList<TilePlace> Tiles(Envelope within, IReadOnlyList<int> zooms, int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var zoom = zooms[i % zooms.Count];
        var longitude = within.MinX + (Spread(i, 2) * within.Width);
        var latitude = within.MinY + (Spread(i, 3) * within.Height);
        var size = 1 << zoom;
        var row = (1 - (Math.Asinh(Math.Tan(latitude * Math.PI / 180)) / Math.PI)) / 2 * size;
        return new TilePlace(zoom, (int)((longitude + 180) / 360 * size), (int)row);
    })];

    /// <summary>A low-discrepancy sequence in [0, 1): multiples of irrational numbers.</summary>
    private static double Spread(int i, int dimension)
    {
        ReadOnlySpan<double> steps = [0.819_172_513_396_164_4, 0.671_043_606_703_789_2, 0.754_877_666_246_692_7, 0.569_840_290_998_053_3];
        return (i + 1) * steps[dimension] % 1;
    }

    private static string Text(double degrees) => degrees.ToString("F6", CultureInfo.InvariantCulture);
}
