using System.Globalization;
using System.Net;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>The database goes away under load and comes back.</summary>
public sealed class DatabaseOutageTests
{
    [Fact]
    public async Task Without_its_database_the_service_says_503_and_recovers_by_itself()
    {
        await using var services = new PostGisServices();
        var service = await services.StartAsync();
        var client = new ReserveClient(await ReserveClient.SiteAsync(service.Http));
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, 16).Select(i => Task.Run(() => LoadAsync(client, service.Http, i, end.Token))).ToArray();
        await Task.Delay(1500);
        services.Cluster.Down();
        using (var refused = await service.Http.GetAsync(new Uri("collections/parks/items?limit=1", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        using (var ready = await service.Http.GetAsync(new Uri("health/ready", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using (var live = await service.Http.GetAsync(new Uri("health/live", UriKind.Relative)))
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        await Task.Delay(1500);
        services.Cluster.Up();
        var back = false;
        for (var i = 0; i < 100 && !back; i++)
        {
            using var answer = await service.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
            back = answer.StatusCode == HttpStatusCode.OK;
            await Task.Delay(100);
        }

        Assert.True(back, "not ready again within ten seconds");
        await Task.Delay(1000);
        await end.CancelAsync();
        var told = (await Task.WhenAll(load)).SelectMany(t => t).ToList();
        Assert.Contains(told, t => t.Status == HttpStatusCode.ServiceUnavailable);
        Assert.All(told, t => Assert.True(t.Status is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable, $"{t.Act}: {t.Status}"));
        Assert.All(told.Where(t => t.Status == HttpStatusCode.ServiceUnavailable), t => Assert.NotNull(t.RetryAfter));
        Assert.Equal("0", services.Sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'jining231' AND state LIKE 'idle in transaction%'").Trim());
        var recorded = services.Sql("SELECT id FROM jining.reserves").Split('\n').ToHashSet(StringComparer.Ordinal);
        Assert.All(told.Where(t => t.Id is not null), t => Assert.Contains(t.Id!, recorded));
    }

    private static async Task<List<Told>> LoadAsync(ReserveClient client, HttpClient http, int number, CancellationToken end)
    {
        var told = new List<Told>();
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{number}-{i}");
            told.Add(await client.ReserveAsync(http, ((number * 7) + i) % 25, key, CancellationToken.None));
            if (told[^1].Id is { } id)
                told.Add(await ReserveClient.ReleaseAsync(http, id, key, CancellationToken.None));
            await Task.Delay(10, CancellationToken.None);
        }

        return told;
    }
}
