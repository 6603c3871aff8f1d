using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Jining231.Geo.Exchange.BoundaryPoints;

namespace Jining231.Geo.Service.Tests;

/// <summary>Files of plots and the check of redlines by HTTP: what the bureau's files say, what the rules say to it, and what is wrong by line.</summary>
public abstract class RedlineTests(Client client)
{
    private const string Broken = "[属性描述]\r\n坐标系=2000国家大地坐标系\r\n[地块坐标]\r\n4,1.0,1,甲,面,,,,@\r\nJ1,1,39437048.980,3880357.646\r\nJ2,1,3880690.479,39437051.282\r\nJ3,1,3880687.962,39437416.208\r\nJ1,1,3880357.646,39437048.980\r\n";

    [Fact]
    public async Task What_the_service_writes_as_txt_it_reads_again_in_both_encodings()
    {
        var bytes = await client.Http.GetByteArrayAsync(new Uri("collections/parcels/items?f=txt&limit=all", UriKind.Relative));
        var (status, read) = await PostAsync("plots", bytes, "text/plain; charset=gb18030");
        Assert.Equal(HttpStatusCode.OK, status);
        var (_, utf8) = await PostAsync("plots", Encoding.UTF8.GetBytes(BoundaryTxt.Encoding.GetString(bytes)), "text/plain; charset=utf-8");
        Assert.Equal(read.ToJsonString(), utf8.ToJsonString());
        var parcels = (await client.GetAsync("collections/parcels/items?limit=all"))["features"]!.AsArray();
        var plots = read["features"]!.AsArray();
        Assert.Equal(parcels.Select(p => p!["id"]!.GetValue<string>()), plots.Select(p => p!["id"]!.GetValue<string>()));
        Assert.All(plots, p => Assert.Equal(p!["properties"]!["statedAreaHa"]!.GetValue<double>(), p["properties"]!["planarAreaHa"]!.GetValue<double>(), 0.00021));
        var (_, again) = await PostAsync("plots", Encoding.UTF8.GetBytes(read.ToJsonString()), "application/geo+json");
        Assert.Equal(plots.Select(p => p!["geometry"]!.ToJsonString()), again["features"]!.AsArray().Select(p => p!["geometry"]!.ToJsonString()));
        Assert.Equal(plots.Select(p => p!["properties"]!["areaMu"]!.GetValue<double>()), again["features"]!.AsArray().Select(p => p!["properties"]!["areaMu"]!.GetValue<double>()));
    }

    [Fact]
    public async Task A_redline_meets_what_a_locked_plot_meets()
    {
        var before = await client.RevisionsAsync();
        var txt = BoundaryTxt.Encoding.GetString(await client.Http.GetByteArrayAsync(new Uri("collections/parcels/items?f=txt&limit=all", UriKind.Relative)));
        var (_, read) = await PostAsync("plots", Encoding.UTF8.GetBytes(txt), "text/plain");
        JsonNode[] plots = [.. read["features"]!.AsArray().Take(30).Select(p => p!.DeepClone())];
        var collection = new JsonObject { ["type"] = "FeatureCollection", ["features"] = new JsonArray([.. plots.Select(p => p.DeepClone())]) };
        var check = await ExecuteAsync("redline-check", new JsonObject { ["plots"] = collection, ["hazard"] = "medium" });
        var asked = new JsonObject
        {
            ["industry"] = "fluorosilicon",
            ["areaMu"] = 1,
            ["minWidthM"] = 0,
            ["hazard"] = "medium",
            ["count"] = 0,
            ["locked"] = new JsonArray([.. plots.Select((p, i) => new JsonObject { ["name"] = $"{i}", ["geometry"] = p["geometry"]!.DeepClone() })]),
        };
        var locked = (await ExecuteAsync("siting", asked))["locked"]!.AsArray();
        var (broken, clear) = (0, 0);
        foreach (var (found, plot) in locked.Zip(check["plots"]!.AsArray()))
        {
            Assert.Equal(found!["areaMu"]!.ToJsonString(), plot!["areaMu"]!.ToJsonString());
            if (found["stands"]!.GetValue<bool>())
                Assert.Contains(plot["verdict"]!.GetValue<string>(), new[] { "clear", "conditional" });
            else if (found["parkId"]?.GetValue<string>() == plot["parkId"]?.GetValue<string>())
                Assert.Equal(found["breaches"]!.ToJsonString(), plot["breaches"]!.ToJsonString());
            _ = plot["verdict"]!.GetValue<string>() == "breaks" ? broken++ : clear++;
        }

        Assert.True(broken > 0, $"{broken} broken, {clear} others");
        var named = check["plots"]!.AsArray().SelectMany(p => p!["breaches"]!.AsArray()).First(b => b!["features"]!.AsArray().Count > 0)!;
        Assert.False(string.IsNullOrEmpty(named["features"]![0]!["name"]?.GetValue<string>()));
        Assert.Equal(before, await client.RevisionsAsync());
    }

