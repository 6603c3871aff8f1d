using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.Tests;

/// <summary>What other programs write into the file: QGIS, GDAL, the SQLite shell.</summary>
public sealed partial class GeoPackageStoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_foreign_write_makes_one_revision_version_and_history_row(bool recursiveTriggers)
    {
        var first = await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        Foreign("UPDATE sensitive SET population = 99 WHERE id = 'v-1'", recursiveTriggers);
        var row = await Get("sensitive", "v-1");
        Assert.Equal(99, row!.Number("population"));
        Assert.Equal(2, row.Version);
        Assert.Equal(2, await Revision("sensitive"));
        Assert.Equal(1200, (await Get("sensitive", "v-1", first.RecordedAt))!.Number("population"));
        Foreign("DELETE FROM sensitive WHERE id = 'v-1'", recursiveTriggers);
        Assert.Equal(3, await Revision("sensitive"));
        Assert.Null(await Get("sensitive", "v-1"));
        Assert.Equal(["create 1 测试员 1-2", "update 2 external 2-3", "delete 2 external 3-3"], History("sensitive", "v-1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_foreign_write_never_takes_a_version_back(bool recursiveTriggers)
    {
        await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        await Apply(new UpdateFeature("sensitive", "v-1", 1, null, Land.Values(("population", 5L))));
        Foreign("UPDATE sensitive SET version = 1, population = 6", recursiveTriggers);
        Assert.Equal(3, (await Get("sensitive", "v-1"))!.Version);
        Foreign("INSERT OR REPLACE INTO sensitive (id, version, name, kind, source, quality, geom) SELECT id, 1, '换', kind, source, quality, geom FROM sensitive", recursiveTriggers);
        Assert.Equal(4, (await Get("sensitive", "v-1"))!.Version);
        Assert.Single(History("sensitive", "v-1"), h => h.EndsWith('-'));
    }

    [Fact]
    public async Task A_foreign_write_is_later_than_the_last_even_if_its_clock_is_behind()
    {
        Clock.Now = DateTimeOffset.UtcNow.AddDays(3);
        var first = await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        Foreign("UPDATE sensitive SET population = 99");
        Assert.Equal(1200, (await Get("sensitive", "v-1", first.RecordedAt))!.Number("population"));
        Assert.Equal(99, (await Get("sensitive", "v-1", first.RecordedAt.AddMilliseconds(1)))!.Number("population"));
    }

    [Fact]
    public async Task Gdal_edits_a_layer_and_the_store_keeps_account()
    {
        await Apply(Land.Village("v-1", Land.Square(0, 0, 100)), Land.Village("v-2", Land.Square(200, 0, 100)));
        if (!Tool.Required("ogrinfo"))
            return;
        var (output, errors, code) = await Tool.RunAsync("ogrinfo", File, "-sql", "UPDATE sensitive SET population = 7 WHERE id = 'v-1'");
        Assert.True(code == 0, output + errors);
        Assert.Equal(2, await Revision("sensitive"));
        Assert.Equal(2, (await Get("sensitive", "v-1"))!.Version);
        Assert.Equal(1, (await Get("sensitive", "v-2"))!.Version);
        await Tool.RunAsync("ogrinfo", File, "-sql", "UPDATE reserves SET state = 'released'");
        Assert.Equal(0, await Revision("reserves"));
    }

    [Fact]
    public async Task Reserves_cannot_be_written_past_the_service()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await Apply(Land.Reserve("r-1", "p-1", Land.Square(100, 100, 500)));
        Assert.Contains("service only", Assert.Throws<SqliteException>(() => Foreign("UPDATE reserves SET state = 'released'")).Message, StringComparison.Ordinal);
        Assert.Throws<SqliteException>(() => Foreign("DELETE FROM reserves"));
        Assert.Throws<SqliteException>(() => Foreign("INSERT INTO reserves (id, name, park_id, state) VALUES ('x','x','p-1','reserved')"));
        Assert.Throws<SqliteException>(() => Foreign("INSERT OR REPLACE INTO reserves SELECT * FROM reserves"));
        Assert.Equal(1, (await Get("reserves", "r-1"))!.Version);
    }

    [Fact]
    public async Task A_file_of_schema_1_is_brought_up_to_date_with_its_history()
    {
        var first = await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        Foreign("""
            DROP TRIGGER revisions_logged; UPDATE store_info SET value = '1' WHERE key = 'schema';
            CREATE TRIGGER revisions_logged AFTER UPDATE ON revisions BEGIN
              INSERT INTO revision_log (layer, revision, recorded_at) VALUES (NEW.layer, NEW.revision, NEW.recorded_at); END;
            """ + string.Concat(LayerCatalog.All.Select(l => $"""
            DROP TRIGGER "{l.Name}_inserted"; DROP TRIGGER "{l.Name}_updated"; DROP TRIGGER "{l.Name}_deleted"; DROP INDEX "{l.Name}_history_open_fid";
            ALTER TABLE "{l.Name}_history" DROP COLUMN recorded_action;
            CREATE TRIGGER "{l.Name}_inserted" AFTER INSERT ON "{l.Name}" BEGIN SELECT 1; END;
            CREATE TRIGGER "{l.Name}_updated" AFTER UPDATE ON "{l.Name}" BEGIN SELECT 1; END;
            CREATE TRIGGER "{l.Name}_deleted" AFTER DELETE ON "{l.Name}" BEGIN SELECT 1; END;
            """)) + "DROP TABLE version_guard;");
        await using (var upgraded = await OpenAsync())
            await upgraded.ApplyAsync(new ChangeSet("乙", [new DeleteFeature("sensitive", "v-1", 1)]), CancellationToken.None);
        Assert.Equal(["create 1 测试员 1-2", "delete 1 乙 2-2"], History("sensitive", "v-1"));
        Assert.NotNull(await Get("sensitive", "v-1", first.RecordedAt));
        Foreign("UPDATE store_info SET value = '99' WHERE key = 'schema'");
        await Refused(ProblemCode.StoreMismatch, OpenAsync);
    }

    /// <summary>Writes as a GIS client does: with the ST_* functions that the R-tree triggers of every GeoPackage call.</summary>
    private void Foreign(string sql, bool recursiveTriggers = false)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false, RecursiveTriggers = recursiveTriggers }.ToString());
        connection.Open();
        connection.CreateFunction("ST_IsEmpty", (byte[]? blob) => blob is null);
        foreach (var name in new[] { "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY" })
            connection.CreateFunction(name, (byte[]? _) => 0.0);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Every act on one feature: what, version, who, revisions from and to.</summary>
    private List<string> History(string layer, string id)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT recorded_action || ' ' || version || ' ' || recorded_by || ' ' || revision_from || '-' || coalesce(revision_to, '') FROM {layer}_history WHERE id = $id ORDER BY rowid";
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        var acts = new List<string>();
        while (reader.Read())
            acts.Add(reader.GetString(0));
        return acts;
    }
}
