using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Stores.Filtering;
using Jining231.Geo.Stores.Paging;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Tests.Support;
using Npgsql;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>The queries of the store use their indexes on a layer of 20,000 rows in twelve partitions.</summary>
public sealed partial class PostGisStoreTests
{
    [Fact]
    public async Task Each_kind_of_query_uses_its_index()
    {
        Psql("INSERT INTO jining.parks (id, name, source, quality, level, kind) SELECT 'p-' || i, 'p', 'test', 'synthetic', 'park', 'chemical' FROM generate_series(0, 399) i");
        Psql("INSERT INTO jining.parcels (id, name, source, quality, park_id, adcode, class_code, status, geom)"
            + " SELECT 'k-' || i, 'k', 'test', 'synthetic', 'p-' || (i % 400), (ARRAY['370811','370812','370826','370827','370828','370829','370830','370831','370832','370881','370883','371099'])[1 + i % 12], '1001', 'vacant', ST_Multi(ST_MakeEnvelope(x, y, x + 0.0005, y + 0.0005, 4490))"
            + " FROM generate_series(1, 20000) i, LATERAL (SELECT 116 + (i % 200) * 0.001 AS x, 35 + (i / 200) * 0.001 AS y) c; ANALYZE jining.parcels");
        await using var source = NpgsqlDataSource.Create(Database);
        Assert.Contains("parcels_370881_geom_idx", await PlanAsync(source, new FeatureQuery("parcels") { Bbox = new(116.01, 116.012, 35.01, 35.012) }), StringComparison.Ordinal);
        Assert.Contains("parcels_370881_park_id_id_idx", await PlanAsync(source, new FeatureQuery("parcels") { Filters = [new FieldFilter("park_id", ["p-7"])] }), StringComparison.Ordinal);
        foreach (var after in (string?[])[null, "k-15"])
        {
            var gathered = await GatherPlanAsync(source, new FeatureQuery("parcels") { Bbox = new(116.01, 116.012, 35.01, 35.012), AfterId = after });
            Assert.Contains("parcels_370881_geom_idx", gathered, StringComparison.Ordinal);
            Assert.DoesNotContain("parcels_370881_id_idx", gathered, StringComparison.Ordinal);
            Assert.Contains("st_makeenvelope($1", gathered, StringComparison.Ordinal);
        }

        var page = await PlanAsync(source, new FeatureQuery("parcels") { AfterId = "k-15", Limit = 20 });
        Assert.Contains("parcels_370881_id_idx", page, StringComparison.Ordinal);
        Assert.Contains("Merge Append", page, StringComparison.Ordinal);
        Assert.DoesNotContain("->  Sort", page, StringComparison.Ordinal);
        Assert.Contains("parcels_370881_id_idx", await PlanAsync(source, new FeatureQuery("parcels") { Filters = [new FieldFilter("id", ["k-15"])] }), StringComparison.Ordinal);
        Assert.Contains("parcels_history_370812_geom_idx", await PlanAsync(source, new FeatureQuery("parcels") { Bbox = new(116.01, 116.012, 35.01, 35.012) }, Clock.Now), StringComparison.Ordinal);
        foreach (var (filter, index) in ((string, string)[])[
            ("S_INTERSECTS(geometry, BBOX(116.01, 35.01, 116.012, 35.012))", "_geom_idx"),
            ("S_WITHIN(geometry, POLYGON((116.01 35.01,116.02 35.01,116.02 35.02,116.01 35.01))) AND CASEI(name) = 'k'", "_geom_idx"),
            ("NOT (S_DISJOINT(geometry, POINT(116.01 35.01)) OR name = 'x')", "_geom_idx"),
            ("park_id = 'p-7' AND name LIKE '%k%'", "_park_id_id_idx"),
            ("park_id IN ('p-7', 'p-8')", "_park_id_id_idx"),
            ("id = 'k-15'", "_id_idx"),
            ("S_CONTAINS(geometry, POINT(116.01 35.01)) OR park_id = 'p-7'", "BitmapOr")])
            Assert.Contains(index, await PlanAsync(source, new FeatureQuery("parcels") { Filter = LayerFilter.Read(filter, FilterLanguage.Text, LayerCatalog.Get("parcels")) }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_connection_string_does_not_say_is_set_and_what_it_says_is_kept()
    {
        var set = PostGisStore.Settings("Host=a,b;Database=d");
        Assert.Equal((65_536, 64, 2, true, 5, 2), (set.ReadBufferSize, set.MaxAutoPrepare, set.AutoPrepareMinUsages, set.NoResetOnClose, set.Timeout, set.HostRecheckSeconds));
        var kept = PostGisStore.Settings("Host=a,b;Database=d;ReadBufferSize=9000;max auto prepare=0;No Reset On Close=false;Timeout=15;Host Recheck Seconds=10");
        Assert.Equal((9_000, 0, false, 15, 10), (kept.ReadBufferSize, kept.MaxAutoPrepare, kept.NoResetOnClose, kept.Timeout, kept.HostRecheckSeconds));
    }

    [Fact]
    public async Task Looking_for_the_nearest_asks_only_what_the_index_answers()
    {
        Psql("INSERT INTO jining.sensitive (id, name, source, quality, kind, geom)"
            + " SELECT 'v-' || i, 'v', 'test', 'synthetic', 'village', ST_Multi(ST_MakeEnvelope(x, y, x + 0.0005, y + 0.0005, 4490))"
            + " FROM generate_series(1, 20000) i, LATERAL (SELECT 116 + (i % 200) * 0.001 AS x, 35 + (i / 200) * 0.001 AS y) c; ANALYZE jining.sensitive");
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        var recorded = SnapshotRecorder.Around(snapshot, out var queries);
        var (east, north) = Jining231.Geo.Spatial.GaussKruger.Epsg4548.Forward(116.1, 35.05);
        var from = Jining231.Geo.Spatial.GeoFactory.Plane.CreatePoint(new NetTopologySuite.Geometries.Coordinate(east, north));
        Assert.Equal(40, (await recorded.NearestAsync(new NearestQuery(new FeatureQuery("sensitive"), from, 40), None)).Count);
        await using var source = NpgsqlDataSource.Create(Database);
        Assert.NotEmpty(queries);
        foreach (var query in queries)
            Assert.Matches("Scan (on|using) sensitive_geom\\b", await PlanAsync(source, query));
    }

    /// <summary>The one plan that serves every box.</summary>
    private static async Task<string> GatherPlanAsync(NpgsqlDataSource source, FeatureQuery query)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        PostGisSql.Gather(batch, LayerCatalog.Get(query.Layer), query, 1_500);
        var values = batch.BatchCommands[1].Parameters.Select(p => p.Value is string text ? $"'{text}'" : Convert.ToString(p.Value, System.Globalization.CultureInfo.InvariantCulture));
        await using var command = new NpgsqlCommand($"{batch.BatchCommands[0].CommandText.Replace(" LOCAL", "", StringComparison.Ordinal)}; PREPARE gathering AS {batch.BatchCommands[1].CommandText}", connection);
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"EXPLAIN EXECUTE gathering ({string.Join(", ", values)})";
        return await LinesAsync(command);
    }

    private static async Task<string> PlanAsync(NpgsqlDataSource source, FeatureQuery query, DateTimeOffset? asOf = null)
    {
        await using var connection = await source.OpenConnectionAsync();
        var layer = LayerCatalog.Get(query.Layer);
        await using var command = PostGisSql.Select(layer, query, asOf, FilterPlan.Of(query, layer), new RowWindow { Range = KeysetRanges.Of(layer, query)[0], Limit = query.Limit });
        command.Connection = connection;
        command.CommandText = "EXPLAIN " + command.CommandText;
        return await LinesAsync(command);
    }

    private static async Task<string> LinesAsync(NpgsqlCommand command)
    {
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return string.Join("\n", lines);
    }
}
