using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Editing;

/// <summary>What may be done with a feature.</summary>
public enum EditKind
{
    /// <summary>A new feature.</summary>
    Create,

    /// <summary>All of it anew: what is not given becomes empty.</summary>
    Replace,

    /// <summary>Only what is given (RFC 7396).</summary>
    Update,

    /// <summary>Away with it; its history stays.</summary>
    Delete,
}

/// <summary>A feature as a client sent it, read and checked against its layer.</summary>
/// <param name="Id">Identity in the body, or null.</param>
/// <param name="Version">Version the client has seen, as a property of the body, or null.</param>
/// <param name="Values">Values by field name; a field not given is absent.</param>
public sealed record FeatureDraft(string? Id, long? Version, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>True if the body has a geometry member, null included.</summary>
    public bool HasGeometry { get; init; }

    /// <summary>The geometry in EPSG:4490 in stored form, or null.</summary>
    public Geometry? Geometry { get; init; }
}

/// <summary>One act on one feature.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Layer">In which layer.</param>
/// <param name="Id">With which feature.</param>
public sealed record EditAct(EditKind Kind, LayerDef Layer, string Id)
{
    /// <summary>The feature sent; null for a deletion.</summary>
    public FeatureDraft? Draft { get; init; }

    /// <summary>Version that must still be current; null: none was given.</summary>
    public long? Version { get; init; }

    /// <summary>True if the client said that any version will do (<c>If-Match: *</c>).</summary>
    public bool AnyVersion { get; init; }

    /// <summary>
    /// True if the client knows the feature only as it was shown: positions it cut to six decimals of a degree then mean the stored ones.
    /// </summary>
    public bool KeepVertices { get; init; }

    /// <summary>JSON pointer of the act in the request; empty for a request of one act.</summary>
    public string At { get; init; } = "";
}
