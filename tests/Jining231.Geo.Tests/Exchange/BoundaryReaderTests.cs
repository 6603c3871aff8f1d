using System.Text;
using System.Text.Json;
using CsCheck;
using Jining231.Geo.Exchange;
using Jining231.Geo.Exchange.BoundaryPoints;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Exchange;

/// <summary>界址点 TXT as others write it, as we write it, broken in every known way, and torn to pieces.</summary>
public sealed class BoundaryReaderTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("JINING_LONG") == "1";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static IEnumerable<object[]> Files => Directory.EnumerateFiles(Path.Combine(Folder, "boundary"), "*.txt").Select(f => new object[] { Path.GetFileName(f) });

    public static IEnumerable<object[]> Problems => Cases().Select(c => new object[] { c.Name });

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_form_of_the_same_two_plots_gives_them_to_a_millimetre(string file)
    {
        using var truth = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "boundary", "plots.json")));
        var expected = truth.RootElement.GetProperty("plots").EnumerateArray().ToList();
        var plots = BoundaryReader.Read(File.ReadAllBytes(Path.Combine(Folder, "boundary", file)), "file");
        Assert.Equal(expected.Count, plots.Count);
        foreach (var (plot, wanted) in plots.Zip(expected))
        {
            Assert.Equal((wanted.GetProperty("number").GetString(), wanted.GetProperty("name").GetString()), (plot.Number, plot.Name));
            LinearRing[] rings = [.. wanted.GetProperty("rings").EnumerateArray().Select(r => GeoFactory.Geographic.CreateLinearRing(
                [.. r.EnumerateArray().Append(r[0]).Select(p => new Coordinate(p[0].GetDouble(), p[1].GetDouble()))]))];
            Near(GeoFactory.Geographic.CreatePolygon(rings[0], rings[1..]), plot.Geographic);
            Assert.True(plot.Geographic.Shell.IsCCW);
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_is_wrong_is_named_by_line_and_field(string name)
    {
        var (_, lines, field, code, also) = Cases().Single(c => c.Name == name);
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), BoundaryTxt.Encoding.GetBytes(string.Join("\n", lines)) })
        {
            var problems = Assert.Throws<GeoProblemException>(() => BoundaryReader.Read(bytes, "/file")).Problems;
            Assert.Equal((field.Length == 0 ? "/file" : "/file/" + field, code), (problems[0].Field, problems[0].Code.ToString()));
            Assert.Equal(also.Select(a => "/file/" + a), problems.Skip(1).Select(p => p.Field));
            Assert.All(problems, p => Assert.True(p.Field == "/file" || p.MessageZh.Contains($"第 {p.Field!.Split('/')[2]} 行", StringComparison.Ordinal), p.MessageZh));
        }
    }

    [Fact]
    public void What_is_written_is_read_again_to_a_millimetre()
    {
        var layer = LayerCatalog.Get("parcels");
        var outlines = Gen.Select(Gen.Double[115.9, 117.6], Gen.Double[34.5, 35.9], Gen.Double[60, 900].Array[3, 14], Gen.Bool, Gen.Double[0, 6.28], Star).List[1, 4];
        Gen.Select(outlines, Gen.OneOfConst("地块", "甲,乙@丙", "A-1", "𠀀 村")).Sample(
            (shapes, name) =>
            {
                using var bytes = new MemoryStream();
                using (var file = new BoundaryTxt(new FeatureShape(layer, Crs.Epsg4527), DateTimeOffset.UnixEpoch, bytes))
                {
                    foreach (var (shape, i) in shapes.Select((s, i) => (s, i)))
                    {
                        var values = layer.Fields.Select(f => f.Name == "name" ? (object?)name : null).ToArray();
                        var batch = RawRows.Of(new FeatureRow(layer, $"p{i}", 1, Wkb.Write(StoredGeometry.Normalise(shape, GeometryKind.MultiPolygon)), values));
                        file.Add(batch[0]);
                    }

                    file.Complete();
                }

                var read = BoundaryReader.Read(bytes.ToArray(), "file");
                Assert.Equal(shapes.Select((_, i) => $"p{i}"), read.Select(r => r.Number));
                foreach (var (shape, plot) in shapes.Zip(read))
                {
                    Near(shape, plot.Geographic);
                    Assert.Equal(Reproject.ToPlane(plot.Geographic).Area / 10_000, plot.StatedHa!.Value, 0.0002);
                }
            },
            iter: Long ? 20_000 : 300);
    }

    [Fact]
    public void Whatever_is_sent_is_read_or_refused_by_name()
    {
        byte[][] seeds = [.. Directory.EnumerateFiles(Path.Combine(Folder, "boundary"), "*.txt").Select(File.ReadAllBytes)];
        string[] words = ["@", ",", "[地块坐标]", "[", "=", "\n", "J1,1,", "39437048.980", "3880357.646", "NaN", "1e308", "-", "999999999999999999999", "面", "\0", "带号=40\n", "坐标系=", "，", "\uFEFF"];
        var seed = Gen.OneOfConst(seeds);
        var torn = Gen.Select(seed, Gen.Int[0, int.MaxValue].Array[1, 6], Gen.OneOfConst(words), Gen.Int[0, 5], Tear);
        var read = 0;
        Gen.OneOf(torn, torn, torn, Gen.Byte.Array[0, 300]).Sample(
            bytes =>
            {
                try
                {
                    foreach (var plot in BoundaryReader.Read(bytes, "file"))
                        Validity.Check(plot.Geographic, null);
                    Interlocked.Increment(ref read);
                }
                catch (GeoProblemException e)
                {
                    Assert.All(e.Problems, p => Assert.StartsWith("file", p.Field, StringComparison.Ordinal));
                }
            },
            iter: Long ? 500_000 : 6_000);
        Assert.True(read > 0, "Nothing could be read at all.");
    }

    [Fact]
    public void Bounds_are_named()
    {
        Assert.Equal(ProblemCode.TooLarge, Assert.Throws<GeoProblemException>(() => BoundaryReader.Read(new byte[BoundaryReader.MaxBytes + 1], "file")).Problems[0].Code);
        var many = "[属性描述]\n坐标系=CGCS2000\n[地块坐标]\n0,0,1,甲,面,@\n" + string.Concat(Enumerable.Repeat("J1,1,3880357.646,39437048.980\n", BoundaryReader.MaxPoints + 1));
        var problems = Assert.Throws<GeoProblemException>(() => BoundaryReader.Read(many, "file")).Problems;
        Assert.InRange(problems.Count, 1, 20);
        Assert.Equal("file", Assert.Throws<GeoProblemException>(() => BoundaryReader.Read([0xFF, 0xFE, 0x5B, 0], "file")).Problems[0].Field);
    }

    /// <summary>Every vertex of the one lies within a millimetre of the other's, in EPSG:4548.</summary>
    private static void Near(Geometry expected, Geometry found)
    {
        var (a, b) = (Reproject.ToPlane(expected), Reproject.ToPlane(found));
        Assert.Equal(a.NumPoints, b.NumPoints);
        Assert.InRange(DiscreteHausdorffDistance.Distance(a.Boundary, b.Boundary), 0, 0.001);
    }

    /// <summary>A star around a place, with the same star a third of the size cut out of it where asked.</summary>
    private static Polygon Star(double lon, double lat, double[] radii, bool hole, double turn)
    {
        var (x, y) = GaussKruger.Epsg4548.Forward(lon, lat);
        Coordinate[] Ring(double share)
        {
            var points = radii.Select((r, i) => (R: r * share, A: turn + 2 * Math.PI * i / radii.Length)).Select(p => GaussKruger.Epsg4548.Inverse(x + p.R * Math.Cos(p.A), y + p.R * Math.Sin(p.A)))
                .Select(p => new Coordinate(CanonicalGrid.Round(p.Item1), CanonicalGrid.Round(p.Item2))).ToList();
            return [.. points, points[0].Copy()];
        }

        var outer = GeoFactory.Geographic.CreateLinearRing(Ring(1));
        return hole ? GeoFactory.Geographic.CreatePolygon(outer, [GeoFactory.Geographic.CreateLinearRing(Ring(0.33))]) : GeoFactory.Geographic.CreatePolygon(outer);
    }

    private static byte[] Tear(byte[] seed, int[] places, string word, int how)
    {
        List<byte> bytes = [.. seed];
        foreach (var place in places)
        {
            var at = bytes.Count == 0 ? 0 : place % bytes.Count;
            switch (how)
            {
                case 0:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(word));
                    break;
                case 1 when bytes.Count > 0:
                    bytes[at] ^= (byte)(1 << (place % 8));
                    break;
                case 2 when bytes.Count > 0:
                    bytes.RemoveRange(at, Math.Min(1 + place % 20, bytes.Count - at));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4 when bytes.Count > 0:
                    bytes.InsertRange(at, bytes.GetRange(place / 7 % bytes.Count, Math.Min(60, bytes.Count - place / 7 % bytes.Count)));
                    break;
                default:
                    bytes.InsertRange(at, BoundaryTxt.Encoding.GetBytes(word));
                    break;
            }
        }

        return [.. bytes];
    }

    private static IEnumerable<(string Name, string[] Lines, string Field, string Code, string[] Also)> Cases()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "boundary-problems.json")));
        foreach (var c in json.RootElement.EnumerateArray().ToList())
            yield return (
                c.GetProperty("name").GetString()!, [.. c.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!)], c.GetProperty("field").GetString()!, c.GetProperty("code").GetString()!,
                c.TryGetProperty("also", out var also) ? [.. also.EnumerateArray().Select(a => a.GetString()!)] : []);
    }
}
