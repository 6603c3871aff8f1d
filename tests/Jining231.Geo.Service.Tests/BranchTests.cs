using System.Net;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>Named branches by HTTP: kept, changed by the version seen, compared, and the record never touched.</summary>
public abstract class BranchTests(Client client)
{
    private const string Request = """{"industry":"fluorosilicon","areaMu":300,"hazard":"medium","count":2,"scope":{"parks":["park-c1-jinxiang"]}}""";

    [Fact]
    public async Task A_branch_is_made_read_changed_and_deleted_by_the_version_seen()
    {
        var before = await client.RevisionsAsync();
        var made = await client.SendAsync(HttpMethod.Post, "branches", """{"name":"村庄 300 m","setbacks":{"sensitive:village":300}}""");
        Assert.True(made.Status == HttpStatusCode.Created, made.Body.ToJsonString());
        Assert.Equal("/branches/" + Uri.EscapeDataString("村庄 300 m"), made.Raw.Headers.Location!.AbsolutePath);
        var tag = made.Raw.Headers.ETag!.ToString();
        Assert.Equal((1, 0), (made.Body["version"]!.GetValue<int>(), made.Body["base"]!["moved"]!.AsArray().Count));
        Assert.Equal(HttpStatusCode.Conflict, (await client.SendAsync(HttpMethod.Post, "branches", """{"name":"村庄 300 m"}""")).Status);
        var address = "branches/" + Uri.EscapeDataString("村庄 300 m");
        Assert.Equal(300, (await client.GetAsync(address))["setbacks"]!["sensitive:village"]!.GetValue<int>());
        const string Changed = """{"setbacks":{"sensitive:village":250},"rulesOff":["transport:gas"]}""";
        Assert.Equal((HttpStatusCode)428, (await client.SendAsync(HttpMethod.Put, address, Changed)).Status);
        var put = await client.SendAsync(HttpMethod.Put, address, Changed, headers: ("If-Match", tag));
        Assert.Equal((HttpStatusCode.OK, 2), (put.Status, put.Body["version"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.SendAsync(HttpMethod.Put, address, Changed, headers: ("If-Match", tag))).Status);
        Assert.Contains((await client.GetAsync("branches"))["branches"]!.AsArray(), b => b!["name"]!.GetValue<string>() == "村庄 300 m" && b["setbacks"] is null);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await client.SendAsync(HttpMethod.Delete, address, """{"version":1}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Delete, address, """{"version":2}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Get, address)).Status);
        Assert.Equal(before, await client.RevisionsAsync());
    }

    [Fact]
    public async Task Branches_are_compared_side_by_side_and_say_what_moved_on_since()
    {
        var site = (await client.SendAsync(HttpMethod.Post, "processes/siting/execution", "{\"inputs\":" + Request + "}")).Body["sites"]!["features"]![0]!;
        var line = new JsonObject
        {
            ["type"] = "Feature",
            ["geometry"] = site["geometry"]!.DeepClone(),
            ["properties"] = new JsonObject { ["name"] = "新农田", ["kind"] = "permanent_farmland", ["source"] = "测试", ["quality"] = "synthetic" },
        };
        var edits = new JsonArray(new JsonObject { ["act"] = "create", ["collection"] = "controls", ["id"] = "supposed-line", ["feature"] = line });
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(HttpMethod.Post, "branches", new JsonObject { ["name"] = "农田", ["edits"] = edits }.ToJsonString())).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(HttpMethod.Post, "branches", """{"name":"宽","setbacks":{"sensitive:village":120}}""")).Status);
        const string Ask = """{"inputs":{"request":""" + Request + ""","branches":["农田","宽"]}}""";
        var first = (await client.SendAsync(HttpMethod.Post, "processes/scenarios/execution", Ask)).Body;
        Assert.Equal(["农田", "宽"], first["scenarios"]!.AsArray().Select(s => s!["name"]!.GetValue<string>()));
        Assert.False(first["scenarios"]![0]!["comparison"]!["sites"]![0]!["stands"]!.GetValue<bool>());
        Assert.Empty(first["scenarios"]![0]!["base"]!["moved"]!.AsArray());

        var moved = await client.SendAsync(HttpMethod.Post, "collections/sensitive/items", """
            {"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[116.9,35.9],[116.901,35.9],[116.901,35.901],[116.9,35.9]]]]},
             "properties":{"name":"新村","kind":"village","source":"测试","quality":"synthetic"}}
            """, "application/geo+json");
        Assert.True(moved.Status == HttpStatusCode.Created, moved.Body.ToJsonString());
        var second = (await client.SendAsync(HttpMethod.Post, "processes/scenarios/execution", Ask)).Body;
        var told = Assert.Single(second["scenarios"]![1]!["base"]!["moved"]!.AsArray())!;
        Assert.Equal(("sensitive", told["baseRevision"]!.GetValue<long>() + 1), (told["layer"]!.GetValue<string>(), told["revision"]!.GetValue<long>()));
        var onBase = (await client.SendAsync(HttpMethod.Post, "processes/scenarios/execution", Ask.Replace("\"branches\"", "\"on\":\"base\",\"branches\"", StringComparison.Ordinal))).Body;
        Assert.Empty(onBase["scenarios"]![1]!["base"]!["moved"]!.AsArray());
        Assert.Equal(first["base"]!["sites"]!.ToJsonString(), onBase["base"]!["sites"]!.ToJsonString());

        var address = "branches/" + Uri.EscapeDataString("宽");
        var rebased = await client.SendAsync(HttpMethod.Put, address, """{"setbacks":{"sensitive:village":120},"version":1,"rebase":true}""");
        Assert.True(rebased.Status == HttpStatusCode.OK, rebased.Body.ToJsonString());
        Assert.Empty((await client.GetAsync(address))["base"]!["moved"]!.AsArray());
        var mixed = await client.SendAsync(HttpMethod.Post, "processes/scenarios/execution", Ask.Replace("\"branches\"", "\"on\":\"base\",\"branches\"", StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.BadRequest, "/inputs/on"), (mixed.Status, mixed.Body["errors"]![0]!["field"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_stale_branch_is_told_by_feature_and_version_beside_the_answers_of_the_others()
    {
        const string Line = """{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[116.9,35.7],[116.901,35.7],[116.901,35.701],[116.9,35.7]]]},"properties":{"name":"老线","kind":"permanent_farmland","source":"测试","quality":"synthetic"}}""";
        async Task<JsonNode> Act(string acts)
        {
            var (status, body, _) = await client.SendAsync(HttpMethod.Post, "transactions", "{\"acts\":[" + acts + "]}");
            Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
            return body;
        }

        async Task Keep(string branch)
        {
            var (status, body, _) = await client.SendAsync(HttpMethod.Post, "branches", branch);
            Assert.True(status == HttpStatusCode.Created, body.ToJsonString());
            Assert.True(body["holds"]!.GetValue<bool>());
        }

        async Task<JsonNode> Compare(string on)
        {
            var (status, body, _) = await client.SendAsync(
                HttpMethod.Post, "processes/scenarios/execution", "{\"inputs\":{\"request\":" + Request + ",\"branches\":[\"搬线\",\"宽带\",\"新线\"],\"on\":\"" + on + "\"}}");
            Assert.True(status == HttpStatusCode.OK, body.ToJsonString());
            return body;
        }

        await Act("{\"act\":\"create\",\"collection\":\"controls\",\"id\":\"old-line\",\"feature\":" + Line + "}");
        await Keep("""{"name":"搬线","edits":[{"act":"update","collection":"controls","id":"old-line","feature":{"properties":{"name":"搬走的线"}}}]}""");
        await Keep("""{"name":"宽带","setbacks":{"sensitive:village":120}}""");
        await Keep("{\"name\":\"新线\",\"edits\":[{\"act\":\"create\",\"collection\":\"controls\",\"id\":\"new-line\",\"feature\":" + Line + "}]}");
        var fresh = await Compare("current");
        Assert.Equal((3, 0), (fresh["scenarios"]!.AsArray().Count, fresh["unanswered"]!.AsArray().Count));
        Assert.All(fresh["scenarios"]!.AsArray(), s => Assert.Empty(s!["movedEdits"]!.AsArray()));

        await Act("""{"act":"update","collection":"controls","id":"old-line","version":1,"feature":{"properties":{"name":"改过的线"}}}""");
        var changed = await Compare("current");
        var drift = Assert.Single(changed["scenarios"]![0]!["movedEdits"]!.AsArray())!;
        Assert.Equal(("controls", "old-line", "改过的线", 1, 2, true), (
            drift["collection"]!.GetValue<string>(), drift["id"]!.GetValue<string>(), drift["name"]!.GetValue<string>(),
            drift["baseVersion"]!.GetValue<int>(), drift["version"]!.GetValue<int>(), drift["holds"]!.GetValue<bool>()));

        await Act("""{"act":"delete","collection":"controls","id":"old-line","version":2}""" + ",{\"act\":\"create\",\"collection\":\"controls\",\"id\":\"new-line\",\"feature\":" + Line + "}");
        var stale = await Compare("current");
        Assert.Equal("宽带", Assert.Single(stale["scenarios"]!.AsArray())!["name"]!.GetValue<string>());
        Assert.Equal(["搬线", "新线"], stale["unanswered"]!.AsArray().Select(u => u!["name"]!.GetValue<string>()));
        var gone = Assert.Single(stale["unanswered"]![0]!["problems"]!.AsArray())!;
        Assert.Equal(("revisionMoved", "/branches/搬线/edits/0/id"), (gone["code"]!.GetValue<string>(), gone["field"]!.GetValue<string>()));
        Assert.Contains("版本 1", gone["zh"]!.GetValue<string>(), StringComparison.Ordinal);
        var lost = stale["unanswered"]![0]!["movedEdits"]![0]!;
        Assert.Equal((1, true, false), (lost["baseVersion"]!.GetValue<int>(), lost["version"] is null, lost["holds"]!.GetValue<bool>()));
        var taken = stale["unanswered"]![1]!["movedEdits"]![0]!;
        Assert.Equal((true, 1, false), (taken["baseVersion"] is null, taken["version"]!.GetValue<int>(), taken["holds"]!.GetValue<bool>()));
        Assert.Contains(stale["unanswered"]![1]!["base"]!["moved"]!.AsArray(), m => m!["layer"]!.GetValue<string>() == "controls");
        var listed = (await client.GetAsync("branches"))["branches"]!.AsArray().ToDictionary(b => b!["name"]!.GetValue<string>());
        Assert.Equal((false, true, false), (listed["搬线"]!["holds"]!.GetValue<bool>(), listed["宽带"]!["holds"]!.GetValue<bool>(), listed["新线"]!["holds"]!.GetValue<bool>()));
        Assert.Equal((1, 0), (listed["搬线"]!["counts"]!["edits"]!.GetValue<int>(), listed["搬线"]!["counts"]!["setbacks"]!.GetValue<int>()));

        var onBase = await Compare("base");
        Assert.Equal(3, onBase["scenarios"]!.AsArray().Count);
        Assert.All(onBase["scenarios"]!.AsArray(), s => Assert.Empty(s!["movedEdits"]!.AsArray()));
    }

    [Fact]
    public async Task A_branch_that_takes_away_the_park_asked_for_is_told_beside_the_others()
    {
        var park = (await client.GetAsync("collections/parks/items/park-c1-jinxiang"))["id"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.Created, (await client.SendAsync(HttpMethod.Post, "branches", "{\"name\":\"撤园\",\"edits\":[{\"act\":\"delete\",\"collection\":\"parks\",\"id\":\"" + park + "\"}]}")).Status);
        var answer = (await client.SendAsync(HttpMethod.Post, "processes/scenarios/execution", "{\"inputs\":{\"request\":" + Request + ",\"branches\":[\"撤园\"]}}")).Body;
        Assert.NotEmpty(answer["base"]!["sites"]!["features"]!.AsArray());
        Assert.Empty(answer["scenarios"]!.AsArray());
        Assert.Contains("park-c1-jinxiang", answer["unanswered"]![0]!["problems"]![0]!["zh"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_named()
    {
        async Task<(HttpStatusCode, string)> Post(string body)
        {
            var (status, answer, _) = await client.SendAsync(HttpMethod.Post, "branches", body);
            return (status, answer["errors"]![0]!["field"]!.GetValue<string>());
        }

        Assert.Equal((HttpStatusCode.BadRequest, "/name"), await Post("""{"edits":[]}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "/setbacks/sensitive:casino"), await Post("""{"name":"x","setbacks":{"sensitive:casino":3}}"""));
        Assert.Equal("/edits/0/id", (await Post("""{"name":"x","edits":[{"act":"delete","collection":"parks","id":"no-such-park"}]}""")).Item2);
        var none = await client.SendAsync(HttpMethod.Post, "processes/scenarios/execution", "{\"inputs\":{\"request\":" + Request + ",\"branches\":[\"没有\"]}}");
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
    }
}

/// <summary>On a file.</summary>
public sealed class BranchTestsOnGeoPackage(Client client) : BranchTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class BranchTestsOnPostGis(PostGisClient client) : BranchTests(client), IClassFixture<PostGisClient>;
