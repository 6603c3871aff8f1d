namespace Jining231.Geo.Siting.Assemblies;

/// <summary>Parcels out of which a connected set of a total area is wanted.</summary>
/// <param name="Parcels">The parcels, in id order.</param>
/// <param name="Borders">Pairs that share a boundary; each pair once.</param>
/// <param name="Least">Smallest total area, hundredths of a square metre.</param>
/// <param name="Most">Largest total area, hundredths of a square metre.</param>
internal sealed record AssemblyProblem(IReadOnlyList<AssemblyParcel> Parcels, IReadOnlyList<AssemblyBorder> Borders, long Least, long Most)
{
    /// <summary>Sets of parcels of each of which one at least must be taken (one set for each need).</summary>
    public IReadOnlyList<IReadOnlyList<int>> AnyOf { get; init; } = [];
}

/// <summary>A parcel as the solver sees it.</summary>
/// <param name="Area">Hundredths of a square metre, rounded down.</param>
/// <param name="PerimeterCm">Length of its boundary, cm.</param>
/// <param name="Owner">Number of its owner, from 0.</param>
internal sealed record AssemblyParcel(long Area, long PerimeterCm, int Owner);

/// <summary>What two parcels share.</summary>
/// <param name="A">Number of the one.</param>
/// <param name="B">Number of the other.</param>
/// <param name="SharedCm">Length of the common boundary, cm.</param>
/// <param name="Joins">True if one stretch of it is long enough to make them one plot.</param>
internal sealed record AssemblyBorder(int A, int B, long SharedCm, bool Joins);

/// <summary>A set that was found and accepted.</summary>
/// <param name="Members">Numbers of the parcels, ascending.</param>
/// <param name="Owners">Number of owners.</param>
/// <param name="PerimeterCm">Length of the outline, holes included, cm.</param>
/// <param name="Proven">True if no other set that differs from the earlier ones has fewer owners, or as many and a shorter outline.</param>
internal sealed record AssemblySet(IReadOnlyList<int> Members, int Owners, long PerimeterCm, bool Proven);

/// <summary>What a search gave.</summary>
/// <param name="Sets">The sets, best first.</param>
/// <param name="Refused">Sets that were found and not accepted.</param>
internal sealed record AssemblyAnswer(IReadOnlyList<AssemblySet> Sets, int Refused);
