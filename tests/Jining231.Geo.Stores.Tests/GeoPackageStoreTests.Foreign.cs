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

    [Fact]
    public async Task Snapshots_that_share_a_connection_one_after_the_other_see_foreign_writes_between_them_and_none_within()
    {
        await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        var page = new FeatureQuery("sensitive") { Bbox = Land.Box(0, 0, 5000, 5000), Limit = 10 };
        for (var i = 1; i < 5; i++)
        {
            Foreign($"UPDATE sensitive SET population = {i}");
            await using var snapshot = await Store.OpenSnapshotAsync(null, None);
            Assert.Equal(2 * i, snapshot.Revisions["sensitive"].Revision);
            Foreign("UPDATE sensitive SET population = 99");
            await using var rows = snapshot.ReadRows(page);
            using var batch = new RowBatch(LayerCatalog.Get("sensitive"));
            Assert.True(await rows.ReadAsync(batch, None));
            Assert.Equal(1, rows.Matched);
            Assert.Equal(i, batch[0].ToFeatureRow().Number("population"));
        }
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_foreign_program_cannot_break_a_reference(bool recursiveTriggers)
    {
        await Apply(Land.Park("p-1", null), Land.Park("p-2", null), Land.Port("s-1", "p-1"));
        foreach (var sql in (string[])[
            "UPDATE ports SET park_id = 'p-9'", "DELETE FROM parks WHERE id = 'p-1'", "UPDATE parks SET id = 'p-3' WHERE id = 'p-1'", "UPDATE parks SET parent_id = 'p-9' WHERE id = 'p-1'",
            "INSERT INTO ports (id, name, kind, source, quality, park_id) VALUES ('s-2', '港', 'canal', 'sql', 'synthetic', 'p-9')"])
            Assert.Contains("parks", Assert.Throws<SqliteException>(() => Foreign(sql, recursiveTriggers)).Message, StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (await Revision("parks"), await Revision("ports")));
        Foreign("UPDATE ports SET park_id = 'p-2', name = '改'; UPDATE parks SET name = '改', id = id; DELETE FROM parks WHERE id = 'p-1'", recursiveTriggers);
        Assert.Equal((2L, "p-2"), ((await Get("ports", "s-1"))!.Version, (await Get("ports", "s-1"))!.Text("park_id")));
    }

    [Fact]
    public async Task Gdal_adds_features_that_refer_to_others_and_is_told_where_they_refer_to_nothing()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 500)), Land.Parcel("a-1", "p-1"));
        if (!Tool.Required("ogr2ogr"))
            return;
        const string more = """
            {"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[116.5,35.4],[116.51,35.4],[116.51,35.41],[116.5,35.4]]]},
             "properties":{"id":"a-2","name":"地块","park_id":"p-1","adcode":"370829","class_code":"1001","status":"vacant","source":"x","quality":"synthetic"}}]}
            """;
        Assert.DoesNotContain("ERROR", await AppendAsync(more), StringComparison.Ordinal);
        var refused = await AppendAsync(more.Replace("p-1", "p-9", StringComparison.Ordinal).Replace("a-2", "a-3", StringComparison.Ordinal));
        Assert.Contains("park_id of parcels is not the id of a feature in parks", refused, StringComparison.Ordinal);
        Assert.Equal(["a-1", "a-2"], (await Query(new FeatureQuery("parcels"))).Select(r => r.Id));

        async Task<string> AppendAsync(string json)
        {
            var file = Path.Combine(_folder, "more.geojson");
            await System.IO.File.WriteAllTextAsync(file, json);
            return (await Tool.RunAsync("ogr2ogr", "-append", "-nln", "parcels", "-nlt", "MULTIPOLYGON", File, file)).Errors;
        }
    }

    [Fact]
    public async Task A_file_of_schema_2_gets_its_references_unless_its_rows_break_them()
    {
        await Apply(Land.Park("p-1", null), Land.Port("s-1", "p-1"));
        Foreign("UPDATE store_info SET value = '2' WHERE key = 'schema';" + string.Concat(LayerReference.In(LayerCatalog.All).SelectMany(
            _ => (string[])["insert_refers", "update_refers", "delete_referred", "rename_referred"],
            (r, trigger) => $"DROP TRIGGER {r.Layer.Name}_{r.Field.Name}_{trigger};")));
        Foreign("INSERT INTO ports (id, name, kind, source, quality, park_id) VALUES ('s-2', '港', 'canal', 'sql', 'synthetic', 'p-9')");
        var problem = await Refused(ProblemCode.StoreMismatch, OpenAsync);
        Assert.Contains("1 (ports/s-2: park_id = p-9)", problem.MessageEn, StringComparison.Ordinal);
        Foreign("UPDATE ports SET park_id = NULL WHERE id = 's-2'");
        await using (await OpenAsync())
            Assert.Throws<SqliteException>(() => Foreign("UPDATE ports SET park_id = 'p-9'"));
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
