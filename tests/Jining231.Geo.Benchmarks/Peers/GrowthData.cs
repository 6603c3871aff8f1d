using System.Globalization;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>A layer of one size in one store.</summary>
/// <param name="Kind">PostGIS or GeoPackage.</param>
/// <param name="Side">Parcels along each side.</param>
/// <param name="Store">Connection string or path.</param>
internal sealed record GrownLayer(string Kind, int Side, string Store)
{
    /// <summary>Parcels in all.</summary>
    public long Count => (long)Side * Side;
}

/// <summary>Layers of several sizes cut out of the middle of one grid: what the smallest holds, all hold, parcel by parcel.</summary>
internal sealed class GrowthData : IDisposable
{
    /// <summary>What a parcel takes on disk in both stores with history and indexes, rounded up, bytes.</summary>
    private const long BytesOfParcel = 3_000;

    private readonly PostGisCluster _cluster;
    private readonly string _folder;

    private GrowthData(PostGisCluster cluster, string folder) => (_cluster, _folder) = (cluster, folder);

    /// <summary>The layers, by store and size.</summary>
    public List<GrownLayer> Layers { get; } = [];

    /// <summary>Makes all of them, one size after the other; raises <see cref="IOException"/> if the disk has too little room.</summary>
    public static async Task<GrowthData> MakeAsync(IReadOnlyList<int> sides)
    {
        var folder = Directory.CreateTempSubdirectory("jining231-growth-").FullName;
        var (need, free) = (sides.Sum(s => (long)s * s) * BytesOfParcel, new DriveInfo(folder).AvailableFreeSpace);
        if (free < need)
        {
            Directory.Delete(folder);
            throw new IOException($"The layers need {need >> 30} GiB, {free >> 30} GiB are free.");
        }

        var data = new GrowthData(PostGisCluster.Start(PeersData.ServerSettings), folder);
        try
        {
            Machine.Serves([int.Parse(File.ReadLines(Path.Combine(data._cluster.Folder, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture)]);
            foreach (var side in sides)
            {
                var connection = data._cluster.NewDatabase();
                var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{side}.gpkg"));
                Machine.Share();
                await Task.WhenAll(data.LoadAsync(connection, side, sides[^1]), QuickFile.MakeAsync(file, BenchParcels.MiddleAsync(side, sides[^1], CancellationToken.None)));
                data.Layers.Add(new GrownLayer("PostGIS", side, connection));
                data.Layers.Add(new GrownLayer("GeoPackage", side, file));
            }

            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _cluster.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task LoadAsync(string connection, int side, int gridSide)
    {
        await PeersData.LoadAsync(_cluster, connection, BenchParcels.MiddleAsync(side, gridSide, CancellationToken.None));
        _cluster.Sql(PeersData.NameOf(connection), "VACUUM (ANALYZE)");
    }
}
