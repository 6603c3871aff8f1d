using System.Net;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.Tests;

/// <summary>Landing, collections and items, followed as a client follows them.</summary>
public abstract class FeatureTests(Client client)
{
    [Fact]
    public async Task Every_link_that_is_offered_answers()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<string>([client.Http.BaseAddress!.ToString()]);
        while (queue.TryDequeue(out var next) && seen.Count < 60)
        {
            // The execution of a process is a link to POST to (OGC 18-062r2, rel execute).
            if (!seen.Add(next) || next.Contains('{', StringComparison.Ordinal) || next.EndsWith("/execution", StringComparison.Ordinal))
                continue;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(next));
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await client.Http.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{next}: {answer.StatusCode}");
            if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
                continue;
            var text = await answer.Content.ReadAsStringAsync();
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(text, "\"href\":\"([^\"]+)\",\"rel\":\"([^\"]+)\""))
                if (!link.Groups[2].Value.EndsWith("/execute", StringComparison.Ordinal) && link.Groups[1].Value.StartsWith(client.Http.BaseAddress.ToString(), StringComparison.Ordinal))
                    queue.Enqueue(link.Groups[1].Value);
        }

        Assert.True(seen.Count > 20);
    }

    [Fact]
    public async Task Pages_of_parcels_add_up_to_the_whole_without_repeats()
    {
        var whole = await client.GetAsync("collections/parcels/items?limit=10000");
        var total = whole["numberMatched"]!.GetValue<int>();
        Assert.Equal(total, whole["features"]!.AsArray().Count);
        var ids = new List<string>();
        var path = "collections/parcels/items?limit=97";
        while (path is not null)
        {
            var page = await client.GetAsync(path);
            ids.AddRange(page["features"]!.AsArray().Select(f => f!["id"]!.GetValue<string>()));
            path = page["links"]!.AsArray().FirstOrDefault(l => l!["rel"]!.GetValue<string>() == "next")?["href"]!.GetValue<string>();
        }

        Assert.Equal(whole["features"]!.AsArray().Select(f => f!["id"]!.GetValue<string>()), ids);
    }

    [Fact]
    public async Task Counts_agree_with_the_shipped_files()
    {
        foreach (var layer in LayerCatalog.All.Where(l => !l.ServiceWritesOnly))
        {
            var file = Path.Combine(AppContext.BaseDirectory, "geodata", "layers", layer.Name + ".geojson");
            var shipped = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))!["features"]!.AsArray().Count;
            Assert.Equal(shipped, (await client.GetAsync($"collections/{layer.Name}/items?limit=1"))["numberMatched"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task A_feature_has_a_strong_etag_and_answers_not_modified()
    {
        var (code, _, raw) = await client.SendAsync(HttpMethod.Get, "collections/parks/items/park-c1-jinxiang");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.False(raw.Headers.ETag!.IsWeak);
        var again = await client.SendAsync(HttpMethod.Get, "collections/parks/items/park-c1-jinxiang", headers: ("If-None-Match", raw.Headers.ETag.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.Status);
    }

    [Fact]
    public async Task The_viewer_is_served_and_asks_for_nothing_from_elsewhere()
    {
        var page = await client.Http.GetStringAsync(new Uri("map", UriKind.Relative));
        Assert.Contains("id=\"app\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, "health/ready")).Status);
    }
}
