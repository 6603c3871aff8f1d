using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves;

/// <summary>A wish to hold or reserve land, read and checked at the edge.</summary>
/// <param name="Act"><see cref="ReserveAct.Hold"/> or <see cref="ReserveAct.Reserve"/>.</param>
/// <param name="ParkId">Park in which the block must lie.</param>
/// <param name="Geometry">The block, MultiPolygon in EPSG:4490 (x = longitude) on the canonical grid.</param>
/// <param name="Tier">Code of the reserve tier.</param>
/// <param name="Holder">For whom the land is kept.</param>
/// <param name="DocumentNo">文号 of the act.</param>
public sealed record ReserveRequest(
    ReserveAct Act, string ParkId, Geometry Geometry, string Tier, string Holder, string DocumentNo)
{
    /// <summary>Name of the block; null: made from the park's name.</summary>
    public string? Name { get; init; }

    /// <summary>What the land is kept for.</summary>
    public string? Purpose { get; init; }

    /// <summary>End of a hold (UTC); required for a hold.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>End of a reserve (UTC), or null: open.</summary>
    public DateTimeOffset? InForceTo { get; init; }

    /// <summary>What the eligibility of the land is judged for.</summary>
    public ReserveUseCase UseCase { get; init; } = new(null, null, null);
}

/// <summary>An act on an existing block, read and checked at the edge.</summary>
/// <param name="Act">The act.</param>
/// <param name="Id">The block.</param>
/// <param name="ExpectedVersion">Version that must still be current.</param>
/// <param name="DocumentNo">文号 of the act.</param>
public sealed record ReserveActRequest(ReserveAct Act, string Id, long ExpectedVersion, string DocumentNo)
{
    /// <summary>New end of the hold (UTC), for <see cref="ReserveAct.Renew"/>.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>End of the reserve (UTC), or null: open, for <see cref="ReserveAct.Reserve"/>.</summary>
    public DateTimeOffset? InForceTo { get; init; }

    /// <summary>
    /// In EPSG:4490 on the canonical grid: the new geometry for <see cref="ReserveAct.Adjust"/>; for <see cref="ReserveAct.Activate"/> the
    /// part that is handed over, or null: the whole block.
    /// </summary>
    public Geometry? Geometry { get; init; }

    /// <summary>The parts, at least two, in EPSG:4490 on the canonical grid, for <see cref="ReserveAct.Split"/>; the block keeps the first.</summary>
    public IReadOnlyList<Geometry> Parts { get; init; } = [];

    /// <summary>The blocks that become part of this one, each with the version seen, for <see cref="ReserveAct.Merge"/>.</summary>
    public IReadOnlyList<SeenBlock> Others { get; init; } = [];

    /// <summary>The project that gets the land, for <see cref="ReserveAct.Activate"/>.</summary>
    public string? ProjectId { get; init; }

    /// <summary>What the eligibility of the land is judged for.</summary>
    public ReserveUseCase UseCase { get; init; } = new(null, null, null);
}

/// <summary>A block in the state that the one who acts has seen.</summary>
/// <param name="Id">The block.</param>
/// <param name="Version">Version that must still be current.</param>
public sealed record SeenBlock(string Id, long Version);

/// <summary>What the land is to serve, as far as its eligibility depends on it.</summary>
/// <param name="Industry">Industry key of the rules, or null.</param>
/// <param name="Hazard">Hazard class (none, low, medium, high); null: the industry's, else that of the park's rule profile.</param>
/// <param name="OverrideDocumentNo">文号 that lets the block stand on land that is not eligible, or null.</param>
public sealed record ReserveUseCase(string? Industry, string? Hazard, string? OverrideDocumentNo);
