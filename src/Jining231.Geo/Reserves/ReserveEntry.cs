using Jining231.Geo.Layers;

namespace Jining231.Geo.Reserves;

/// <summary>One entry of the 留白 account: what one act, or time, did to one block. Entries are never changed.</summary>
/// <param name="BlockId">The block.</param>
/// <param name="Act">Wire name of the act (<see cref="ReserveActs"/>), or <c>expire</c>, <c>amend</c> (a correction that is no act), <c>delete</c>.</param>
/// <param name="EffectiveAt">When it took effect, UTC: the end of the term for <c>expire</c>, else the store time of the act.</param>
/// <param name="Actor">Who acted.</param>
/// <param name="DocumentNo">文号 of the act, or null.</param>
/// <param name="After">The block as the act left it; of a deletion, as it was.</param>
public sealed record ReserveEntry(string BlockId, string Act, DateTimeOffset EffectiveAt, string Actor, string? DocumentNo, FeatureRow After)
{
    /// <summary>Revision of the account that the act made; null for an end of term that nobody has written down yet.</summary>
    public long? Revision { get; init; }

    /// <summary>Store time of the writing, UTC; null as for <see cref="Revision"/>.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>State before; <see cref="ReserveLifecycle.None"/> for a new block.</summary>
    public string StateBefore { get; init; } = ReserveLifecycle.None;

    /// <summary>State after; <see cref="ReserveLifecycle.None"/> after a deletion.</summary>
    public string StateAfter { get; init; } = ReserveLifecycle.None;

    /// <summary>Land that the block kept before, 椭球面积, m² to 0.01; 0 where its state keeps none.</summary>
    public double AreaBeforeM2 { get; init; }

    /// <summary>Land that it keeps after, 椭球面积, m² to 0.01.</summary>
    public double AreaAfterM2 { get; init; }
}
