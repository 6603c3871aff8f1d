using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Service.Tests;

/// <summary>A running service on a private PostGIS; a machine without one fails these tests.</summary>
public sealed class PostGisClient : Client
{
    private readonly PostGisCluster _cluster = PostGisCluster.Start();
    private readonly string _database;

    public PostGisClient() => _database = _cluster.NewDatabase();

    protected override string? Store => _database;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _cluster.Dispose();
    }
}

/// <summary>On a file.</summary>
public sealed class FeatureTestsOnGeoPackage(Client client) : FeatureTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class FeatureTestsOnPostGis(PostGisClient client) : FeatureTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class FilterTestsOnGeoPackage(Client client) : FilterTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class FilterTestsOnPostGis(PostGisClient client) : FilterTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class ReserveTestsOnGeoPackage(Client client) : ReserveTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class ReserveTestsOnPostGis(PostGisClient client) : ReserveTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class ParkLandTestsOnGeoPackage(Client client) : ParkLandTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class ParkLandTestsOnPostGis(PostGisClient client) : ParkLandTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class ReadinessTestsOnGeoPackage(Client client) : ReadinessTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class ReadinessTestsOnPostGis(PostGisClient client) : ReadinessTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class ChangesTestsOnGeoPackage(Client client) : ChangesTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class ChangesTestsOnPostGis(PostGisClient client) : ChangesTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class DecisionTestsOnGeoPackage(Client client) : DecisionTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class DecisionTestsOnPostGis(PostGisClient client) : DecisionTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class ReadingTestsOnGeoPackage(Client client) : ReadingTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class ReadingTestsOnPostGis(PostGisClient client) : ReadingTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class BadReadingTestsOnGeoPackage(Client client) : BadReadingTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class BadReadingTestsOnPostGis(PostGisClient client) : BadReadingTests(client), IClassFixture<PostGisClient>;

/// <summary>On a file.</summary>
public sealed class PlotTestsOnGeoPackage(Client client) : PlotTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class PlotTestsOnPostGis(PostGisClient client) : PlotTests(client), IClassFixture<PostGisClient>;
