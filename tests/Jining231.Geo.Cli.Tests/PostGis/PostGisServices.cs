using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>A private cluster and services on its database; what is still running at the end is stopped.</summary>
public sealed class PostGisServices : IAsyncDisposable
{
    private readonly List<RunningService> _services = [];

    public PostGisCluster Cluster { get; } = PostGisCluster.Start();

    public string Database { get; }

    public PostGisServices() => Database = Cluster.NewDatabase();

    /// <summary>SQL as a foreign client runs it.</summary>
    public string Sql(string sql) => Cluster.Sql("t1", sql);

    /// <summary>Starts one more service on the database.</summary>
    public async Task<RunningService> StartAsync()
    {
        var service = await RunningService.StartAsync(store: Database);
        lock (_services)
            _services.Add(service);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
            await service.DisposeAsync();
        Cluster.Dispose();
    }
}
