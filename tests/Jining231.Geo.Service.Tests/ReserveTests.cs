using System.Net;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>The reserve account by HTTP: preconditions, states, idempotent retries, and reserved land that siting leaves alone.</summary>
public abstract class ReserveTests(Client client)
{
    [Fact]
    public async Task A_found_plot_is_reserved_once_moves_through_its_states_and_frees_the_land()
    {
        const string request = """{"inputs":{"industry":"fluorosilicon","areaMu":900,"minWidthM":250,"hazard":"medium","count":1}}""";
        var site = (await client.SendAsync(HttpMethod.Post, "processes/siting/execution", request)).Body["sites"]!["features"]![0]!;
        var body = Reserve(site, "甲处");
        var made = await client.SendAsync(HttpMethod.Post, "reserves", body, headers: ("Idempotency-Key", "k-1"));
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var id = made.Body["id"]!.GetValue<string>();
        Assert.Contains(id, made.Raw.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.NotNull(made.Raw.Headers.ETag);

        var retry = await client.SendAsync(HttpMethod.Post, "reserves", body, headers: ("Idempotency-Key", "k-1"));
        Assert.Equal(id, retry.Body["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Created, retry.Status);

        var second = await client.SendAsync(HttpMethod.Post, "reserves", Reserve(site, "乙处"));
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        Assert.Equal(id, second.Body["conflict"]!["id"]!.GetValue<string>());
        Assert.Equal("甲处", second.Body["conflict"]!["holder"]!.GetValue<string>());

        var next = (await client.SendAsync(HttpMethod.Post, "processes/siting/execution", request)).Body;
        Assert.NotEqual(site["geometry"]!.ToJsonString(), next["sites"]!["features"]![0]!["geometry"]!.ToJsonString());

        var act = $"reserves/{id}/actions/reserve";
        Assert.Equal(428, (int)(await client.SendAsync(HttpMethod.Post, act, """{"documentNo":"2"}""")).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.SendAsync(HttpMethod.Post, act, """{"documentNo":"2","version":9}""")).Status);
        var reserved = await client.SendAsync(HttpMethod.Post, act, """{"documentNo":"2","version":1}""");
        Assert.True(reserved.Status == HttpStatusCode.OK, reserved.Body.ToJsonString());
        Assert.Equal("reserved", reserved.Body["properties"]!["state"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Post, $"reserves/{id}/actions/release", """{"documentNo":"3","version":2}""")).Status);
        var dead = await client.SendAsync(HttpMethod.Post, act, """{"documentNo":"4","version":3}""");
        Assert.Equal(HttpStatusCode.Conflict, dead.Status);
        Assert.Equal("illegalTransition", dead.Body["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(HttpMethod.Post, "reserves", Reserve(site, "乙处"))).Status);
    }

    private static string Reserve(JsonNode site, string holder) => new JsonObject
    {
        ["parkId"] = site["properties"]!["parkId"]!.GetValue<string>(),
        ["geometry"] = site["geometry"]!.DeepClone(),
        ["name"] = holder + "的地块",
        ["tier"] = "t50",
        ["holder"] = holder,
        ["documentNo"] = "济〔2026〕7号",
        ["heldUntil"] = DateTimeOffset.UtcNow.AddDays(30).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
    }.ToJsonString();
}
