using Jining231.Geo.Workspace.Mapping;

namespace Jining231.Geo.Workspace.Search;

/// <summary>What a search found: a position, or features.</summary>
/// <param name="Position">Set where the text was a pair of coordinates.</param>
/// <param name="Features">Best first.</param>
public sealed record SearchResult(TypedPosition? Position, IReadOnlyList<MapFeature> Features)
{
    /// <summary>True if nothing was found.</summary>
    public bool IsEmpty => Position is null && Features.Count == 0;
}

/// <summary>One box for everything: names, ids, coordinates.</summary>
public static class Searcher
{
    private const int Most = 30;

    /// <summary>
    /// Searches all layers; an exact id or name comes first, then beginnings, then parts. Parcels come last: they are many and named after their park.
    /// </summary>
    public static SearchResult Find(IEnumerable<MapLayer> layers, string text)
    {
        ArgumentNullException.ThrowIfNull(layers);
        text = (text ?? "").Trim();
        if (text.Length == 0)
            return new(null, []);
        if (CoordinateText.Read(text) is { } position)
            return new(position, []);
        return new(null,
        [
            .. (from layer in layers
                from feature in layer.Features
                let rank = Math.Min(Rank(feature.Name, text), Rank(feature.Row.Id, text))
                where rank < 3
                orderby rank > 0 && layer.Def.Name == "parcels", rank, feature.Name.Length, feature.Name, feature.Row.Id
                select feature).Take(Most),
        ]);
    }

    private static int Rank(string value, string text) =>
        value.Equals(text, StringComparison.OrdinalIgnoreCase) ? 0
        : value.StartsWith(text, StringComparison.OrdinalIgnoreCase) ? 1
        : value.Contains(text, StringComparison.OrdinalIgnoreCase) ? 2 : 3;
}
