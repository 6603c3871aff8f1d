namespace Jining231.Geo.Layers;

/// <summary>Changes that are applied together or not at all.</summary>
/// <param name="Actor">Who acts; recorded with every row state.</param>
/// <param name="Changes">The changes, in order.</param>
public sealed record ChangeSet(string Actor, IReadOnlyList<FeatureChange> Changes)
{
    /// <summary>文号 of the act, or null.</summary>
    public string? DocumentNo { get; init; }

    /// <summary>Key under which a retry gets the first answer again; null: no protection.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Digest of the request behind the key: the same key with another digest is refused.</summary>
    public string? RequestDigest { get; init; }

    /// <summary>
    /// Revisions on which the decision rests: if one of them has moved, nothing is written and
    /// <see cref="ProblemCode.RevisionMoved"/> is raised, so that the planner decides again.
    /// </summary>
    public IReadOnlyDictionary<string, long> RestsOn { get; init; } = new Dictionary<string, long>();
}

/// <summary>One change to one feature.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Id">Public identity.</param>
public abstract record FeatureChange(string Layer, string Id);

/// <summary>Adds a feature; the id must be new.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Id">Public identity.</param>
/// <param name="Wkb">WKB (any byte order, single or multi type) in EPSG:4490, or null.</param>
/// <param name="Values">Values by field name; a field not named is null.</param>
public sealed record CreateFeature(string Layer, string Id, ReadOnlyMemory<byte>? Wkb, IReadOnlyDictionary<string, object?> Values)
    : FeatureChange(Layer, Id);

/// <summary>Changes the named fields, and the geometry if one is given.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Id">Public identity.</param>
/// <param name="ExpectedVersion">Version that must still be current.</param>
/// <param name="Wkb">New geometry, or null to keep the present one.</param>
/// <param name="Values">New values by field name; others stay.</param>
public sealed record UpdateFeature(
    string Layer, string Id, long ExpectedVersion, ReadOnlyMemory<byte>? Wkb, IReadOnlyDictionary<string, object?> Values)
    : FeatureChange(Layer, Id)
{
    /// <summary>True to take the geometry away, where the layer allows a feature without one.</summary>
    public bool ClearGeometry { get; init; }
}

/// <summary>Removes a feature; its history stays.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Id">Public identity.</param>
/// <param name="ExpectedVersion">Version that must still be current.</param>
public sealed record DeleteFeature(string Layer, string Id, long ExpectedVersion) : FeatureChange(Layer, Id);

/// <summary>What a change set did.</summary>
/// <param name="RecordedAt">Store time of the write, UTC.</param>
/// <param name="Versions">New version per change (0 for a deletion), in order.</param>
/// <param name="Revisions">New revision of each layer touched.</param>
/// <param name="Replayed">True if this is the stored answer of an earlier call with the same idempotency key.</param>
public sealed record ChangeResult(
    DateTimeOffset RecordedAt, IReadOnlyList<long> Versions, IReadOnlyDictionary<string, long> Revisions, bool Replayed)
{
    /// <summary>Id per change, in order; of a replayed answer those of the first call.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];
}
