using Jining231.Geo.Layers.Cql2;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers;

/// <summary>What to read from one layer. Results come ordered by id (code point order), a page at a time.</summary>
/// <param name="Layer">Layer name.</param>
public sealed record FeatureQuery(string Layer)
{
    /// <summary>Envelope in EPSG:4490 (x = longitude) that the feature's envelope must meet; widened by 1 m by the store. Null: all, also those without geometry.</summary>
    public Envelope? Bbox { get; init; }

    /// <summary>Field conditions; all must hold.</summary>
    public IReadOnlyList<FieldFilter> Filters { get; init; } = [];

    /// <summary>CQL2 filter bound to this layer, which must be true; null: none.</summary>
    public LayerFilter? Filter { get; init; }

    /// <summary>True to take rows in whatever order is cheapest for the store, as complete exports do; not with <see cref="AfterId"/> or <see cref="Limit"/>.</summary>
    public bool AnyOrder { get; init; }

    /// <summary>Largest number of rows; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>Only ids after this one (keyset paging); null: from the start.</summary>
    public string? AfterId { get; init; }
}

/// <summary>A field equals one of the values.</summary>
/// <param name="Field">Field name, or <c>id</c>.</param>
/// <param name="Values">Allowed values, typed as the field.</param>
public sealed record FieldFilter(string Field, IReadOnlyList<object> Values);
