using Jining231.Geo.Layers;

namespace Jining231.Geo.Eligibility;

/// <summary>Whether a block of the reserve account holds land; computed from time, never from a background job.</summary>
public static class Liveness
{
    /// <summary>
    /// True if the block is held and not past <c>held_until</c>, reserved and not past <c>in_force_to</c>, or activated. The instant
    /// of the boundary itself is past; a missing boundary means no end. The states are those of the layer's exclusive cover.
    /// </summary>
    /// <param name="reserve">A row of the reserves layer.</param>
    /// <param name="at">The instant, any offset.</param>
    public static bool IsLive(FeatureRow reserve, DateTimeOffset at) =>
        Ends(reserve, out var until) && (until is null || at < until);

    /// <summary>True if the recorded state can be live; then <paramref name="until"/> is its end, or null.</summary>
    internal static bool Ends(FeatureRow reserve, out DateTimeOffset? until)
    {
        ArgumentNullException.ThrowIfNull(reserve);
        until = null;
        var cover = reserve.Layer.ExclusiveCover
            ?? throw new ArgumentException($"Layer {reserve.Layer.Name} keeps no account.", nameof(reserve));
        if (reserve.Text(cover.StateField) is not { } state || !cover.LiveUntil.TryGetValue(state, out var field))
            return false;
        until = field is null ? null : reserve.Instant(field);
        return true;
    }
}
