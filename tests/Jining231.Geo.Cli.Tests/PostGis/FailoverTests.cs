using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>One service over a primary and two standbys, under a writing load, while servers stop and die.</summary>
public sealed class FailoverTests
{
    [Fact]
    public async Task No_acknowledged_act_is_lost_when_a_standby_stops_and_the_primary_dies()
    {
        using var cluster = ReplicatedCluster.Start();
        await using var service = await RunningService.StartAsync(store: cluster.ConnectionString);
        var client = new ReserveClient(await ReserveClient.SiteAsync(service.Http));
        var told = new ConcurrentBag<Told>();
        using var end = new CancellationTokenSource();
        var load = Enumerable.Range(0, 8).Select(i => Task.Run(() => LoadAsync(client, service.Http, i, told, end.Token))).ToArray();

        await Until(told, 5);
        Assert.Equal("t", cluster.Sql(1, "SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'jining231'").Trim());
        cluster.Down(1);
        await Until(told, 5);
        cluster.Kill(0);
        await Task.Delay(500);
        cluster.Promote(2);
        await Until(told, 5);
        await end.CancelAsync();
        await Task.WhenAll(load);

        Assert.All(told, t => Assert.True(t.Status is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable, $"{t.Act}: {t.Status}"));
        var recorded = cluster.Sql(2, "SELECT id || '|' || recorded_action FROM jining.reserves_history").Split('\n').ToHashSet(StringComparer.Ordinal);
        Assert.All(told.Where(t => t.Id is not null), t => Assert.Contains(t.Id + (t.Act == "reserve" ? "|create" : "|update"), recorded));

        // The new primary must now reach a standby, and none is there.
        cluster.Sql(2, "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (n1)'");
        cluster.Sql(2, "SELECT pg_reload_conf()");
        await Task.Delay(500);
        var refused = await client.ReserveAsync(service.Http, 24, "alone", CancellationToken.None);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.NotNull(refused.RetryAfter);
        using var read = await service.Http.GetAsync(new Uri("collections/parks/items?limit=1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("0", cluster.Sql(2, "SELECT count(*) FROM jining.reserves WHERE name LIKE '%alone%'").Trim());
    }

    [Fact]
    public async Task A_service_starts_on_an_empty_database_whose_standbys_lag_behind()
    {
        using var cluster = ReplicatedCluster.Start();
        cluster.Sql(1, "SELECT pg_wal_replay_pause()");
        cluster.Sql(2, "SELECT pg_wal_replay_pause()");
        await using var service = await RunningService.StartAsync(store: cluster.ConnectionString);

        using var read = await service.Http.GetAsync(new Uri("collections/parks/items?limit=1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("f", cluster.Sql(1, "SELECT to_regclass('jining.parks') IS NOT NULL").Trim());
        cluster.Sql(1, "SELECT pg_wal_replay_resume()");
        cluster.Sql(2, "SELECT pg_wal_replay_resume()");
    }

    /// <summary>Waits for that many more blocks to be acknowledged.</summary>
    private static async Task Until(ConcurrentBag<Told> told, int more)
    {
        int Count() => told.Count(t => t.Act == "reserve" && t.Status == HttpStatusCode.Created);
        var goal = Count() + more;
        for (var i = 0; i < 600 && Count() < goal; i++)
            await Task.Delay(100);
        Assert.True(Count() >= goal, $"{Count()} of {goal} blocks; answers: {string.Join(", ", told.GroupBy(t => t.Status).Select(g => $"{g.Key} {g.Count()}"))}");
    }

    private static async Task LoadAsync(ReserveClient client, HttpClient http, int number, ConcurrentBag<Told> told, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{number}-{i}");
            var place = ((number * 7) + i) % 25;
            var answer = await ToTheEndAsync(() => client.ReserveAsync(http, place, key, CancellationToken.None));
            // A block whose release was interrupted must be released in the end: five of them fill the site, and no other could be had.
            if (answer.Id is { } id)
                await ToTheEndAsync(() => ReserveClient.ReleaseAsync(http, id, key, CancellationToken.None));
        }

        // What became of an act is asked again under the same key, as the answer says.
        async Task<Told> ToTheEndAsync(Func<Task<Told>> act)
        {
            var answer = await act();
            told.Add(answer);
            for (var again = 0; answer.Status == HttpStatusCode.ServiceUnavailable && again < 60 && !end.IsCancellationRequested; again++)
            {
                await Task.Delay(200, CancellationToken.None);
                answer = await act();
                told.Add(answer);
            }

            return answer;
        }
    }
}
