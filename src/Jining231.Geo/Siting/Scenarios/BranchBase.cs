namespace Jining231.Geo.Siting.Scenarios;

/// <summary>The record that a branch was made on, and what has moved on since.</summary>
/// <param name="At">Its instant (UTC).</param>
/// <param name="Revisions">Revision of every layer then.</param>
/// <param name="Moved">Layers whose revision is another now, ordered by name.</param>
public sealed record BranchBase(DateTimeOffset At, IReadOnlyDictionary<string, long> Revisions, IReadOnlyList<MovedLayer> Moved)
{
    /// <summary>Layers that differ, ordered by name.</summary>
    public static IReadOnlyList<MovedLayer> Since(IReadOnlyDictionary<string, long> then, IReadOnlyDictionary<string, long> now)
    {
        ArgumentNullException.ThrowIfNull(then);
        ArgumentNullException.ThrowIfNull(now);
        return
        [
            .. then.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(l => new MovedLayer(l, then.TryGetValue(l, out var a) ? a : null, now.TryGetValue(l, out var b) ? b : null)).Where(m => m.Base != m.Now),
        ];
    }
}

/// <summary>A layer that has moved on.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Base">Revision that the branch was made on; null: there was no such layer.</param>
/// <param name="Now">Revision compared on; null: there is no such layer.</param>
public sealed record MovedLayer(string Layer, long? Base, long? Now);
