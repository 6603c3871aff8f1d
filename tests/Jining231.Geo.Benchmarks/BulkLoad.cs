using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Tests.PostGis;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Benchmarks;

/// <summary>1,000,000 new parcels into PostGIS: generated, checked, sent, indexed, with revision and history; a fresh database each time.</summary>
[Config(typeof(ProcessUnderTest.Once))]
public class BulkLoad
{
    private PostGisCluster _cluster = null!;
    private PostGisStore _store = null!;
    private string _database = "";

    /// <summary>Starts a private server, set as the peers' was.</summary>
    [GlobalSetup]
    public void Start() => _cluster = PostGisCluster.Start("-c shared_buffers=2GB -c work_mem=64MB -c maintenance_work_mem=1GB -c max_wal_size=8GB -c checkpoint_timeout=30min");

    /// <summary>Stops it.</summary>
    [GlobalCleanup]
    public void Stop() => _cluster.Dispose();

    /// <summary>An empty database with the layer's tables.</summary>
    [IterationSetup]
    public void Empty()
    {
        var connection = _cluster.NewDatabase();
        _database = connection.Split("Database=")[1].Split(';')[0];
        _store = PostGisStore.OpenAsync(connection, [.. LayerCatalog.All], CancellationToken.None).GetAwaiter().GetResult();
        _cluster.Sql(_database, SchemaScript.Of([BenchParcels.Layer]));
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _store = PostGisStore.OpenAsync(connection, [.. LayerCatalog.All, BenchParcels.Layer], CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Checks what was written, drops it and says how large this process grew.</summary>
    [IterationCleanup]
    public void Check()
    {
        _store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        var found = _cluster.Sql(_database, "SELECT (SELECT count(*) FROM jining.bench_parcels), (SELECT count(*) FROM jining.bench_parcels_history WHERE revision_from = 1), (SELECT revision FROM jining.revisions WHERE layer = 'bench_parcels')").Trim();
        // The pages of one load would otherwise be written out during the next.
        _cluster.Sql("postgres", $"DROP DATABASE {_database} WITH (FORCE)");
        if (found != "1000000|1000000|1")
            throw new InvalidOperationException("Rows, history and revision: " + found);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine($"// peak resident memory of the loading process: {self.PeakWorkingSet64 / 1_048_576} MiB");
    }

    /// <summary>The load.</summary>
    [Benchmark]
    public Task<long> Load() => _store.LoadAsync("bench_parcels", "bench", BenchParcels.MakeAsync(1000, 1000, CancellationToken.None), null, CancellationToken.None);
}
