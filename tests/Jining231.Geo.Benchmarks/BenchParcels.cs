using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Benchmarks;

/// <summary>
/// A deterministic cadastral layer like the one the peers were measured on: a jittered grid of touching parcels over the city's box,
/// every shared edge wobbly and made once, 13 ring points on average. Synthetic; it describes no real parcel.
/// </summary>
internal static class BenchParcels
{
    private const double West = 115.9, South = 34.4, Width = 1.7, Height = 1.6;

    private static readonly string[] Classes = ["0102", "0103", "0201", "0301", "0703", "1001", "1002", "1701", "1301", "1202"];

    private static readonly (string Adcode, double Lon, double Lat)[] Counties =
    [
        ("370811", 116.61, 35.44), ("370812", 116.78, 35.55), ("370826", 117.13, 34.81), ("370827", 116.65, 35.01),
        ("370828", 116.31, 35.07), ("370829", 116.34, 35.41), ("370830", 116.49, 35.73), ("370831", 117.25, 35.66),
        ("370832", 116.10, 35.80), ("370881", 116.99, 35.58), ("370883", 117.01, 35.40),
    ];

    /// <summary>The fields of the peers' table, partitioned like <c>parcels</c>.</summary>
    public static LayerDef Layer { get; } = new("bench_parcels", "测试地块", "Benchmark parcels", GeometryKind.MultiPolygon,
    [
        new FieldDef("code", FieldType.Text, "地块代码", "code") { Required = true },
        new FieldDef("land_class", FieldType.Text, "地类", "land class") { Required = true },
        new FieldDef("adcode", FieldType.Text, "行政区划代码", "adcode") { Required = true },
        new FieldDef("area_m2", FieldType.Real, "面积", "area") { Unit = "m²" },
        new FieldDef("updated", FieldType.Timestamp, "更新时间", "updated"),
    ])
    { DescriptionZh = "按规则生成的地块，仅用于测速。", DescriptionEn = "Generated parcels, for benchmarks only.", PartitionField = "adcode" };

    /// <summary>Parcels row by row from the south-west, <paramref name="columns"/> × <paramref name="rows"/> of them.</summary>
    public static IAsyncEnumerable<CreateFeature> MakeAsync(int columns, int rows, CancellationToken cancellationToken) =>
        MakeAsync(new Grid(columns, rows), (0, 0), (columns, rows), cancellationToken);

    /// <summary>The side × side parcels in the middle of a square grid: layers of different sides of one grid have those of the smallest in common.</summary>
    public static IAsyncEnumerable<CreateFeature> MiddleAsync(int side, int gridSide, CancellationToken cancellationToken) =>
        MakeAsync(new Grid(gridSide, gridSide), (First(side, gridSide), First(side, gridSide)), (side, side), cancellationToken);

    /// <summary>The box of those parcels (degrees), as far as the grid's lines go.</summary>
    public static Envelope Middle(int side, int gridSide)
    {
        var (from, to) = (First(side, gridSide) / (double)gridSide, (First(side, gridSide) + side) / (double)gridSide);
        return new Envelope(West + (from * Width), West + (to * Width), South + (from * Height), South + (to * Height));
    }

    /// <summary>The same parcels, those of the grid cells that meet a box (degrees) and one cell around it.</summary>
    public static IEnumerable<CreateFeature> Around(int columns, int rows, Envelope box)
    {
        var grid = new Grid(columns, rows);
        var ring = new List<(double X, double Y)>(24);
        for (var j = Cell(box.MinY - South, Height, rows) - 1; j <= Cell(box.MaxY - South, Height, rows) + 1; j++)
            for (var i = Cell(box.MinX - West, Width, columns) - 1; i <= Cell(box.MaxX - West, Width, columns) + 1; i++)
                if (i >= 0 && j >= 0 && i < columns && j < rows)
                    yield return Parcel(grid, ring, i, j);

        static int Cell(double offset, double size, int count) => (int)Math.Floor(offset / size * count);
    }

    private static int First(int side, int gridSide) => (gridSide - side) / 2;

