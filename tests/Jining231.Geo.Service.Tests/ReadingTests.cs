using System.Net;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Service.Tests;

/// <summary>Order, paging, counts, projection, CRS and schemas as clients ask for them.</summary>
public abstract class ReadingTests(Client client)
{
    private const string Parcels = "collections/parcels/items";

    [Fact]
    public async Task Sorted_pages_follow_the_next_link_to_the_end()
    {
        var whole = await client.GetAsync($"{Parcels}?limit=10000&sortby=-status,%2Bname");
        var expected = Ids(whole);
        var features = whole["features"]!.AsArray();
        for (var i = 1; i < features.Count; i++)
        {
            string a = features[i - 1]!["properties"]!["status"]!.GetValue<string>(), b = features[i]!["properties"]!["status"]!.GetValue<string>();
            Assert.True(string.CompareOrdinal(a, b) >= 0);
            if (a == b)
                Assert.True(string.CompareOrdinal(features[i - 1]!["properties"]!["name"]!.GetValue<string>(), features[i]!["properties"]!["name"]!.GetValue<string>()) <= 0);
        }

        var ids = new List<string>();
        for (var path = $"{Parcels}?limit=83&sortby=-status,name"; path is not null;)
        {
            var page = await client.GetAsync(path);
            Assert.Equal(expected.Length, page["numberMatched"]!.GetValue<int>());
            ids.AddRange(Ids(page));
            path = Next(page);
        }

        Assert.Equal(expected, ids);
        Assert.Equal(expected.Skip(50).Take(20), Ids(await client.GetAsync($"{Parcels}?limit=20&offset=50&sortby=-status,name")));
    }

    [Fact]
    public async Task A_large_page_of_a_box_has_the_features_of_the_whole_layer_to_the_byte()
    {
        var (whole, boxed) = (await client.GetAsync($"{Parcels}?limit=10000"), await client.GetAsync($"{Parcels}?limit=10000&bbox=114,33,119,37"));
        Assert.True(Ids(whole).Length > 1000);
        Assert.Equal(whole["features"]!.ToJsonString(), boxed["features"]!.ToJsonString());
    }

