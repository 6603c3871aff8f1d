using System.IO.Compression;
using Jining231.Geo.Tiles;

namespace Jining231.Geo.Service.Tiles;

/// <summary>A tile as it is kept: plain and, once a client has asked for it, compressed.</summary>
/// <param name="bytes">The tile; empty if nothing lies in it.</param>
/// <param name="summary">Value of the <c>Tile-Summary</c> header.</param>
internal sealed class CachedTile(byte[] bytes, string summary)
{
    private const int WorthCompressing = 400;

    // Two clients at once may do the same work twice; they come to the same bytes.
    private readonly Lazy<byte[]?> _gzip = new(() => bytes.Length < WorthCompressing ? null : Compress(bytes), LazyThreadSafetyMode.PublicationOnly);

    public byte[] Bytes => bytes;

    public string Summary => summary;

    /// <summary>Bytes that it takes at most, with what the cache itself needs: a compressed tile is kept only where it is smaller.</summary>
    public long Size => (bytes.Length * 2L) + (summary.Length * 2) + 400;

    /// <summary>The same under gzip, or null for a tile not worth it.</summary>
    public byte[]? Gzip() => _gzip.Value;

    private static byte[]? Compress(byte[] bytes)
    {
        using var target = new MemoryStream(bytes.Length / 2);
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return target.Length < bytes.Length ? target.ToArray() : null;
    }
}

/// <summary>
/// Tiles by address and layer revisions; the least recently used go when the bound is met. A key names the revisions that were read in
/// the snapshot the tile was made from, so nothing is ever invalidated.
/// </summary>
/// <param name="mostBytes">Bound of what is kept.</param>
internal sealed class TileCache(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TileKey, LinkedListNode<(TileKey Key, CachedTile Tile)>> _tiles = [];
    private readonly LinkedList<(TileKey Key, CachedTile Tile)> _order = new();
    private long _bytes;

    public CachedTile? Find(TileKey key)
    {
        lock (_lock)
        {
            if (!_tiles.TryGetValue(key, out var node))
                return null;
            _order.Remove(node);
            _order.AddFirst(node);
            return node.Value.Tile;
        }
    }

    public void Add(TileKey key, CachedTile tile)
    {
        if (tile.Size > mostBytes / 8)
            return;
        lock (_lock)
        {
            if (_tiles.ContainsKey(key))
                return;
            _tiles.Add(key, _order.AddFirst((key, tile)));
            for (_bytes += tile.Size; _bytes > mostBytes && _order.Last is { } last; _order.RemoveLast())
            {
                _tiles.Remove(last.Value.Key);
                _bytes -= last.Value.Tile.Size;
            }
        }
    }
}

/// <summary>What a tile is made of.</summary>
/// <param name="Tile">The address.</param>
/// <param name="Layers">Layer names and their revisions, as in the entity tag.</param>
internal readonly record struct TileKey(TileAddress Tile, string Layers);
