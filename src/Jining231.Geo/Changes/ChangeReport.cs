using Jining231.Geo.Layers;

namespace Jining231.Geo.Changes;

/// <summary>What is asked: what changed between two moments, where.</summary>
/// <param name="From">The earlier moment (UTC); what was recorded at it counts as known before.</param>
/// <param name="To">The later moment (UTC), included.</param>
public sealed record ChangesRequest(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>County by adcode, or null: everywhere.</summary>
    public string? Adcode { get; init; }

    /// <summary>Park by id, or null: everywhere.</summary>
    public string? ParkId { get; init; }

    /// <summary>Layers by name; empty: all.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];
}

/// <summary>One recorded change of one feature.</summary>
/// <param name="Action">create, update or delete.</param>
/// <param name="RecordedAt">Store time of the act, UTC.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="DocumentNo">文号, or null.</param>
/// <param name="Revision">Revision of the layer that the act made.</param>
/// <param name="Feature">The feature as the act left it; of a deletion, as it was.</param>
/// <param name="Fields">Fields whose value changed, in layer order, <c>geometry</c> first; empty for a creation and a deletion.</param>
/// <param name="AreaBeforeM2">椭球面积 before, m² to 0.01; 0 before a creation and for lines and points.</param>
/// <param name="AreaAfterM2">椭球面积 after, m² to 0.01; 0 after a deletion.</param>
public sealed record FeatureChanged(
    string Action, DateTimeOffset RecordedAt, string Actor, string? DocumentNo, long Revision, FeatureRow Feature,
    IReadOnlyList<string> Fields, double AreaBeforeM2, double AreaAfterM2);

/// <summary>Changes of one layer by one actor under one document.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="DocumentNo">文号, or null.</param>
/// <param name="Created">Features added.</param>
/// <param name="Updated">Changes of features.</param>
/// <param name="Deleted">Features removed.</param>
/// <param name="GainM2">Sum of area after less area before, 椭球面积, m² to 0.01.</param>
public sealed record ChangeSum(string Layer, string Actor, string? DocumentNo, int Created, int Updated, int Deleted, double GainM2);

/// <summary>The answer.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Changes">In the order in which they were recorded, ties by layer and id.</param>
/// <param name="Sums">By layer, document and actor.</param>
public sealed record ChangeReport(ChangesRequest Request, IReadOnlyList<FeatureChanged> Changes, IReadOnlyList<ChangeSum> Sums);
