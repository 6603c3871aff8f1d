using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>
/// Writes rows into a file that can only be handed out whole, because its head is known last. In the order Add …, Complete, Dispose; disposed
/// without Complete, what was written is no answer.
/// </summary>
public interface IRowFile : IDisposable
{
    /// <summary>One row.</summary>
    /// <exception cref="GeoProblemException">The row does not go into this kind of file, which the problem says, with a kind that takes it.</exception>
    void Add(RawRow row);

    /// <summary>Finishes the file.</summary>
    void Complete();
}
