using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>What one rule takes away.</summary>
/// <param name="Rule">Rule key, such as <c>control:permanent_farmland</c>, <c>sensitive:village</c>, <c>parcel:built</c>, <c>reserve:live</c>.</param>
/// <param name="Shape">Where, in EPSG:4548; exact inside the area it was built for, it may reach beyond.</param>
public sealed record RemovalZone(string Rule, ZoneShape Shape)
{
    /// <summary>Features whose geometry or setback makes the zone, in id order (none for an inverse rule without features).</summary>
    public IReadOnlyList<SceneFeature> Features { get; init; } = [];

    /// <summary>The zone as one valid polygonal geometry, put together when first asked for.</summary>
    public Geometry Geometry => Shape.Geometry;
}

/// <summary>Where nobody has looked for one kind of feature that matters.</summary>
/// <param name="Key">Layer and kind, such as <c>controls:mineral</c>, or the layer alone.</param>
/// <param name="Shape">Where, in EPSG:4548.</param>
public sealed record UnknownZone(string Key, ZoneShape Shape)
{
    /// <summary>The zone as one valid polygonal geometry, put together when first asked for.</summary>
    public Geometry Geometry => Shape.Geometry;
}

/// <summary>All zones that bear on one area and use, each list ordered by key.</summary>
/// <param name="Removals">At most one per rule.</param>
/// <param name="Unknowns">At most one per layer and kind.</param>
public sealed record ZoneSet(IReadOnlyList<RemovalZone> Removals, IReadOnlyList<UnknownZone> Unknowns);
