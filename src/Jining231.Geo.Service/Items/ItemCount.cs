using Jining231.Geo.Layers;

namespace Jining231.Geo.Service.Items;

/// <summary>
/// numberMatched. Without a wish: exact where the page is the whole answer or the store has seen all of it (nothing is counted), exact up to 10,000 on pages of
/// at most 100 (previews, and QGIS asking with limit=1), else estimated; later pages repeat what the first one said.
/// </summary>
internal static class ItemCount
{
    private const int SmallPage = 100, CheapCount = 10_000;

    /// <summary>The number, or null, and whether it is an estimate.</summary>
    /// <param name="snapshot">The view the page was read from.</param>
    /// <param name="items">The request.</param>
    /// <param name="passed">Features before and in the page.</param>
    /// <param name="more">True if there are features behind it.</param>
    /// <param name="found">The number that match, if the reading of the page has found it.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public static async ValueTask<(long? Matched, bool Estimated)> OfAsync(
        IFeatureSnapshot snapshot, ItemQuery items, long passed, bool more, long? found, CancellationToken cancellationToken)
    {
        if (items.Count == CountMode.None)
            return (null, false);
        if (!more && items.Position is null && (passed > items.Query.Offset || items.Query.Offset == 0))
            return (passed, false);
        if (items.Position is { Matched: { } known } position && (items.Count == CountMode.Auto || position.Estimated == (items.Count == CountMode.Estimated)))
            return (known, position.Estimated);
        if (found is { } counted)
            return (counted, items.Count == CountMode.Estimated);
        var whole = items.Query.Whole;
        if (items.Count == CountMode.Exact)
            return (await snapshot.CountAsync(whole, cancellationToken), false);
        if (items.Count == CountMode.Auto && items.Limit <= SmallPage && await snapshot.CountUpToAsync(whole, CheapCount, cancellationToken) is { } exact)
            return (exact, false);
        var estimate = await snapshot.EstimateAsync(whole, cancellationToken);
        return (Math.Max(estimate, passed + (more ? 1 : 0)), true);
    }
}
