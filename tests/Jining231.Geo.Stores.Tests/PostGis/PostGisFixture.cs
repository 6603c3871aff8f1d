using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>One private cluster for all tests of the PostGIS store.</summary>
public sealed class PostGisFixture : IDisposable
{
    public PostGisCluster Cluster { get; } = PostGisCluster.Start();

    public void Dispose() => Cluster.Dispose();
}

/// <summary>Tests in this collection share the cluster.</summary>
[CollectionDefinition(Name)]
public sealed class PostGisTests : ICollectionFixture<PostGisFixture>
{
    public const string Name = "PostGIS";
}
