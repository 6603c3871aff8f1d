using Jining231.Geo.Siting;

namespace Jining231.Geo.Reserves.Planning;

/// <summary>A proved plot that could become a block of the plan.</summary>
internal sealed record PlanCandidate(int Slot, ProvedPlot Plot)
{
    /// <summary>Plots and corridor of a sub-park; empty for one plot.</summary>
    public IReadOnlyList<SubparkPart> Parts { get; init; } = [];

    /// <summary>True if the request says that it is part of every answer.</summary>
    public bool LockedIn { get; init; }

    /// <summary>What each objective adds, and the sum, 0 to 100.</summary>
    public IReadOnlyList<Contribution> Objectives { get; init; } = [];

    /// <summary>Sum of the objectives, 0 to 100.</summary>
    public double Score { get; init; }

    /// <summary>Usable land beside its own that it turns into strips and corners, m².</summary>
    public double SterilisedM2 { get; init; }

    /// <summary>The outline.</summary>
    public PlotOutline Outline => Plot.Outline;
}
