using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers;

/// <summary>What lies nearest to a place in one layer.</summary>
/// <param name="Among">Which features count; its order, limit and paging are not read, its envelope and filters are.</param>
/// <param name="From">The place, EPSG:4548 (x = easting, y = northing, metres), any type, not empty.</param>
/// <param name="Count">How many features at most, 1 or more.</param>
public sealed record NearestQuery(FeatureQuery Among, Geometry From, int Count)
{
    /// <summary>Nothing farther than this, metres in the plane of EPSG:4548, counts; null: any distance.</summary>
    public double? MaxMetres { get; init; }
}

/// <summary>A feature and how far it is.</summary>
/// <param name="Row">The feature.</param>
/// <param name="Metres">Shortest distance between edges in the plane of EPSG:4548, metres; 0 where both meet.</param>
public sealed record NearFeature(FeatureRow Row, double Metres);
