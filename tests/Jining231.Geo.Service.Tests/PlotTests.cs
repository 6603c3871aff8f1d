using System.Net;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>Kinds of plot, locked plots and assemblies by HTTP.</summary>
public abstract class PlotTests(Client client)
{
    private const string Ask = "\"industry\":\"fluorosilicon\",\"areaMu\":300,\"hazard\":\"medium\",\"scope\":{\"parks\":[\"park-c1-jinxiang\"]}";

    [Fact]
    public async Task A_found_plot_that_is_locked_keeps_its_score_and_a_dragged_one_is_scored_where_it_lies()
    {
        var found = await AnswerAsync("{" + Ask + ",\"count\":3}");
        var site = found["sites"]!["features"]![0]!;
        var geometry = site["geometry"]!.ToJsonString();
        var alone = await AnswerAsync($$$"""{{{{Ask}}},"count":0,"locked":[{"name":"甲","geometry":{{{geometry}}}}]}""");
        var only = alone["sites"]!["features"]!.AsArray().Single()!["properties"]!;
        Assert.Equal((true, "甲"), (only["locked"]!.GetValue<bool>(), only["name"]!.GetValue<string>()));
        foreach (var member in new[] { "score", "contributions", "clearances", "areaMu" })
            Assert.Equal(site["properties"]![member]!.ToJsonString(), only[member]!.ToJsonString());
        Assert.Equal(1, alone["locked"]![0]!["rank"]!.GetValue<int>());

        var dragged = Moved(geometry, 1);
        var moved = await AnswerAsync($$$"""{{{{Ask}}},"count":0,"locked":[{"name":"甲","geometry":{{{dragged}}}}]}""");
        var locked = moved["locked"]![0]!;
        Assert.Empty(moved["sites"]!["features"]!.AsArray());
        Assert.False(locked["stands"]!.GetValue<bool>());
        Assert.NotEmpty(locked["reasons"]!.AsArray());

        var next = await AnswerAsync($$$"""{{{{Ask}}},"count":2,"locked":[{"name":"甲","geometry":{{{geometry}}}},{"name":"乙","geometry":{{{dragged}}}}]}""");
        Assert.Equal(3, next["sites"]!["features"]!.AsArray().Count);
        Assert.Single(next["sites"]!["features"]!.AsArray(), f => f!["properties"]!["locked"] is not null);
        await ValidAsync(next);
    }

    [Fact]
    public async Task Parcels_that_touch_are_put_together_and_named()
    {
        string[] ids = ["test-west", "test-east"];
        var found = await AnswerAsync("{" + Ask + ",\"count\":1,\"spread\":\"none\"}");
        var site = found["sites"]!["features"]![0]!;
        var park = site["properties"]!["parkId"]!.GetValue<string>();
        var ring = site["geometry"]!["coordinates"]![0]!.AsArray().Select(p => (X: p![0]!.GetValue<double>(), Y: p[1]!.GetValue<double>())).SkipLast(1).ToArray();
        var halves = Halves(ring);
        for (var i = 0; i < 2; i++)
        {
            var made = await client.SendAsync(HttpMethod.Post, "collections/parcels/items", new JsonObject
            {
                ["type"] = "Feature",
                ["id"] = ids[i],
                ["geometry"] = JsonNode.Parse($$"""{"type":"Polygon","coordinates":[[{{string.Join(',', halves[i].Append(halves[i][0]).Select(p => FormattableString.Invariant($"[{p.X:0.000000000},{p.Y:0.000000000}]")))}}]]}"""),
                ["properties"] = new JsonObject
                {
                    ["name"] = ids[i],
                    ["status"] = "vacant",
                    ["adcode"] = "370828",
                    ["park_id"] = park,
                    ["class_code"] = "1001",
                    ["source"] = "测试",
                    ["quality"] = "synthetic",
                },
            }.ToJsonString(), "application/geo+json");
            Assert.True(made.Status == HttpStatusCode.Created, made.Body.ToJsonString());
            ids[i] = made.Raw.Headers.Location!.Segments[^1];
        }

        var ask = $$$"""{"industry":"fluorosilicon","areaMu":299,"minWidthM":50,"maxAspect":20,"hazard":"medium","count":5,"plotKinds":["assembly"],"assemblyMaxRatio":1.01,"scope":{"parks":["{{{park}}}"]}}""";
        var answer = await AnswerAsync(ask);
        var assembly = Assert.Single(answer["sites"]!["features"]!.AsArray(), f => f!["properties"]!["parcels"]!.AsArray().Count == 2)!["properties"]!;
        Assert.Equal("assembly", assembly["shape"]!.GetValue<string>());
        Assert.Equal(ids.Order(StringComparer.Ordinal), assembly["parcels"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(1, assembly["owners"]!.GetValue<int>());
        Assert.Equal("synthetic", assembly["quality"]!.GetValue<string>());
        await ValidAsync(answer);
    }

    [Theory]
    [InlineData("\"plotKinds\":[\"star\"]", "/inputs/plotKinds/0")]
    [InlineData("\"locked\":[{\"name\":\"x\"}]", "/inputs/locked/0/geometry")]
    [InlineData("\"count\":0", "/inputs/count")]
    public async Task What_is_wrong_is_named(string member, string field)
    {
        var answer = await client.SendAsync(HttpMethod.Post, "processes/siting/execution", "{\"inputs\":{" + Ask + "," + member + "}}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(field, answer.Body["errors"]![0]!["field"]!.GetValue<string>());
    }

    private async Task<JsonNode> AnswerAsync(string inputs)
    {
        var answer = await client.SendAsync(HttpMethod.Post, "processes/siting/execution", "{\"inputs\":" + inputs + "}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body.ToJsonString());
        return answer.Body;
    }

    private async Task ValidAsync(JsonNode answer)
    {
        var description = await client.GetAsync("processes/siting");
        var schema = await NJsonSchema.JsonSchema.FromJsonAsync(ProcessTests.Nullable(description["outputs"]!["result"]!["schema"]!.DeepClone()).ToJsonString());
        Assert.Empty(schema.Validate(answer.ToJsonString()).Select(e => $"{e.Path} {e.Kind}"));
    }

    /// <summary>The same shape some way east, degrees.</summary>
    private static string Moved(string geometry, double degrees)
    {
        var moved = JsonNode.Parse(geometry)!;
        foreach (var point in moved["coordinates"]![0]!.AsArray())
            point![0] = Math.Round(point[0]!.GetValue<double>() + degrees, 9);
        return moved.ToJsonString();
    }

    /// <summary>A ring cut between two opposite vertices, each half with both.</summary>
    private static (double X, double Y)[][] Halves((double X, double Y)[] ring)
    {
        var middle = ring.Length / 2;
        return [[.. ring[..(middle + 1)]], [.. ring[middle..], ring[0]]];
    }
}
