using Jining231.Geo.Layers.Cql2;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers;

/// <summary>What to read from one layer. Results come in the order of <see cref="SortBy"/>, a page at a time.</summary>
/// <param name="Layer">Layer name.</param>
public sealed record FeatureQuery(string Layer)
{
    /// <summary>Envelope in EPSG:4490 (x = longitude) that the feature's envelope must meet; widened by 1 m by the store. Null: all, also those without geometry.</summary>
    public Envelope? Bbox { get; init; }

    /// <summary>
    /// True if features may come as well that only nearly meet <see cref="Bbox"/>, by as much as the store's index rounds (5e-5 degrees): for
    /// drawings, which cut every shape themselves.
    /// </summary>
    public bool NearBox { get; init; }

    /// <summary>Field conditions; all must hold.</summary>
    public IReadOnlyList<FieldFilter> Filters { get; init; } = [];

    /// <summary>CQL2 filter bound to this layer, which must be true; null: none.</summary>
    public LayerFilter? Filter { get; init; }

    /// <summary>Free text that must occur in the feature; null: none.</summary>
    public TextSearch? Search { get; init; }

    /// <summary>Order (see <see cref="FeatureOrder"/>); empty: by id.</summary>
    public IReadOnlyList<SortTerm> SortBy { get; init; } = [];

    /// <summary>True to take rows in whatever order is cheapest for the store, as complete exports do; not with <see cref="AfterId"/> or <see cref="Limit"/>.</summary>
    public bool AnyOrder { get; init; }

    /// <summary>Largest number of rows; null: all.</summary>
    public int? Limit { get; init; }

    /// <summary>Only rows behind the one with this id (keyset paging); null: from the start.</summary>
    public string? AfterId { get; init; }

    /// <summary>That row's values of the keys of <see cref="SortBy"/>, in order, <c>id</c> left out (<see cref="FeatureOrder.Values"/>).</summary>
    public IReadOnlyList<object?> AfterValues { get; init; } = [];

    /// <summary>Rows passed over at the start; not together with <see cref="AfterId"/>.</summary>
    public long Offset { get; init; }

    /// <summary>About how many rows the query has from its position on, if that is known: a store may choose its way by it.</summary>
    public long? Expected { get; init; }

    /// <summary>Fields that are wanted; null: all. Values of others may be null in the rows.</summary>
    public IReadOnlySet<string>? Fields { get; init; }

    /// <summary>True if the geometry is not wanted; it may then be null in the rows.</summary>
    public bool SkipGeometry { get; init; }

    /// <summary>
    /// Time that the store may spend on the query, that of the reader not counted; over it <see cref="ProblemCode.QueryTooCostly"/>
    /// is raised. Null: no bound.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The query without paging, order and projection: what is counted.</summary>
    public FeatureQuery Whole => this with { SortBy = [], Limit = null, AfterId = null, AfterValues = [], Offset = 0, Expected = null, Fields = null, SkipGeometry = false };
}

/// <summary>A field equals one of the values.</summary>
/// <param name="Field">Field name, or <c>id</c>.</param>
/// <param name="Values">Allowed values, typed as the field.</param>
public sealed record FieldFilter(string Field, IReadOnlyList<object> Values);
