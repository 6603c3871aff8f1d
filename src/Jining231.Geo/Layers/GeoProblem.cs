using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers;

/// <summary>Every way in which a request can fail that is not a defect of ours. One table in the service maps these to HTTP.</summary>
public enum ProblemCode
{
    /// <summary>A value cannot be read (syntax, type, NaN).</summary>
    InvalidValue,

    /// <summary>A name is not known (parameter, field, industry, kind).</summary>
    UnknownName,

    /// <summary>A number lies outside the allowed range.</summary>
    OutOfRange,

    /// <summary>A geometry is broken (self-crossing, unclosed, wrong type, empty).</summary>
    InvalidGeometry,

    /// <summary>Coordinates lie outside what the CRS allows.</summary>
    OutsideCrs,

    /// <summary>The body, or the number of vertices or features in it, is over the stated bound.</summary>
    TooLarge,

    /// <summary>Answering took longer than the stated bound.</summary>
    QueryTooCostly,

    /// <summary>The content type is not one that is read here.</summary>
    UnsupportedMedia,

    /// <summary>No such layer, feature, process or path.</summary>
    NotFound,

    /// <summary>No such process.</summary>
    NoSuchProcess,

    /// <summary>No such job.</summary>
    NoSuchJob,

    /// <summary>The job has no result yet.</summary>
    ResultNotReady,

    /// <summary>It was there, and is kept no longer.</summary>
    Gone,

    /// <summary>The resource does not offer this act; another one does.</summary>
    NotAllowed,

    /// <summary>The work was broken off: the program that did it was ended.</summary>
    Interrupted,

    /// <summary>The id is already taken.</summary>
    AlreadyExists,

    /// <summary>The land is already held or reserved by a live block.</summary>
    Overlap,

    /// <summary>The block does not lie inside its park.</summary>
    OutsidePark,

    /// <summary>The land is not eligible and no override document was given.</summary>
    NotEligible,

    /// <summary>A value names a feature of another layer that does not exist.</summary>
    MissingReference,

    /// <summary>The feature cannot go: another one refers to it.</summary>
    InUse,

    /// <summary>The state does not allow this act.</summary>
    IllegalTransition,

    /// <summary>Neither If-Match nor a version was given.</summary>
    PreconditionRequired,

    /// <summary>The version given is not the current one.</summary>
    PreconditionFailed,

    /// <summary>The idempotency key was used with another request.</summary>
    IdempotencyMismatch,

    /// <summary>A layer on which the decision rests has changed; decide again.</summary>
    RevisionMoved,

    /// <summary>The request comes from a host or origin that is not allowed.</summary>
    Forbidden,

    /// <summary>The store cannot be reached or is busy.</summary>
    StoreUnavailable,

    /// <summary>The store's schema or the shipped data do not fit this program.</summary>
    StoreMismatch,

    /// <summary>A rule pack breaks its schema.</summary>
    InvalidRules,
}

/// <summary>One problem in words that repair.</summary>
/// <param name="Code">Kind of problem.</param>
/// <param name="MessageZh">What is wrong and what is allowed, Chinese.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record GeoProblem(ProblemCode Code, string MessageZh, string MessageEn)
{
    /// <summary>Parameter name or JSON pointer of the offending value, or null.</summary>
    public string? Field { get; init; }

    /// <summary>Allowed values or bounds, as short texts.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The feature in the way (an overlapping block, say), or null.</summary>
    public ProblemFeature? Feature { get; init; }

    /// <summary>Free land that would serve instead, nearest first; empty: there is none in the park; null: nobody looked.</summary>
    public IReadOnlyList<ProblemPlot>? Instead { get; init; }
}

/// <summary>Free land that would serve where the land asked for is taken.</summary>
/// <param name="ParkId">Its park.</param>
/// <param name="ParkName">Name of the park.</param>
/// <param name="AreaM2">Ellipsoidal area (椭球面积), m².</param>
/// <param name="PlanarM2">Planar area in EPSG:4548 (平面面积), m².</param>
/// <param name="DistanceM">Edge to edge from the land asked for, EPSG:4548, m.</param>
/// <param name="Outline">Outline in EPSG:4490 (longitude, latitude), canonical grid.</param>
public sealed record ProblemPlot(string ParkId, string ParkName, double AreaM2, double PlanarM2, double DistanceM, Geometry Outline);

/// <summary>The feature that a problem is about.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Holder">Who holds it, or null.</param>
/// <param name="Until">Until when, or null.</param>
/// <param name="OverlapM2">Overlapping area in EPSG:4548, m² (平面面积), or null.</param>
public sealed record ProblemFeature(string Layer, string Id, string? Name, string? Holder, DateTimeOffset? Until, double? OverlapM2);

/// <summary>Carries one or more problems up to the edge.</summary>
public sealed class GeoProblemException : Exception
{
    /// <summary>Wraps one problem.</summary>
    public GeoProblemException(GeoProblem problem)
        : this([problem])
    {
    }

    /// <summary>Wraps several problems of one request; the first decides the status.</summary>
    public GeoProblemException(IReadOnlyList<GeoProblem> problems)
        : base(problems.Count > 0 ? problems[0].MessageEn : "problem")
    {
        Problems = problems;
    }

    /// <summary>The problems, at least one.</summary>
    public IReadOnlyList<GeoProblem> Problems { get; }
}
