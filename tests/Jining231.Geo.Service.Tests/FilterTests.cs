using System.Net;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.Tests;

/// <summary>Filters as clients send them.</summary>
public abstract class FilterTests(Client client)
{
    [Theory]
    [InlineData("kind = 'chemical' AND approved_area_ha > 0", "cql2-text", null)]
    [InlineData("""{"op":"and","args":[{"op":"=","args":[{"property":"kind"},"chemical"]},{"op":">","args":[{"property":"approved_area_ha"},0]}]}""", "cql2-json", null)]
    [InlineData("kind = 'chemical' AND approved_area_ha + 1 > 1", null, null)]
    [InlineData("kind = 'chemical' AND approved_area_ha > 0 AND (geometry IS NULL OR S_INTERSECTS(geometry, BBOX(30, 110, 40, 120)))", "cql2-text", "http://www.opengis.net/def/crs/EPSG/0/4326")]
    public async Task A_filter_gives_the_same_features_in_either_language(string filter, string? language, string? crs)
    {
        var all = (await client.GetAsync("collections/parks/items?limit=10000"))["features"]!.AsArray();
        var expected = all.Where(f => f!["properties"]!["kind"]!.GetValue<string>() == "chemical" && (f["properties"]!["approved_area_ha"]?.GetValue<double>() ?? 0) > 0)
            .Select(f => f!["id"]!.GetValue<string>()).ToArray();
        Assert.NotEmpty(expected);
        var path = $"collections/parks/items?filter={Uri.EscapeDataString(filter)}" + (language is null ? "" : $"&filter-lang={language}")
            + (crs is null ? "" : $"&filter-crs={Uri.EscapeDataString(crs)}");
        var page = await client.GetAsync(path);
        Assert.Equal(expected, Ids(page));
        Assert.Equal(expected.Length, page["numberMatched"]!.GetValue<int>());
    }

    [Fact]
    public async Task Pages_of_a_spatial_filter_add_up()
    {
        var filter = Uri.EscapeDataString("S_INTERSECTS(geometry, BBOX(116, 35, 116.8, 35.6)) AND NOT CASEI(status) = 'BUILT'");
        var whole = await client.GetAsync($"collections/parcels/items?limit=10000&filter={filter}");
        Assert.NotEmpty(Ids(whole));
        Assert.Equal(Ids(whole).Length, whole["numberMatched"]!.GetValue<int>());
        var ids = new List<string>();
        for (var path = $"collections/parcels/items?limit=41&filter={filter}"; path is not null;)
        {
            var page = await client.GetAsync(path);
            Assert.Equal(Ids(whole).Length, page["numberMatched"]!.GetValue<int>());
            ids.AddRange(Ids(page));
            path = page["links"]!.AsArray().FirstOrDefault(l => l!["rel"]!.GetValue<string>() == "next")?["href"]!.GetValue<string>();
        }

        Assert.Equal(Ids(whole), ids);
    }

    [Theory]
    [InlineData("filter=kind%20%3D", "filter")]
    [InlineData("filter=", "filter")]
    [InlineData("filter=colour%20%3D%20'red'", "filter")]
    [InlineData("filter=kind%20%3D%201", "filter")]
    [InlineData("filter=%7B&filter-lang=cql2-json", "filter")]
    [InlineData("filter=S_INTERSECTS(geometry,POINT(35%20116))", "filter")]
    [InlineData("filter=kind%3D'a'&filter-lang=sql", "filter-lang")]
    [InlineData("filter=kind%3D'a'&filter-crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F2326", "filter-crs")]
    [InlineData("filter=kind%3D'a'&filter=kind%3D'b'", "filter")]
    public async Task A_bad_filter_is_a_400_that_names_the_parameter(string query, string field)
    {
        var (status, problem, _) = await client.SendAsync(HttpMethod.Get, $"collections/parks/items?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Queryables_describe_every_name_that_a_filter_takes()
    {
        foreach (var layer in LayerCatalog.All)
        {
            var (_, schema, raw) = await client.SendAsync(HttpMethod.Get, $"collections/{layer.Name}/queryables");
            Assert.Equal("application/schema+json", raw.Content.Headers.ContentType!.MediaType);
            var names = schema["properties"]!.AsObject().Select(p => p.Key).ToArray();
            Assert.Equal(layer.Fields.Count + (layer.Geometry == GeometryKind.None ? 1 : 2), names.Length);
            foreach (var name in names)
                await client.GetAsync($"collections/{layer.Name}/items?limit=1&filter={Uri.EscapeDataString($"\"{name}\" IS NULL")}");
        }
    }

    private static string[] Ids(JsonNode page) => [.. page["features"]!.AsArray().Select(f => f!["id"]!.GetValue<string>())];
}