    private static async IAsyncEnumerable<CreateFeature> MakeAsync(
        Grid grid, (int Column, int Row) first, (int Columns, int Rows) count, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        var ring = new List<(double X, double Y)>(24);
        for (var j = 0; j < count.Rows; j++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < count.Columns; i++)
                yield return Parcel(grid, ring, first.Column + i, first.Row + j);
        }
    }

    private static CreateFeature Parcel(Grid grid, List<(double X, double Y)> ring, int i, int j)
    {
        ring.Clear();
        ring.Add(grid.Node(i, j));
        grid.Edge(ring, i, j, true, false);
        ring.Add(grid.Node(i + 1, j));
        grid.Edge(ring, i + 1, j, false, false);
        ring.Add(grid.Node(i + 1, j + 1));
        grid.Edge(ring, i, j + 1, true, true);
        ring.Add(grid.Node(i, j + 1));
        grid.Edge(ring, i, j, false, true);
        ring.Add(ring[0]);
        var (lon, lat) = ring[0];
        var number = ((long)j * grid.Columns) + i;
        var county = Counties.MinBy(c => ((c.Lon - lon) * (c.Lon - lon)) + ((c.Lat - lat) * (c.Lat - lat))).Adcode;
        var noise = Grid.Noise(number, 9, 7);
        return new CreateFeature(Layer.Name, string.Create(CultureInfo.InvariantCulture, $"p{number:D9}"), Polygon(ring), new Dictionary<string, object?>
        {
            ["code"] = string.Create(CultureInfo.InvariantCulture, $"{county}{number:D12}"),
            ["land_class"] = Classes[(int)(noise * Classes.Length)],
            ["adcode"] = county,
            ["area_m2"] = Math.Round(Area(ring), 2),
            ["updated"] = DateTimeOffset.UnixEpoch.AddSeconds(1_672_531_200 + (long)(noise * 94_608_000)),
        });
    }

    /// <summary>Shoelace in local metres.</summary>
    private static double Area(List<(double X, double Y)> ring)
    {
        double sum = 0;
        for (var k = 0; k + 1 < ring.Count; k++)
            sum += (ring[k].X - ring[0].X) * (ring[k + 1].Y - ring[0].Y) - ((ring[k + 1].X - ring[0].X) * (ring[k].Y - ring[0].Y));
        return sum / 2 * 111_319.49 * Math.Cos(ring[0].Y * Math.PI / 180) * 110_946.26;
    }

    /// <summary>WKB MultiPolygon of one ring, little-endian (OGC 06-103r4 §8).</summary>
    private static byte[] Polygon(List<(double X, double Y)> ring)
    {
        var wkb = new byte[9 + 13 + (ring.Count * 16)];
        var to = wkb.AsSpan();
        ReadOnlySpan<int> words = [6, 1, 3, 1, ring.Count];
        ReadOnlySpan<int> at = [1, 5, 10, 14, 18];
        to[0] = to[9] = 1;
        for (var k = 0; k < words.Length; k++)
            BinaryPrimitives.WriteInt32LittleEndian(to[at[k]..], words[k]);
        for (var k = 0; k < ring.Count; k++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(to[(22 + (k * 16))..], ring[k].X);
            BinaryPrimitives.WriteDoubleLittleEndian(to[(30 + (k * 16))..], ring[k].Y);
        }

        return wkb;
    }

    /// <summary>Nodes and edges by their place alone, so that neighbours share every vertex; coordinates on the 1e-9 degree grid.</summary>
    internal sealed class Grid(int columns, int rows)
    {
        public int Columns => columns;

        private double Dx => Width / columns;

        private double Dy => Height / rows;

        public (double X, double Y) Node(int i, int j)
        {
            var key = ((long)j * (columns + 1)) + i;
            var dx = i == 0 || i == columns ? 0 : (Noise(key, 1, 0) - 0.5) * 0.56;
            var dy = j == 0 || j == rows ? 0 : (Noise(key, 2, 0) - 0.5) * 0.56;
            return (Snap(West + ((i + dx) * Dx)), Snap(South + ((j + dy) * Dy)));
        }

        /// <summary>The 0 to 4 inner vertices of the edge that starts at node (i, j), eastward or northward.</summary>
        public void Edge(List<(double X, double Y)> ring, int i, int j, bool east, bool backwards)
        {
            var key = ((((long)j * (columns + 1)) + i) * 2) + (east ? 1 : 0);
            var frame = east ? j == 0 || j == rows : i == 0 || i == columns;
            var pick = Noise(key, 3, 0);
            var count = pick < 0.15 ? 0 : pick < 0.35 ? 1 : pick < 0.65 ? 2 : pick < 0.85 ? 3 : 4;
            var (a, b) = (Node(i, j), east ? Node(i + 1, j) : Node(i, j + 1));
            for (var k = 0; k < count; k++)
            {
                var m = backwards ? count - 1 - k : k;
                var t = (m + 1.0) / (count + 1);
                var wobble = frame ? 0 : (Noise(key, 4, m) - 0.5) * 0.16;
                ring.Add((Snap(a.X + ((b.X - a.X) * t) + (east ? 0 : wobble * Dx)), Snap(a.Y + ((b.Y - a.Y) * t) + (east ? wobble * Dy : 0))));
            }
        }

        /// <summary>A number in [0, 1) that depends on its key only (SplitMix64).</summary>
        public static double Noise(long key, int kind, int part)
        {
            var z = (ulong)key * 0x9E3779B97F4A7C15UL + (ulong)((kind * 16) + part + 1) * 0xD1B54A32D192ED03UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        private static double Snap(double degrees) => Math.Round(degrees, 9);
    }
}
