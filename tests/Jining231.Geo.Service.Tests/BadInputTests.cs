using System.Net;

namespace Jining231.Geo.Service.Tests;

/// <summary>Bad input gets a problem+json that names the field and what is allowed, and changes nothing.</summary>
public sealed class BadInputTests(Client client) : IClassFixture<Client>
{
    private const string Siting = "processes/siting/execution";

    public static TheoryData<string, string, int, string> Bad => new()
    {
        { Siting, """{"inputs":{"industry":"castles","areaMu":1000}}""", 400, "industry" },
        { Siting, """{"inputs":{"industry":"fluorosilicon","areaMu":-1}}""", 400, "areaMu" },
        { Siting, """{"inputs":{"industry":"fluorosilicon","areaMu":"NaN"}}""", 400, "areaMu" },
        { Siting, """{"inputs":{"industry":"fluorosilicon","areaMu":1e999}}""", 400, "areaMu" },
        { Siting, """{"inputs":{"industry":"fluorosilicon","areaMu":1000,"colour":"red"}}""", 400, "colour" },
        { Siting, """{"inputs":{"industry":"fluorosilicon","areaMu":1000,"needs":[{"kind":"space","maxKm":1}]}}""", 400, "needs" },
        { Siting, """{"inputs":{"industry":"fluorosilicon","areaMu":1000,"scope":{"within":{"type":"Polygon","coordinates":[[[116.3,35.1],[116.4,35.2],[116.4,35.1],[116.3,35.2],[116.3,35.1]]]}}}}""", 400, "within" },
        { Siting, """{"inputs":{"industry":"fluorosilicon","areaMu":1000,"scope":{"within":{"type":"Polygon","coordinates":[[[462489,3920713],[463489,3920713],[463489,3921713],[462489,3920713]]]}}}}""", 400, "within" },
        { "reserves", """{"parkId":"park-c1-jinxiang","geometry":{"type":"Point","coordinates":[116.3,35.1]},"tier":"t50","holder":"甲","documentNo":"1"}""", 400, "geometry" },
        { "reserves", """{"parkId":"park-c1-jinxiang","tier":"gold","holder":"甲","documentNo":"1"}""", 400, "tier" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_value_is_named(string path, string body, int status, string field)
    {
        var before = await client.RevisionsAsync();
        var (code, problem, raw) = await client.SendAsync(HttpMethod.Post, path, body);
        Assert.Equal(status, (int)code);
        Assert.Equal("application/problem+json", raw.Content.Headers.ContentType!.MediaType);
        Assert.Contains(problem["errors"]!.AsArray(), e => e!["field"]?.GetValue<string>().Contains(field, StringComparison.Ordinal) == true);
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["traceId"]!.GetValue<string>());
        Assert.Equal(before, await client.RevisionsAsync());
    }

    [Theory]
    [InlineData("collections/castles", 404)]
    [InlineData("collections/parks/items/none", 404)]
    [InlineData("nowhere", 404)]
    [InlineData("collections/parks/items?colour=red", 400)]
    [InlineData("collections/parks/items?bbox=1,2,3", 400)]
    [InlineData("collections/parks/items?bbox=1,2,NaN,4", 400)]
    [InlineData("collections/parks/items?limit=-1", 400)]
    [InlineData("collections/parks/items?datetime=yesterday", 400)]
    public async Task A_bad_path_or_parameter_is_a_problem(string path, int status)
    {
        var (code, problem, raw) = await client.SendAsync(HttpMethod.Get, path);
        Assert.Equal(status, (int)code);
        Assert.Equal("application/problem+json", raw.Content.Headers.ContentType!.MediaType);
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_body_of_ten_megabytes_is_refused_in_words()
    {
        var before = await client.RevisionsAsync();
        var (code, problem, _) = await client.SendAsync(HttpMethod.Post, Siting, new string(' ', 10_000_000));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, code);
        Assert.Equal("tooLarge", problem["code"]!.GetValue<string>());
        Assert.Equal(before, await client.RevisionsAsync());
    }

    [Fact]
    public async Task Wrong_media_wrong_verb_and_broken_json_are_problems()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.SendAsync(HttpMethod.Post, Siting, "<a/>", "text/xml")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync(HttpMethod.Delete, Siting)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(HttpMethod.Post, Siting, "{\"inputs\":")).Status);
    }

    [Fact]
    public async Task Other_hosts_and_origins_are_refused()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(HttpMethod.Get, "catalog", headers: ("Host", "evil.example"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(HttpMethod.Post, Siting, "{}", headers: ("Origin", "http://evil.example"))).Status);
    }
}
