namespace Jining231.Geo.Siting.Chains;

/// <summary>A possible partner in the chain near a plot.</summary>
/// <param name="Direction"><c>supplier</c> (upstream, 上游) or <c>customer</c> (downstream, 下游).</param>
/// <param name="Industry">Key of its industry.</param>
/// <param name="Layer">Layer of the feature.</param>
/// <param name="FeatureId">Its id.</param>
/// <param name="Name">The enterprise, or the project.</param>
/// <param name="Km">Straight-line distance, edge to edge, km, to 0.001, rounded up.</param>
/// <param name="Quality">Worse of the feature's quality and that of the link.</param>
/// <param name="Source">Where the link of the industries comes from.</param>
/// <param name="Clause">Clause in it.</param>
public sealed record ChainPartner(
    string Direction, string Industry, string Layer, string FeatureId, string Name, double Km, string Quality, string Source, string Clause);
