using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service.Tests.RealClients;

/// <summary>界址点 TXT, read again by a plain reader of the published form: it knows nothing of the writer.</summary>
public sealed class BoundaryTxtTests(Client client) : IClassFixture<Client>
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static IEnumerable<object[]> Layers => LayerCatalog.All.Where(l => l.Geometry == GeometryKind.MultiPolygon).Select(l => new object[] { l.Name });

    [Theory]
    [MemberData(nameof(Layers))]
    public async Task The_plots_are_the_features_to_half_a_millimetre(string layer)
    {
        var features = (await client.GetAsync($"collections/{layer}/items?limit=all"))["features"]!.AsArray().Where(f => f!["geometry"] is not null).ToDictionary(f => f!["id"]!.GetValue<string>());
        var plots = Read(await TextAsync($"collections/{layer}/items?f=txt")).ToLookup(p => p.Feature(features.Keys));
        Assert.Equal(features.Keys.Order(StringComparer.Ordinal), plots.Select(p => p.Key).Order(StringComparer.Ordinal));
        foreach (var (id, feature) in features)
        {
            var expected = Reproject.Between(feature!["geometry"].Deserialize<Geometry>(DownloadTests.Options)!, Crs.Epsg4490, Crs.Epsg4527);
            var found = GeoFactory.For(Crs.Epsg4527).CreateMultiPolygon([.. plots[id].Select(p => p.Polygon())]);
            Assert.True(Math.Abs(found.Area - expected.Area) <= 0.0011 * (expected.Length + 1), $"{id}: {found.Area} instead of {expected.Area}");
            Assert.InRange(NetTopologySuite.Algorithm.Distance.DiscreteHausdorffDistance.Distance(found.Boundary, expected.Boundary), 0, 0.0015);
            Assert.All(plots[id], p => Assert.Equal(p.Polygon().Area / 10_000, p.Ha, 0.0000501));
            Assert.All(plots[id], p => Assert.Contains(feature["properties"]!["name"]!.GetValue<string>()[..1], p.Name, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_head_names_the_zone_and_the_points_carry_it()
    {
        var text = await TextAsync("collections/parks/items?f=txt&filter=id%3D'park-c3-wenshang'");
        var lines = text.Split("\r\n");
        Assert.Equal(
            ["[属性描述]", "格式版本号=", "数据产生单位="], lines[..3]);
        Assert.Equal(["坐标系=2000国家大地坐标系", "几度分带=3", "投影类型=高斯克吕格", "计量单位=米", "带号=39", "精度=0.001", "转换参数=,,,,,,", "[地块坐标]"], lines[4..12]);
        Assert.EndsWith(",面,,,,@", lines[12], StringComparison.Ordinal);
        Assert.Matches(@"^J1,1,3\d{6}\.\d{3},39\d{6}\.\d{3}$", lines[13]);
        Assert.Equal("", lines[^1]);
        Assert.Equal(lines[13], lines[12 + int.Parse(lines[12].Split(',')[0], CultureInfo.InvariantCulture)]);
    }

    [Theory]
    [InlineData("collections/transport/items?f=txt", "f")]
    [InlineData("collections/parcels/items?f=txt&crs=EPSG:4548", "crs")]
    [InlineData("collections/parcels/items?f=txt&skipGeometry=true", "f")]
    public async Task What_it_cannot_hold_is_named(string path, string field)
    {
        var (status, problem, _) = await client.SendAsync(HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    private async Task<string> TextAsync(string path)
    {
        using var answer = await client.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("gb18030", answer.Content.Headers.ContentType!.CharSet);
        return Gb18030.GetString(await answer.Content.ReadAsByteArrayAsync());
    }

    private static IEnumerable<Plot> Read(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).SkipWhile(l => l != "[地块坐标]").Skip(1).ToArray();
        for (var at = 0; at < lines.Length;)
        {
            var head = lines[at].Split(',');
            Assert.Equal("@", head[^1]);
            var count = int.Parse(head[0], CultureInfo.InvariantCulture);
            var points = lines.AsSpan(at + 1, count).ToArray().Select(l => l.Split(',')).ToArray();
            at += 1 + count;
            yield return new Plot(head[2], head[3], double.Parse(head[1], CultureInfo.InvariantCulture), points);
        }
    }

    private sealed record Plot(string Number, string Name, double Ha, string[][] Points)
    {
        public string Feature(Dictionary<string, JsonNode?>.KeyCollection ids) => ids.Contains(Number) ? Number : Number[..Number.LastIndexOf('-')];

        public Polygon Polygon()
        {
            var rings = Points.GroupBy(p => int.Parse(p[1], CultureInfo.InvariantCulture)).OrderBy(g => g.Key).Select(g => GeoFactory.For(Crs.Epsg4527).CreateLinearRing(
                [.. g.Select(p => new Coordinate(double.Parse(p[3], CultureInfo.InvariantCulture), double.Parse(p[2], CultureInfo.InvariantCulture)))])).ToArray();
            Assert.False(rings[0].IsCCW);
            Assert.All(rings.Skip(1), r => Assert.True(r.IsCCW));
            Assert.Equal(Enumerable.Range(1, rings.Length), Points.Select(p => int.Parse(p[1], CultureInfo.InvariantCulture)).Distinct());
            return GeoFactory.For(Crs.Epsg4527).CreatePolygon(rings[0], rings[1..]);
        }
    }
}