    [Fact]
    public async Task A_cursor_is_bound_to_its_query_and_signed()
    {
        var next = Next(await client.GetAsync($"{Parcels}?limit=5&status=vacant"))!;
        var cursor = System.Web.HttpUtility.ParseQueryString(new Uri(next).Query)["cursor"]!;
        Assert.Equal(7, Ids(await client.GetAsync($"{Parcels}?limit=7&status=vacant&cursor={cursor}&crs=http://www.opengis.net/def/crs/EPSG/0/4490")).Length);
        var changed = (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..];
        foreach (var path in (string[])[
            $"{Parcels}?limit=5&status=built&cursor={cursor}", $"{Parcels}?limit=5&cursor={cursor}", $"collections/parks/items?cursor={cursor}",
            $"{Parcels}?status=vacant&sortby=name&cursor={cursor}", $"{Parcels}?status=vacant&cursor={changed}", $"{Parcels}?status=vacant&cursor={cursor[..^4]}",
            $"{Parcels}?status=vacant&cursor=x", $"{Parcels}?status=vacant&cursor="])
        {
            var (status, problem, _) = await client.SendAsync(HttpMethod.Get, path);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal("cursor", problem["errors"]![0]!["field"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("exact", false)]
    [InlineData("estimated", true)]
    [InlineData("auto", false)]
    public async Task The_number_of_matches_is_counted_as_asked(string count, bool estimated)
    {
        var total = Ids(await client.GetAsync($"{Parcels}?limit=10000")).Length;
        var page = await client.GetAsync($"{Parcels}?limit=1&count={count}");
        Assert.InRange(page["numberMatched"]!.GetValue<int>(), total * 9 / 10, total * 11 / 10);
        if (!estimated)
            Assert.Equal(total, page["numberMatched"]!.GetValue<int>());
        Assert.Equal(estimated, page["numberMatchedEstimated"]?.GetValue<bool>() ?? false);
        Assert.Null((await client.GetAsync($"{Parcels}?limit=1&count=none"))["numberMatched"]);
    }

    [Fact]
    public async Task Only_the_properties_asked_for_come()
    {
        var feature = (await client.GetAsync($"{Parcels}?limit=1&properties=status,name&skipGeometry=true"))["features"]![0]!;
        Assert.Equal(["name", "status"], feature["properties"]!.AsObject().Select(p => p.Key));
        Assert.Null(feature["geometry"]);
        Assert.Empty((await client.GetAsync($"{Parcels}?limit=1&properties="))["features"]![0]!["properties"]!.AsObject());
    }

    [Fact]
    public async Task Free_text_finds_parks_by_a_part_of_their_name()
    {
        var all = (await client.GetAsync("collections/parks/items"))["features"]!.AsArray();
        var expected = all.Where(f => f!["properties"]!.AsObject().Any(p => p.Value?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).Contains("化工", StringComparison.Ordinal) == true))
            .Select(f => f!["id"]!.GetValue<string>());
        Assert.Equal(expected, Ids(await client.GetAsync("collections/parks/items?q=" + Uri.EscapeDataString("化工"))));
        Assert.NotEmpty(expected);
    }

    [Fact]
    public async Task Coordinates_come_in_every_crs_in_the_order_of_its_authority()
    {
        var plain = await client.GetAsync($"{Parcels}?limit=20");
        foreach (var crs in Crs.All)
        {
            var (_, page, raw) = await client.SendAsync(HttpMethod.Get, $"{Parcels}?limit=20&crs={Uri.EscapeDataString(crs.Uri)}");
            Assert.Equal($"<{crs.Uri}>", raw.Headers.GetValues("Content-Crs").Single());
            var tolerance = crs.IsGeographic ? 1e-9 : 1e-4;
            foreach (var (a, b) in plain["features"]!.AsArray().Zip(page["features"]!.AsArray()))
            {
                var (lon, lat) = First(a!["geometry"]!["coordinates"]!);
                var (x, y) = crs.FromGeographic(lon, lat);
                var (first, second) = crs.Reorder(x, y);
                var got = First(b!["geometry"]!["coordinates"]!);
                Assert.InRange(got.Item1, first - tolerance, first + tolerance);
                Assert.InRange(got.Item2, second - tolerance, second + tolerance);
            }

            var one = Ids(plain)[0];
            var (_, feature, header) = await client.SendAsync(HttpMethod.Get, $"{Parcels}/{one}?crs={Uri.EscapeDataString(crs.Uri)}");
            Assert.Equal(page["features"]![0]!["geometry"]!.ToJsonString(), feature["geometry"]!.ToJsonString());
            Assert.Equal($"<{crs.Uri}>", header.Headers.GetValues("Content-Crs").Single());
        }
    }

    [Fact]
    public async Task A_box_means_the_same_in_every_crs()
    {
        double west = 116.4, south = 35.2, east = 116.7, north = 35.5;
        var expected = Ids(await client.GetAsync(FormattableString.Invariant($"{Parcels}?limit=10000&bbox={west},{south},{east},{north}")));
        Assert.NotEmpty(expected);
        Assert.NotEqual(Ids(await client.GetAsync($"{Parcels}?limit=10000")).Length, expected.Length);
        foreach (var crs in Crs.All)
        {
            var box = Envelopes.Reproject(new(west, east, south, north), Crs.Crs84, crs);
            var (a, b) = crs.Reorder(box.MinX, box.MinY);
            var (c, d) = crs.Reorder(box.MaxX, box.MaxY);
            var got = Ids(await client.GetAsync(FormattableString.Invariant($"{Parcels}?limit=10000&bbox={a},{b},{c},{d}&bbox-crs={Uri.EscapeDataString(crs.Uri)}")));
            Assert.Empty(expected.Except(got));
            Assert.Equal(expected, Ids(await client.GetAsync(FormattableString.Invariant($"{Parcels}?limit=10000&bbox={a},{b},0,{c},{d},1&bbox-crs={Uri.EscapeDataString(crs.Uri)}"))).Intersect(expected));
            if (crs.IsGeographic)
                Assert.Equal(expected, got);
        }

        Assert.Empty(Ids(await client.GetAsync($"{Parcels}?bbox=0,0,10,10&bbox-crs=EPSG:3857")));
    }

    [Fact]
    public async Task Collections_name_their_crs_and_schemas()
    {
        foreach (var layer in LayerCatalog.All)
        {
            var collection = await client.GetAsync("collections/" + layer.Name);
            var links = collection["links"]!.AsArray();
            foreach (var name in (string[])["schema", "queryables", "sortables"])
            {
                var link = links.Single(l => l!["rel"]!.GetValue<string>() == "http://www.opengis.net/def/rel/ogc/1.0/" + name);
                var (_, schema, raw) = await client.SendAsync(HttpMethod.Get, new Uri(link!["href"]!.GetValue<string>()).PathAndQuery);
                Assert.Equal("application/schema+json", raw.Content.Headers.ContentType!.MediaType);
                Assert.Equal("object", schema["type"]!.GetValue<string>());
                if (name == "sortables")
                    Assert.Equal(FeatureOrder.Sortables(layer), schema["properties"]!.AsObject().Select(p => p.Key));
            }

            if (layer.Geometry == GeometryKind.None)
                continue;
            Assert.Equal(Crs.All.Select(c => c.Uri), collection["crs"]!.AsArray().Select(c => c!.GetValue<string>()));
            Assert.Equal(Crs.Epsg4490.Uri, collection["storageCrs"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Every_feature_fits_the_schema_of_its_layer()
    {
        foreach (var layer in LayerCatalog.All)
        {
            var schema = await client.GetAsync($"collections/{layer.Name}/schema");
            var properties = schema["properties"]!.AsObject();
            foreach (var feature in (await client.GetAsync($"collections/{layer.Name}/items?limit=200"))["features"]!.AsArray())
            {
                foreach (var (name, value) in feature!["properties"]!.AsObject())
                {
                    var rule = properties[name]!;
                    if (value is not null)
                        Assert.Contains(value.GetValueKind().ToString().ToLowerInvariant(), Kinds(rule["type"]!.GetValue<string>()));
                    if (value is not null && rule["enum"] is { } allowed)
                        Assert.Contains(value.GetValue<string>(), allowed.AsArray().Select(a => a!.GetValue<string>()));
                }

                Assert.All(schema["required"]!.AsArray(), r => Assert.NotNull(r!.GetValue<string>() == "geometry" ? feature["geometry"] : feature["properties"]![r.GetValue<string>()]));
            }
        }
    }

    [Fact]
    public void No_field_bears_the_name_of_a_parameter() =>
        Assert.Empty(LayerCatalog.All.SelectMany(l => l.Fields).Select(f => f.Name).Intersect(Items.ItemParameters.Names));

    private static string[] Kinds(string type) => type switch
    {
        "integer" or "number" => ["number"],
        "boolean" => ["true", "false"],
        var other => [other],
    };

    private static string[] Ids(JsonNode page) => [.. page["features"]!.AsArray().Select(f => f!["id"]!.GetValue<string>())];

    private static string? Next(JsonNode page) =>
        page["links"]!.AsArray().FirstOrDefault(l => l!["rel"]!.GetValue<string>() == "next")?["href"]!.GetValue<string>();

    private static (double, double) First(JsonNode node) =>
        node[0] is JsonArray inner ? First(inner) : (node[0]!.GetValue<double>(), node[1]!.GetValue<double>());
}
