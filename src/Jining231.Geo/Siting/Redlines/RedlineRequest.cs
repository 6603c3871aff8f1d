using Jining231.Geo.Siting.Given;

namespace Jining231.Geo.Siting.Redlines;

/// <summary>Outlines of land (红线) to be held against the rules.</summary>
/// <param name="Plots">The outlines, at least one.</param>
/// <param name="Project">What is to stand there: hazard class, use of reserves, perhaps industries; no area, no width is asked for.</param>
public sealed record RedlineRequest(IReadOnlyList<GivenPlot> Plots, SitingRequest Project)
{
    /// <summary>Most outlines of one check.</summary>
    public const int MostPlots = 200;
}

/// <summary>What was found.</summary>
/// <param name="Plots">One an outline, in their order.</param>
/// <param name="RulesHash">SHA-256 of the rules.</param>
/// <param name="Revisions">Revision of every layer decided on.</param>
/// <param name="Quality">Worst quality among the data.</param>
/// <param name="AsOf">The last change of the record decided on.</param>
public sealed record RedlineResult(
    IReadOnlyList<RedlineAnswer> Plots, string RulesHash, IReadOnlyDictionary<string, long> Revisions, string Quality, DateTimeOffset AsOf);

/// <summary>What one outline meets.</summary>
/// <param name="Plot">The outline.</param>
/// <param name="ParkId">Park that holds its middle, or null.</param>
/// <param name="ParkName">Name of the park.</param>
/// <param name="Verdict">The worst of what was found.</param>
/// <param name="Reasons">What else is to be known: in no park, the park does not take the project.</param>
/// <param name="Breaches">Rules that take some of the land, land that was not surveyed, land outside the park.</param>
/// <param name="Conditions">Features that ask for a procedure.</param>
public sealed record RedlineAnswer(
    GivenPlot Plot, string? ParkId, string? ParkName, RedlineVerdict Verdict, IReadOnlyList<Reason> Reasons, IReadOnlyList<PlotBreach> Breaches,
    IReadOnlyList<SiteCondition> Conditions);

/// <summary>Verdicts, worst last.</summary>
public enum RedlineVerdict
{
    /// <summary>No rule takes any of it.</summary>
    Clear,

    /// <summary>A procedure is needed.</summary>
    Conditional,

    /// <summary>Some of it was not surveyed: nobody can say.</summary>
    Unknown,

    /// <summary>A rule takes some of it.</summary>
    Breaks,
}
