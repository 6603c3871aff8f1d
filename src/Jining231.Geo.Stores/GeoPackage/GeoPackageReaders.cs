using System.Collections.Concurrent;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>Connections that wait for the next snapshot.</summary>
internal sealed class GeoPackageReaders(string path) : IDisposable
{
    private const int MostIdle = 8;

    private readonly ConcurrentBag<GeoPackageReader> _idle = [];
    private volatile bool _closed;

    /// <summary>A connection, new if none waits.</summary>
    public GeoPackageReader Take() => _idle.TryTake(out var reader) ? reader : new GeoPackageReader(path);

    /// <summary>Takes a connection back whose transaction has ended; one that somebody still reads from is not used again.</summary>
    public void Return(GeoPackageReader reader)
    {
        if (_closed || reader.Statements.Taken > 0 || _idle.Count >= MostIdle)
        {
            reader.Dispose();
            return;
        }

        _idle.Add(reader);
        if (_closed)
            Dispose();
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var reader))
            reader.Dispose();
    }
}
