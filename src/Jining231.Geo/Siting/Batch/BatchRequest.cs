using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Batch;

/// <summary>Many projects, and perhaps the plots that they may have.</summary>
/// <param name="Projects">The projects, at least one.</param>
/// <param name="Plots">Candidate plots; none: plots are searched for each project.</param>
/// <param name="Assign">True to give each project at most one plot so that no two overlap and the total score is best.</param>
public sealed record BatchRequest(IReadOnlyList<BatchProject> Projects, IReadOnlyList<BatchPlot> Plots, bool Assign)
{
    /// <summary>Largest number of projects.</summary>
    public const int MostProjects = 200;

    /// <summary>Largest number of plots.</summary>
    public const int MostPlots = 2000;
}

/// <summary>One project of a batch.</summary>
/// <param name="Name">What it is called in the answer.</param>
/// <param name="Request">What it asks for.</param>
public sealed record BatchProject(string Name, SitingRequest Request);

/// <summary>One candidate plot.</summary>
/// <param name="Id">What it is called in the answer.</param>
/// <param name="Geographic">Outline in EPSG:4490 on the canonical grid.</param>
public sealed record BatchPlot(string Id, Polygon Geographic);
