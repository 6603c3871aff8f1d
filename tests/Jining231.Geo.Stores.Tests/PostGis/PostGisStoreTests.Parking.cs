using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;
using Npgsql;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>A connection that one page leaves to the next.</summary>
public sealed partial class PostGisStoreTests
{
    private static readonly FeatureQuery Near = new("sensitive") { Bbox = Land.Box(-100, -100, 5000, 5000), Limit = 250 };

    [Fact]
    public async Task A_page_on_a_connection_left_by_another_sees_what_was_written_meanwhile_and_holds_nothing_afterwards()
    {
        await Apply([.. Enumerable.Range(0, 100).Select(i => Land.Village($"v-{i:D3}", Land.Square(i * 20, 0, 10)))]);
        for (var i = 100; i < 140; i++)
        {
            Assert.Equal(i, (await PageAsync(i % 3 == 0 ? null : Near)).Count);
            await Apply(Land.Village($"v-{i:D3}", Land.Square(i * 20, 0, 10)));
        }

        var many = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => PageAsync(Near)));
        Assert.All(many, ids => Assert.Equal(140, ids.Count));
        for (var wait = 0; Count("state LIKE 'idle in transaction%'") > 0; wait++)
        {
            Assert.True(wait < 100, "a transaction is still open");
            await Task.Delay(50);
        }

        await PageAsync(Near);
        await Store.DisposeAsync();
        Assert.Equal(0, Count("application_name = 'jining231'"));
    }

    [Fact]
    public async Task A_connection_that_died_while_it_was_left_is_a_named_problem_and_the_next_one_works()
    {
        await Apply([.. Enumerable.Range(0, 100).Select(i => Land.Village($"v-{i:D3}", Land.Square(i * 20, 0, 10)))]);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(100, (await PageAsync(Near)).Count);
            Count("application_name = 'jining231'", "pg_terminate_backend(pid)");
            for (var attempt = 0; ; attempt++)
            {
                try
                {
                    Assert.Equal(100, (await PageAsync(Near)).Count);
                    break;
                }
                catch (GeoProblemException e) when (attempt < 40)
                {
                    Assert.All(e.Problems, p => Assert.Equal(ProblemCode.StoreUnavailable, p.Code));
                    await Task.Delay(100);
                }
            }
        }
    }

    private async Task<List<string>> PageAsync(FeatureQuery? first)
    {
        await using var snapshot = await Store.OpenSnapshotAsync(null, first, CancellationToken.None);
        var ids = new List<string>();
        await foreach (var row in snapshot.QueryAsync(Near, CancellationToken.None))
            ids.Add(row.Id);
        return ids;
    }

    /// <summary>Connections to the database, but for this one, of which something is true, and what is done with each.</summary>
    private int Count(string which, string act = "1")
    {
        using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"SELECT count({act}) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND {which}", connection);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
