using Jining231.Geo.Layers;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Tests.Support;
using Npgsql;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>Writers that are not ours: psql, QGIS, a script. The database keeps version, revision, history and the account by itself.</summary>
public sealed partial class PostGisStoreTests
{
    [Fact]
    public async Task A_row_written_by_psql_has_version_revision_and_history()
    {
        await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        Clock.Now = Clock.Now.AddHours(1);
        Psql("UPDATE jining.sensitive SET population = 7, version = 99 WHERE id = 'v-1'");
        var row = (await Get("sensitive", "v-1"))!;
        Assert.Equal((2L, 7L), (row.Version, row["population"]));
        Assert.Equal(2, await Revision("sensitive"));
        Assert.Equal(1200L, (await Get("sensitive", "v-1", Clock.Now.AddSeconds(-1)))!["population"]);
        Psql("BEGIN; INSERT INTO jining.sensitive (name, kind, source, quality, geom) SELECT '村', 'village', 'psql', 'synthetic', ST_Reverse(geom) FROM jining.sensitive;"
            + " UPDATE jining.sensitive SET note = 'x'; DELETE FROM jining.sensitive WHERE id = 'v-1'; COMMIT");
        Assert.Equal(3, await Revision("sensitive"));
        var added = Assert.Single(await Query(new FeatureQuery("sensitive")));
        Assert.Equal(2, added.Version);
        Assert.True(((NetTopologySuite.Geometries.Polygon)added.ReadGeometry()!.GetGeometryN(0)).Shell.IsCCW);
        Assert.Equal("update|external:jining\nupdate|external:jining\ndelete|external:jining\ncreate|external:jining\nupdate|external:jining\n",
            Psql("SELECT recorded_action || '|' || recorded_by FROM jining.sensitive_history WHERE recorded_by <> '测试员' ORDER BY id = 'v-1' DESC, version, recorded_action DESC"));
        Assert.Throws<InvalidOperationException>(() => Psql("TRUNCATE jining.sensitive"));
    }

    [Theory]
    [InlineData("kind = 'castle'")]
    [InlineData("name = NULL")]
    [InlineData("geom = ST_Multi(ST_GeomFromText('POLYGON((116 35,117 36,117 35,116 36,116 35))', 4490))")]
    [InlineData("geom = ST_SetSRID(geom, 4326)")]
    public async Task What_the_catalog_forbids_psql_cannot_write(string assignment)
    {
        await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        Assert.Throws<InvalidOperationException>(() => Psql("UPDATE jining.sensitive SET " + assignment));
        Assert.Equal(1, (await Get("sensitive", "v-1"))!.Version);
        Assert.Equal(1, await Revision("sensitive"));
    }

    [Fact]
    public async Task Psql_cannot_promise_the_same_land_twice_nor_leave_the_park()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await Apply(Land.Reserve("r-1", "p-1", Land.Square(100, 100, 500)));
        Assert.Contains("一号留白", Assert.Throws<InvalidOperationException>(() => Psql(InsertReserve("r-2", Land.Square(500, 500, 500)))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Psql(InsertReserve("r-3", Land.Square(1900, 0, 200))));
        Assert.Throws<InvalidOperationException>(() => Psql("UPDATE jining.parks SET geom = ST_Multi(ST_Buffer(ST_Centroid(geom), 0.0001)) WHERE id = 'p-1'"));
        Assert.Throws<InvalidOperationException>(() => Psql("DELETE FROM jining.parks WHERE id = 'p-1'"));
        Assert.Throws<InvalidOperationException>(() => Psql("UPDATE jining.parks SET id = 'p-2' WHERE id = 'p-1'"));
        Psql(InsertReserve("r-4", Land.Square(600, 100, 500)));
        Assert.Equal(["r-1", "r-4"], (await Query(new FeatureQuery("reserves"))).Select(r => r.Id));
    }

    [Theory]
    [InlineData("READ COMMITTED")]
    [InlineData("REPEATABLE READ")]
    [InlineData("SERIALIZABLE")]
    public async Task Of_two_transactions_that_cannot_see_each_other_one_fails(string level)
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await using var source = NpgsqlDataSource.Create(Database);
        await using NpgsqlConnection first = await source.OpenConnectionAsync(), second = await source.OpenConnectionAsync();
        foreach (var connection in new[] { first, second })
            await Run(connection, $"BEGIN ISOLATION LEVEL {level}; SELECT count(*) FROM jining.reserves");
        await Run(first, InsertReserve("r-1", Land.Square(100, 100, 500)));
        var late = Task.Run(async () =>
        {
            await Run(second, InsertReserve("r-2", Land.Square(300, 300, 500)));
            await Run(second, "COMMIT");
        });
        await Task.Delay(200);
        await Run(first, "COMMIT");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => late);
        Assert.Equal(level == "READ COMMITTED" ? "JN002" : "40001", refused.SqlState);
        Assert.Single(await Query(new FeatureQuery("reserves")));
    }

    [Fact]
    public async Task A_park_shrunk_while_a_block_is_laid_in_it_loses_or_wins_but_never_both()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await using var source = NpgsqlDataSource.Create(Database);
        await using NpgsqlConnection planner = await source.OpenConnectionAsync(), manager = await source.OpenConnectionAsync();
        foreach (var connection in new[] { planner, manager })
            await Run(connection, "BEGIN");
        await Run(planner, $"UPDATE jining.parks SET geom = ST_GeomFromWKB('\\x{Convert.ToHexString(Land.Square(0, 0, 300))}', 4490) WHERE id = 'p-1'");
        await Run(manager, InsertReserve("r-1", Land.Square(1000, 1000, 500)));
        var outcomes = await Task.WhenAll(new[] { planner, manager }.Select(async c =>
        {
            try
            {
                await Run(c, "COMMIT");
                return true;
            }
            catch (PostgresException e)
            {
                Assert.Equal("JN001", e.SqlState);
                return false;
            }
        }));
        Assert.Single(outcomes, won => won);
    }

    [Fact]
    public async Task Five_programs_opening_an_empty_database_at_once_make_one_schema()
    {
        var empty = fixture.Cluster.NewDatabase();
        var stores = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostGisStore.OpenAsync(empty, LayerCatalog.All, CancellationToken.None)));
        var name = new NpgsqlConnectionStringBuilder(empty).Database!;
        var scripts = Directory.GetFiles(Path.Combine(Checkout.Root, "src", "Jining231.Geo.Stores", "PostGis", "Schema"), "*.sql").Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(scripts, fixture.Cluster.Sql(name, "SELECT scriptname FROM jining.schema_versions ORDER BY scriptname").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Replace("Jining231.Geo.Stores.PostGis.Schema.", "", StringComparison.Ordinal)));
        foreach (var store in stores)
            await store.DisposeAsync();
        fixture.Cluster.Sql(name, "INSERT INTO jining.schema_versions (scriptname, applied) VALUES ('9999-later.sql', now())");
        var newer = await Refused(ProblemCode.StoreMismatch, () => PostGisStore.OpenAsync(empty, LayerCatalog.All, CancellationToken.None));
        Assert.Contains("9999-later.sql", newer.MessageZh, StringComparison.Ordinal);
    }

    private static string InsertReserve(string id, byte[] wkb) =>
        "INSERT INTO jining.reserves (id, name, source, quality, park_id, tier, state, holder, geom) VALUES "
        + $"('{id}', '外部 {id}', 'psql', 'synthetic', 'p-1', 't50', 'reserved', '某科', ST_GeomFromWKB('\\x{Convert.ToHexString(wkb)}', 4490))";

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
