using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>Many clients, two services that are killed at random, and raw SQL, all over the same land of one database.</summary>
public sealed class ReserveRaceOnPostGisTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("JINING_LONG") == "1";

    [Fact]
    public async Task No_land_is_promised_twice_and_no_acknowledged_act_is_lost()
    {
        await using var services = new PostGisServices();
        var slots = new[] { await services.StartAsync(), await services.StartAsync() };
        var client = new ReserveClient(await ReserveClient.SiteAsync(slots[0].Http));
        var told = new ConcurrentBag<Told>();
        using var end = new CancellationTokenSource();
        // Raw SQL gets the first block: a psql starts too slowly to be sure of one once forty clients are at it.
        var first = new TaskCompletionSource();
        var sql = Task.Run(() => RawSql(services.Cluster, client, first, end.Token));
        await Task.WhenAny(first.Task, sql);
        end.CancelAfter(TimeSpan.FromSeconds(Long ? 60 : 12));
        var clients = Enumerable.Range(0, Long ? 200 : 40).Select(i => Task.Run(() => ActAsync(client, slots, i, told, end.Token))).ToList();
        var killer = Task.Run(() => KillAsync(services, slots, end.Token));
        await Task.WhenAll([.. clients, killer]);
        var (won, refused) = await sql;

        Assert.Equal("0\n", services.Sql("""
            SELECT count(*) FROM jining.reserves a JOIN jining.reserves b ON a.id < b.id AND a.state = 'reserved' AND b.state = 'reserved'
            WHERE ST_Area(ST_Intersection(ST_Transform(a.geom, 4548), ST_Transform(b.geom, 4548))) > 0.01
            """));
        var recorded = services.Sql("SELECT id || '|' || recorded_action || '|' || coalesce(state, '') FROM jining.reserves_history").Split('\n').ToHashSet(StringComparer.Ordinal);
        Assert.Contains(told, t => t.Act == "reserve" && t.Status == HttpStatusCode.Created);
        Assert.Contains(told, t => t.Status == HttpStatusCode.Conflict);
        foreach (var t in told)
        {
            if (t.Status is HttpStatusCode.Created or HttpStatusCode.OK)
                Assert.Contains(t.Act == "reserve" ? $"{t.Id}|create|reserved" : $"{t.Id}|update|released", recorded);
            else if (t.Status == HttpStatusCode.Conflict)
                Assert.Contains($"{t.ConflictId}|create|reserved", recorded);
            else
                Assert.True(t.Status is null or HttpStatusCode.ServiceUnavailable, $"{t.Act}: {t.Status}");
        }

        Assert.True(won > 0 && won + refused > 1, $"raw SQL got {won} blocks and was refused {refused}: it was not in the race");
    }

    private static async Task ActAsync(ReserveClient client, RunningService[] slots, int number, ConcurrentBag<Told> told, CancellationToken end)
    {
        var random = new Random(number);
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var http = slots[random.Next(slots.Length)].Http;
            var key = string.Create(CultureInfo.InvariantCulture, $"{number}-{i}");
            var answer = await client.ReserveAsync(http, random.Next(25), key, CancellationToken.None);
            told.Add(answer);
            if (answer.Status is null)
                await Task.Delay(100, CancellationToken.None);
            if (answer.Id is { } id && random.Next(3) > 0)
                told.Add(await ReserveClient.ReleaseAsync(http, id, key, CancellationToken.None));
        }
    }

    /// <summary>Ends one of the services without warning and starts another in its place.</summary>
    private static async Task KillAsync(PostGisServices services, RunningService[] slots, CancellationToken end)
    {
        var random = new Random(7);
        while (!end.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(random.Next(2000, 5000), end);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var slot = random.Next(slots.Length);
            await slots[slot].KillAsync();
            slots[slot] = await services.StartAsync();
        }
    }

    /// <summary>A third writer: psql, one statement a transaction; refusals are expected. Gives how many blocks it got and how often it was refused.</summary>
    private static (int Won, int Refused) RawSql(PostGisCluster cluster, ReserveClient client, TaskCompletionSource first, CancellationToken end)
    {
        var random = new Random(11);
        var (won, refused) = (0, 0);
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"sql-{i}");
            try
            {
                cluster.Sql("t1", "INSERT INTO jining.reserves (id, name, source, quality, park_id, tier, state, holder, geom) VALUES "
                    + $"('{id}', '外部 {i}', 'psql', 'synthetic', '{client.Park}', 't50', 'reserved', '某科', "
                    + $"ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON('{{\"type\":\"Polygon\",\"coordinates\":{client.Block(random.Next(25))}}}'), 4490)))");
                won++;
                first.TrySetResult();
                cluster.Sql("t1", $"UPDATE jining.reserves SET state = 'released' WHERE id = '{id}'");
            }
            catch (InvalidOperationException e) when (e.Message.Contains("重叠", StringComparison.Ordinal) || e.Message.Contains("deadlock", StringComparison.Ordinal))
            {
                refused++; // Somebody else was first.
            }
        }

        return (won, refused);
    }
}
