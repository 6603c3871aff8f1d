using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>Readiness by HTTP: the blocks that prove it, the warning before and with an act, and what has consumed it since a moment.</summary>
public abstract class ReadinessTests(Client client)
{
    private const string Park = "park-c3-wenshang";

    [Fact]
    public async Task An_act_is_warned_of_before_and_with_it_and_is_named_as_the_cause_afterwards()
    {
        var before = await OneAsync();
        var start = DateTimeOffset.UtcNow;
        Assert.Equal(("ready", 3, 3), (Text(before, "verdict"), Whole(before, "canTake"), before["blocks"]!["features"]!.AsArray().Count));
        var t50 = before["blocks"]!["features"]!.AsArray().Single(f => Text(f!["properties"]!, "slot") == "t50")!;

        var shape = (await client.GetAsync($"collections/parks/items/{Park}"))["geometry"]!;
        var flood = await CheckAsync(new() { ["act"] = "control", ["kind"] = "river", ["geometry"] = shape.DeepClone() });
        Assert.True(flood["warns"]!.GetValue<bool>());
        var hit = flood["parks"]!.AsArray().Single(p => Text(p!, "parkId") == Park)!;
        Assert.Equal(("destroyed", 3), (Text(hit, "verdict"), Whole(hit, "lost")));
        Assert.Equal("readiness-destroyed", Text(flood["reasons"]![0]!, "code"));

        var own = await CheckAsync(new() { ["act"] = "reserve", ["parkId"] = Park, ["tier"] = "t50", ["geometry"] = t50["geometry"]!.DeepClone() });
        Assert.False(own["warns"]!.GetValue<bool>());
        Assert.Equal(1, Whole(own["parks"]![0]!["after"]!, "secured"));

        var body = Block(t50["geometry"]!, "general");
        var dry = await client.SendAsync(HttpMethod.Post, "processes/reserve-check/execution", $$"""{"inputs":{{body}}}""");
        Assert.True(dry.Status == HttpStatusCode.OK, dry.Body.ToJsonString());
        var made = await client.SendAsync(HttpMethod.Post, "reserves", body);
        Assert.True(made.Status == HttpStatusCode.Created, made.Body.ToJsonString());
        Assert.Equal("Feature", Text(made.Body, "type"));
        Assert.NotNull(made.Body["links"]);
        var told = made.Body["readiness"]!["parks"]!.AsArray().Single()!;
        Assert.Equal(Whole(dry.Body["readiness"]!["parks"]![0]!, "lost"), Whole(told, "lost"));
        Assert.Equal(Whole(told, "lost") > 0, made.Body["readiness"]!["warns"]!.GetValue<bool>());
        Assert.True(told["blocksMove"]!.GetValue<bool>());

        var after = await OneAsync("?since=" + Uri.EscapeDataString(start.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)));
        var since = after["since"]!;
        Assert.True(since["recorded"]!.GetValue<bool>());
        Assert.Equal((3, -Whole(told, "lost")), (Whole(since["then"]!, "canTake"), Whole(since, "capacityChange")));
        var cause = since["causes"]!.AsArray().Single()!;
        Assert.Equal(("reserves", Text(made.Body, "id"), "create", "文7"), (Text(cause, "layer"), Text(cause, "featureId"), Text(cause, "action"), Text(cause, "documentNo")));
        var planar = t50["properties"]!["planarAreaHa"]!.GetValue<double>();
        Assert.Equal(planar, cause["tookBlocksHa"]!.GetValue<double>(), 0.001);
        Assert.Equal(planar, since["lostFreeHa"]!.GetValue<double>(), 0.001);
        Assert.Equal(0, since["otherMu"]!.GetValue<double>());
        var then = await OneAsync("?datetime=" + Uri.EscapeDataString(start.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)));
        Assert.Equal(before["blocks"]!.ToJsonString(), then["blocks"]!.ToJsonString());
    }

    [Fact]
    public async Task All_chemical_parks_are_answered_and_what_cannot_be_asked_is_named()
    {
        var all = await client.GetAsync("readiness");
        Assert.Equal(7, all["parks"]!.AsArray().Count);
        foreach (var park in all["parks"]!.AsArray())
        {
            Assert.Equal(Whole(park!, "required"), Whole(park!, "landed") + Whole(park!, "secured") + Whole(park!, "canTake") + Whole(park!, "missing"));
            Assert.Equal(Whole(park!, "canTake"), park!["blocks"]!["features"]!.AsArray().Count);
            Assert.Equal(Whole(park, "missing") > 0, park["reasons"]!.AsArray().Count > 0);
            Assert.False(park["since"]!["recorded"]!.GetValue<bool>());
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Get, "parks/nowhere/readiness")).Status);
        var other = await client.SendAsync(HttpMethod.Get, "parks/park-l1-yanzhou-port/readiness");
        Assert.Equal(HttpStatusCode.BadRequest, other.Status);
        Assert.Contains(Park, other.Body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(HttpMethod.Get, $"parks/{Park}/readiness?since=2999-01-01T00:00:00Z")).Status);
        var wrong = await client.SendAsync(HttpMethod.Post, "processes/readiness-check/execution", """{"inputs":{"act":"control"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Equal(["/inputs/geometry", "/inputs/kind"], wrong.Body["errors"]!.AsArray().Select(e => Text(e!, "field")));
    }

    private async Task<JsonNode> OneAsync(string query = "") => (await client.GetAsync($"parks/{Park}/readiness{query}"))["parks"]!.AsArray().Single()!;

    private async Task<JsonNode> CheckAsync(JsonObject inputs)
    {
        var answer = await client.SendAsync(HttpMethod.Post, "processes/readiness-check/execution", new JsonObject { ["inputs"] = inputs }.ToJsonString());
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Body.ToJsonString());
        return answer.Body;
    }

    private static string Block(JsonNode land, string tier) => new JsonObject
    {
        ["parkId"] = Park,
        ["geometry"] = land.DeepClone(),
        ["state"] = "reserved",
        ["tier"] = tier,
        ["holder"] = "管委会",
        ["documentNo"] = "文7",
    }.ToJsonString();

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static int Whole(JsonNode node, string name) => node[name]!.GetValue<int>();
}
