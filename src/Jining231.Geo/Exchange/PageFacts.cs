using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>A link of an answer.</summary>
/// <param name="Href">Absolute address.</param>
/// <param name="Rel">Relation.</param>
/// <param name="Type">Media type behind it.</param>
/// <param name="Title">For people.</param>
public sealed record PageLink(string Href, string Rel, string Type, string Title);

/// <summary>What is known of a page when its last feature has been written.</summary>
/// <param name="Returned">Features in it.</param>
/// <param name="Matched">Features that match in all, or null if not counted.</param>
/// <param name="Estimated">True if <paramref name="Matched"/> is an estimate.</param>
/// <param name="Links">Links of the page.</param>
public sealed record PageFacts(long Returned, long? Matched, bool Estimated, IReadOnlyList<PageLink> Links);

/// <summary>Writes rows in one format into a buffer that somebody else flushes; called in the order Begin, Add …, End, Dispose.</summary>
public interface IPageWriter : IDisposable
{
    /// <summary>What stands before the first row.</summary>
    void Begin();

    /// <summary>One row.</summary>
    void Add(RawRow row);

    /// <summary>A writer for rows that come right behind those of this one, for use by another thread at the same time; null if the format has none.</summary>
    /// <param name="target">Written at its end.</param>
    IPageWriter? Behind(ByteBuffer target) => null;

    /// <summary>What stands behind the last row.</summary>
    void End(PageFacts page);
}
