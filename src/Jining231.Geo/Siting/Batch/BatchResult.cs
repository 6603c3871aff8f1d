using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Batch;

/// <summary>The answer to a batch.</summary>
/// <param name="Projects">One answer a project, in their order.</param>
/// <param name="Assignment">Who gets which plot, or null where it was not asked for.</param>
/// <param name="Engine">Name and version of the siting engine.</param>
/// <param name="RulesHash">Hash of the rule pack.</param>
/// <param name="Revisions">Revisions of all layers that were read, by name.</param>
/// <param name="Quality">Worst quality of the data.</param>
public sealed record BatchResult(
    IReadOnlyList<BatchAnswer> Projects, BatchAssignment? Assignment, string Engine, string RulesHash, IReadOnlyDictionary<string, long> Revisions,
    string Quality);

/// <summary>What one project can have.</summary>
/// <param name="Name">The project.</param>
/// <param name="Request">What it asked for, resolved.</param>
/// <param name="Sites">Sites by rank, best first.</param>
/// <param name="PlotIds">For given plots: the plot behind each site; else none.</param>
/// <param name="Refused">Given plots that it cannot have, with every reason.</param>
/// <param name="Problems">Why the project itself could not be answered (an unknown park in its scope); then it has no sites.</param>
public sealed record BatchAnswer(
    string Name, SitingRequest Request, IReadOnlyList<Site> Sites, IReadOnlyList<string> PlotIds, IReadOnlyList<RefusedPlot> Refused,
    IReadOnlyList<GeoProblem> Problems);

/// <summary>A given plot that a project cannot have.</summary>
/// <param name="PlotId">The plot.</param>
/// <param name="Reasons">Why.</param>
public sealed record RefusedPlot(string PlotId, IReadOnlyList<Reason> Reasons);

/// <summary>Projects to plots of which no two overlap by more than 0.01 m² (EPSG:4548).</summary>
/// <param name="Pairs">Index of the project and rank of its site, in project order.</param>
/// <param name="TotalScore">Sum of the scores.</param>
/// <param name="Bound">No assignment among the same sites has a larger sum.</param>
public sealed record BatchAssignment(IReadOnlyList<(int Project, int Rank)> Pairs, double TotalScore, double Bound);
