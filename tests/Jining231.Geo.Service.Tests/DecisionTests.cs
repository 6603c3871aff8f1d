using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>Decision packages by HTTP: made, recomputed, asked again after the ground has changed.</summary>
public abstract class DecisionTests(Client client)
{
    private const string Request = """{"inputs":{"industry":"fluorosilicon","areaMu":300,"hazard":"medium","count":2}}""";

    [Fact]
    public async Task A_package_is_identical_until_its_site_is_taken_and_then_says_by_what()
    {
        using var body = new StringContent(Request, Encoding.UTF8, "application/json");
        using var made = await client.Http.PostAsync(new Uri("decisions", UriKind.Relative), body);
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (made.StatusCode, made.Content.Headers.ContentType!.MediaType));
        var package = await made.Content.ReadAsByteArrayAsync();
        var report = await PostAsync("decisions/verify", package);
        Assert.True(report.Body["verdict"]!.GetValue<string>() == "identical", report.Body.ToJsonString());
        Assert.False((await PostAsync("decisions/replay", package)).Body["changed"]!.GetValue<bool>());

        var site = (await client.SendAsync(HttpMethod.Post, "processes/siting/execution", Request)).Body["sites"]!["features"]![0]!;
        var taken = await client.SendAsync(HttpMethod.Post, "collections/parcels/items", new JsonObject
        {
            ["type"] = "Feature",
            ["geometry"] = site["geometry"]!.DeepClone(),
            ["properties"] = new JsonObject
            {
                ["name"] = "新厂",
                ["status"] = "built",
                ["adcode"] = "370828",
                ["park_id"] = site["properties"]!["parkId"]!.GetValue<string>(),
                ["class_code"] = "1001",
                ["source"] = "测试",
                ["quality"] = "synthetic",
            },
        }.ToJsonString(), "application/geo+json");
        Assert.True(taken.Status == HttpStatusCode.Created, taken.Body.ToJsonString());
        var replay = (await PostAsync("decisions/replay", package)).Body;
        Assert.True(replay["changed"]!.GetValue<bool>());
        Assert.Equal(["data/parcels.geojson"], replay["inputs"]!.AsArray().Select(n => n!.GetValue<string>()));
        Assert.False(replay["sites"]![0]!["stands"]!.GetValue<bool>());
        Assert.Equal("removed-by-rule", replay["sites"]![0]!["reasons"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("identical", (await PostAsync("decisions/verify", package)).Body["verdict"]!.GetValue<string>());

        package[package.Length / 2] ^= 1;
        Assert.Equal("damaged", (await PostAsync("decisions/verify", package)).Body["verdict"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("decisions/replay", package)).Status);
    }

    [Fact]
    public async Task What_is_no_package_is_refused_in_words()
    {
        Assert.Equal("damaged", (await PostAsync("decisions/verify", [1, 2, 3])).Body["verdict"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("decisions/verify", [])).Status);
        var none = await client.SendAsync(HttpMethod.Post, "decisions", "{}");
        Assert.Equal((HttpStatusCode.BadRequest, "/inputs"), (none.Status, none.Body["errors"]![0]!["field"]!.GetValue<string>()));
        var wrong = await client.SendAsync(HttpMethod.Post, "decisions", """{"inputs":{"industry":"fluorosilicon","areaMu":-3}}""");
        Assert.Equal("/inputs/areaMu", wrong.Body["errors"]![0]!["field"]!.GetValue<string>());
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, byte[] package)
    {
        using var body = new ByteArrayContent(package);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        using var answer = await client.Http.PostAsync(new Uri(path, UriKind.Relative), body);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
