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
        await InsteadServesAsync(second.Body, site);

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

    /// <summary>The refusal names land of the size that was asked for, and the first of it can be had.</summary>
    private async Task InsteadServesAsync(JsonNode refusal, JsonNode site)
    {
        var plots = refusal["alternatives"]!.AsArray();
        Assert.NotEmpty(plots);
        Assert.All(plots, p => Assert.True(p!["areaMu"]!.GetValue<double>() >= site["properties"]!["areaMu"]!.GetValue<double>()));
        var distances = plots.Select(p => p!["distanceM"]!.GetValue<double>()).ToList();
        Assert.Equal(distances.Order(), distances);
        var other = site.DeepClone();
        other["geometry"] = plots[0]!["geometry"]!.DeepClone();
        var check = JsonNode.Parse(Reserve(other, "乙处"))!;
        var found = await client.SendAsync(HttpMethod.Post, "processes/reserve-check/execution", new JsonObject { ["inputs"] = check }.ToJsonString());
        Assert.True(found.Body["allowed"]!.GetValue<bool>(), found.Body.ToJsonString());
    }

    [Fact]
    public async Task Two_services_asked_for_the_same_land_at_once_give_it_to_one_and_tell_the_other_whose_it_is()
    {
        const string request = """{"inputs":{"industry":"fluorosilicon","areaMu":300,"minWidthM":150,"hazard":"medium","count":4}}""";
        var sites = (await client.SendAsync(HttpMethod.Post, "processes/siting/execution", request)).Body["sites"]!["features"]!.AsArray();
        await using var second = await client.BesideAsync();
        foreach (var site in sites)
        {
            using var start = new SemaphoreSlim(0);
            var asks = new[] { (client.Http, "甲处"), (second.Http, "乙处") }.Select(async ask =>
            {
                using var body = new StringContent(Reserve(site!, ask.Item2), System.Text.Encoding.UTF8, "application/json");
                await start.WaitAsync();
                using var answer = await ask.Http.PostAsync(new Uri("reserves", UriKind.Relative), body);
                return (ask.Item2, answer.StatusCode, Body: JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
            }).ToArray();
            start.Release(asks.Length);
            var answers = await Task.WhenAll(asks);
            var won = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
            var lost = Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Conflict);
            Assert.Equal(won.Body["id"]!.GetValue<string>(), lost.Body["conflict"]!["id"]!.GetValue<string>());
            Assert.Equal(won.Item1, lost.Body["conflict"]!["holder"]!.GetValue<string>());
            Assert.NotNull(lost.Body["conflict"]!["until"]);
            Assert.NotNull(lost.Body["alternatives"]);
        }
    }

    [Fact]
    public async Task A_block_is_split_merged_and_handed_over_in_part_and_the_entries_tell_it()
    {
        const string park = "park-c1-jinxiang";
        var parkShape = (await client.GetAsync($"collections/parks/items/{park}"))["geometry"]!;
        var at = Corner(parkShape);
        var made = await client.SendAsync(HttpMethod.Post, "reserves", Block(park, Box(at, 0, 0, 4, 2)));
        Assert.True(made.Status == HttpStatusCode.Created, made.Body.ToJsonString());
        var id = made.Body["id"]!.GetValue<string>();

        var project = await client.SendAsync(HttpMethod.Post, "collections/projects/items", """
            {"type":"Feature","geometry":null,"properties":{"name":"项目甲","industry":"fluorosilicon","status":"wanted","source":"测试","quality":"synthetic"}}
            """, "application/geo+json");
        Assert.Equal(HttpStatusCode.Created, project.Status);
        var projectId = project.Raw.Headers.Location!.ToString().Split('/')[^1];

        var wrong = await ActAsync(id, "split", new() { ["parts"] = new JsonArray(Box(at, 0, 0, 2, 2), Box(at, 2, 0, 1, 2)), ["version"] = 1 });
        Assert.Equal((HttpStatusCode.BadRequest, "/parts"), (wrong.Status, wrong.Body["errors"]![0]!["field"]!.GetValue<string>()));
        var split = await ActAsync(id, "split", new() { ["parts"] = new JsonArray(Box(at, 0, 0, 2, 2), Box(at, 2, 0, 2, 2)), ["version"] = 1 });
        Assert.True(split.Status == HttpStatusCode.OK, split.Body.ToJsonString());
        var other = split.Body["features"]![1]!["id"]!.GetValue<string>();

        var merged = await ActAsync(id, "merge", new() { ["others"] = new JsonArray(new JsonObject { ["id"] = other, ["version"] = 1 }), ["version"] = 2 });
        Assert.True(merged.Status == HttpStatusCode.OK, merged.Body.ToJsonString());
        Assert.Equal(["reserved", "released"], merged.Body["features"]!.AsArray().Select(f => f!["properties"]!["state"]!.GetValue<string>()));

        var unknown = await ActAsync(id, "activate", new() { ["projectId"] = "nobody", ["version"] = 3 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.Status);
        var handed = await ActAsync(id, "activate", new() { ["projectId"] = projectId, ["geometry"] = Box(at, 3, 0, 1, 2), ["version"] = 3 });
        Assert.True(handed.Status == HttpStatusCode.OK, handed.Body.ToJsonString());
        Assert.Equal(["reserved", "activated"], handed.Body["features"]!.AsArray().Select(f => f!["properties"]!["state"]!.GetValue<string>()));

        var entries = (await client.GetAsync($"reserves/{id}/entries"))["entries"]!.AsArray();
        Assert.Equal(["reserve", "split", "merge", "activate"], entries.Select(e => e!["act"]!.GetValue<string>()));
        Assert.All(entries, e => Assert.False(string.IsNullOrEmpty(e!["actor"]!.GetValue<string>())));
        Assert.Equal(["文1", "文2", "文2", "文2"], entries.Select(e => e!["documentNo"]!.GetValue<string>()));
        double[] after = [.. entries.Select(e => e!["areaAfterM2"]!.GetValue<double>())];
        Assert.Equal(after[0], after[2], 0.05);
        Assert.InRange(after[1] / after[0], 0.4999, 0.5001);
        Assert.InRange(after[3] / after[0], 0.7499, 0.7501);
        var all = (await client.GetAsync($"reserves/entries?parkId={park}"))["entries"]!.AsArray();
        Assert.Contains(all, e => e!["blockId"]!.GetValue<string>() == other && e["act"]!.GetValue<string>() == "merge" && e["areaAfterM2"]!.GetValue<double>() == 0);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Get, "reserves/none/entries")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(HttpMethod.Get, "reserves/entries?from=yesterday")).Status);
    }

    private Task<(HttpStatusCode Status, JsonNode Body, HttpResponseMessage Raw)> ActAsync(string id, string act, JsonObject body)
    {
        body["documentNo"] = "文2";
        return client.SendAsync(HttpMethod.Post, $"reserves/{id}/actions/{act}", body.ToJsonString());
    }

    private static string Block(string park, JsonNode land) => new JsonObject
    {
        ["parkId"] = park,
        ["geometry"] = land,
        ["state"] = "reserved",
        ["tier"] = "general",
        ["holder"] = "管委会",
        ["documentNo"] = "文1",
        ["overrideDocumentNo"] = "例外1",
    }.ToJsonString();

    /// <summary>A place well inside the park: the middle of its vertices' box.</summary>
    private static (double X, double Y) Corner(JsonNode shape)
    {
        var points = shape["coordinates"]![0]![0]!.AsArray().Select(p => (X: p![0]!.GetValue<double>(), Y: p[1]!.GetValue<double>())).ToList();
        return ((points.Min(p => p.X) + points.Max(p => p.X)) / 2, (points.Min(p => p.Y) + points.Max(p => p.Y)) / 2);
    }

    /// <summary>A box in cells of about 100 m from a corner.</summary>
    private static JsonObject Box((double X, double Y) corner, int x, int y, int width, int height)
    {
        const double cell = 0.001;
        JsonArray Point(int i, int j) => [Math.Round(corner.X + (i * cell), 9), Math.Round(corner.Y + (j * cell), 9)];
        var ring = new JsonArray();
        for (var i = 0; i < width; i++)
            ring.Add(Point(x + i, y));
        for (var j = 0; j < height; j++)
            ring.Add(Point(x + width, y + j));
        for (var i = width; i > 0; i--)
            ring.Add(Point(x + i, y + height));
        for (var j = height; j >= 0; j--)
            ring.Add(Point(x, y + j));
        return new JsonObject { ["type"] = "Polygon", ["coordinates"] = new JsonArray(ring) };
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
