using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.PostGis;
using Jining231.Geo.Stores.Tests.PostGis;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>The same parcels four times: our layer in PostGIS and in a GeoPackage, and for the peers a plain table, clustered as ours, and a GeoPackage by GDAL.</summary>
internal sealed class PeersData : IDisposable
{
    /// <summary>Settings of the server in the published peer measurements.</summary>
    public const string ServerSettings = "-c shared_buffers=2GB -c work_mem=64MB -c maintenance_work_mem=1GB -c max_wal_size=8GB -c checkpoint_timeout=30min "
        + "-c jit=off -c synchronous_commit=off -c random_page_cost=1.1 -c max_parallel_workers_per_gather=2";

    private const int Batch = 20_000;

    private PeersData(PostGisCluster cluster, string folder, string connection)
    {
        Cluster = cluster;
        Folder = folder;
        Connection = connection;
        Database = NameOf(connection);
    }

    public PostGisCluster Cluster { get; }

    /// <summary>Scratch folder of the run.</summary>
    public string Folder { get; }

    /// <summary>Our store in PostGIS.</summary>
    public string Connection { get; }

    public string Database { get; }

    /// <summary>Our store in a file.</summary>
    public string OurFile => Path.Combine(Folder, "ours.gpkg");

    /// <summary>The peers' file; the table is <c>parcel</c>.</summary>
    public string PeerFile => Path.Combine(Folder, "parcel.gpkg");

    /// <summary>Starts a private server, set as in the published peer measurements, and loads side × side parcels.</summary>
    public static async Task<PeersData> MakeAsync(int side)
    {
        var folder = Directory.CreateTempSubdirectory("jining231-peers-").FullName;
        var cluster = PostGisCluster.Start(ServerSettings);
        var data = new PeersData(cluster, folder, cluster.NewDatabase());
        try
        {
            Machine.Serves([int.Parse(File.ReadLines(Path.Combine(cluster.Folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture)]);
            Machine.Share();
            await Task.WhenAll(data.LoadDatabaseAsync(side), data.LoadFileAsync(side));
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Makes our layer in an empty database and loads it.</summary>
    public static async Task LoadAsync(PostGisCluster cluster, string connection, IAsyncEnumerable<CreateFeature> parcels)
    {
        await using (await PostGisStore.OpenAsync(connection, [.. LayerCatalog.All], CancellationToken.None))
            cluster.Sql(NameOf(connection), SchemaScript.Of([BenchParcels.Layer]));
        await using var store = (PostGisStore)await PeersHost.OpenAsync(connection);
        await store.LoadAsync(BenchParcels.Layer.Name, "bench", parcels, null, CancellationToken.None);
    }

    /// <summary>The database in a connection string.</summary>
    public static string NameOf(string connection) => connection.Split("Database=")[1].Split(';')[0];

    /// <summary>Runs SQL with psql.</summary>
    public string Sql(string text) => Cluster.Sql(Database, text);

    public void Dispose()
    {
        Cluster.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task LoadDatabaseAsync(int side)
    {
        await LoadAsync(Cluster, Connection, BenchParcels.MakeAsync(side, side, CancellationToken.None));
        Sql("""
            CREATE TABLE public.parcel AS SELECT row_number() OVER (ORDER BY id) AS id, code, land_class, adcode, area_m2, updated,
              ST_SetSRID(ST_GeometryN(geom, 1), 4326)::geometry(Polygon,4326) AS geom FROM jining.bench_parcels;
            CREATE INDEX parcel_geom ON public.parcel USING gist (geom);
            CLUSTER public.parcel USING parcel_geom;
            ALTER TABLE public.parcel ADD PRIMARY KEY (id);
            """);
        Sql("CLUSTER jining.bench_parcels USING bench_parcels_geom");
        Sql("VACUUM (ANALYZE)");
        string[] arguments = ["-f", "GPKG", PeerFile, string.Create(CultureInfo.InvariantCulture, $"PG:host=127.0.0.1 port={Cluster.Port} user=jining dbname={Database}"),
            "-sql", "SELECT id, code, land_class, adcode, area_m2, updated, geom FROM public.parcel", "-nln", "parcel", "-nlt", "POLYGON", "-lco", "FID=id", "-lco", "GEOMETRY_NAME=geom", "-gt", "65536"];
        await Tool.RunAsync("ogr2ogr", arguments);
    }

    private async Task LoadFileAsync(int side)
    {
        await using var store = await PeersHost.OpenAsync(OurFile);
        await foreach (var some in BenchParcels.MakeAsync(side, side, CancellationToken.None).Chunk(Batch))
            await store.ApplyAsync(new ChangeSet("bench", some), CancellationToken.None);
    }
}
