using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests;

/// <summary>The same land is never promised twice, and what was acknowledged is never lost.</summary>
public sealed class ReserveRaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fifty_racing_requests_make_one_reserve_and_forty_nine_refusals_that_name_it()
    {
        await using var service = await RunningService.StartAsync(_folder);
        var site = await SiteAsync(service.Http);
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => PostAsync(service.Http, site, i)));
        var winner = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        var id = JsonNode.Parse(winner.Body)!["id"]!.GetValue<string>();
        Assert.All(answers.Where(a => a != winner), a =>
        {
            Assert.Equal(HttpStatusCode.Conflict, a.Status);
            Assert.Equal(id, JsonNode.Parse(a.Body)!["conflict"]!["id"]!.GetValue<string>());
        });
    }

    [Fact]
    public async Task What_was_acknowledged_before_the_process_is_killed_is_there_afterwards()
    {
        var acknowledged = new List<string>();
        await using (var service = await RunningService.StartAsync(_folder))
        {
            var site = await SiteAsync(service.Http);
            var race = Enumerable.Range(0, 50).Select(async i =>
            {
                try
                {
                    var answer = await PostAsync(service.Http, site, i);
                    if (answer.Status == HttpStatusCode.Created)
                        lock (acknowledged)
                            acknowledged.Add(JsonNode.Parse(answer.Body)!["id"]!.GetValue<string>());
                }
                catch (HttpRequestException)
                {
                    // The process is gone: the outcome is unknown to this caller.
                }
            }).ToArray();
            await Task.Delay(150);
            await service.KillAsync();
            await Task.WhenAll(race);
        }

        await using var again = await RunningService.StartAsync(_folder);
        var list = JsonNode.Parse(await again.Http.GetStringAsync(new Uri("reserves", UriKind.Relative)))!["features"]!.AsArray();
        Assert.True(list.Count <= 1, "two live blocks over the same land");
        Assert.All(acknowledged, id => Assert.Contains(list, f => f!["id"]!.GetValue<string>() == id));
    }

    private static async Task<JsonElement> SiteAsync(HttpClient http)
    {
        using var body = Json("""{"inputs":{"industry":"fluorosilicon","investmentYi":50,"areaMu":600,"minWidthM":200,"hazard":"medium","count":1}}""");
        using var answer = await http.PostAsync(new Uri("processes/siting/execution", UriKind.Relative), body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("sites").GetProperty("features")[0].Clone();
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient http, JsonElement site, int i)
    {
        var reserve = new JsonObject
        {
            ["parkId"] = site.GetProperty("properties").GetProperty("parkId").GetString(),
            ["geometry"] = JsonNode.Parse(site.GetProperty("geometry").GetRawText()),
            ["name"] = $"抢占 {i}",
            ["state"] = "reserved",
            ["tier"] = "t50",
            ["holder"] = $"招商 {i} 科",
            ["documentNo"] = $"测〔2026〕{i}号",
        };
        using var body = Json(reserve.ToJsonString());
        using var answer = await http.PostAsync(new Uri("reserves", UriKind.Relative), body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