    [Fact]
    public async Task Text_and_geojson_are_checked_and_judged_alike()
    {
        var txt = BoundaryTxt.Encoding.GetString(await client.Http.GetByteArrayAsync(new Uri("collections/parcels/items?f=txt&filter=" + Uri.EscapeDataString("status = 'vacant'"), UriKind.Relative)));
        // A check takes 200 plots at most.
        var lines = txt.Split("\r\n");
        txt = string.Join("\r\n", lines[..lines.Select((l, i) => (l, i)).Where(l => l.l.EndsWith('@')).ElementAt(60).i]) + "\r\n";
        var (_, read) = await PostAsync("plots", Encoding.UTF8.GetBytes(txt), "text/plain");
        var asJson = await ExecuteAsync("redline-check", new JsonObject { ["plots"] = read.DeepClone(), ["industry"] = "fluorosilicon" });
        var asText = await ExecuteAsync("redline-check", new JsonObject { ["plotsTxt"] = txt, ["industry"] = "fluorosilicon" });
        foreach (var (a, b) in asJson["plots"]!.AsArray().Zip(asText["plots"]!.AsArray()))
            foreach (var member in new[] { "id", "name", "areaHa", "verdict", "breaches", "reasons", "conditions", "geometry" })
                Assert.Equal(a![member]!.ToJsonString(), b![member]!.ToJsonString());
        JsonObject Batch(string member, JsonNode value) => new()
        {
            ["projects"] = new JsonArray(new JsonObject { ["industry"] = "fluorosilicon", ["areaMu"] = 100, ["minWidthM"] = 50 }),
            [member] = value,
        };
        var one = await ExecuteAsync("siting-batch", Batch("plots", read.DeepClone()));
        Assert.NotEmpty(one["projects"]![0]!["sites"]!["features"]!.AsArray());
        Assert.Equal(one.ToJsonString(), (await ExecuteAsync("siting-batch", Batch("plotsTxt", txt))).ToJsonString());
    }

    [Fact]
    public async Task What_is_wrong_with_a_file_is_named_by_line_and_field()
    {
        var (status, body) = await PostAsync("plots", BoundaryTxt.Encoding.GetBytes(Broken), "text/plain");
        Assert.Equal((HttpStatusCode.BadRequest, "/5/X"), (status, body["errors"]![0]!["field"]!.GetValue<string>()));
        Assert.Contains("第 5 行“X”", body["errors"]![0]!["zh"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("plots", [], "text/plain")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("plots", [1, 2], "image/png")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("plots", "{}"u8.ToArray(), "application/geo+json")).Status);
        foreach (var (inputs, field) in new (JsonObject, string)[]
        {
            (new() { ["plotsTxt"] = Broken }, "/inputs/plotsTxt/5/X"), (new(), "/inputs/plots"), (new() { ["plotsTxt"] = "x", ["plots"] = new JsonObject() }, "/inputs/plotsTxt"),
            (new() { ["plotsTxt"] = "x" }, "/inputs/plotsTxt"), (new() { ["plots"] = new JsonObject(), ["colour"] = 1 }, "/inputs/colour"),
        })
        {
            var (refused, problem, _) = await client.SendAsync(HttpMethod.Post, "processes/redline-check/execution", new JsonObject { ["inputs"] = inputs }.ToJsonString());
            Assert.Equal((HttpStatusCode.BadRequest, field), (refused, problem["errors"]![0]!["field"]!.GetValue<string>()));
        }
    }

    private async Task<JsonNode> ExecuteAsync(string process, JsonObject inputs)
    {
        var (status, body, _) = await client.SendAsync(HttpMethod.Post, $"processes/{process}/execution", new JsonObject { ["inputs"] = inputs }.ToJsonString());
        Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, byte[] bytes, string media)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", media);
        using var answer = await client.Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}

/// <summary>On a file.</summary>
public sealed class RedlineTestsOnGeoPackage(Client client) : RedlineTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class RedlineTestsOnPostGis(PostGisClient client) : RedlineTests(client), IClassFixture<PostGisClient>;
