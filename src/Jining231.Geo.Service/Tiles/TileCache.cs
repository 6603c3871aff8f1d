using Jining231.Geo.Tiles;

namespace Jining231.Geo.Service.Tiles;

/// <summary>A tile as it is kept: plain and, where that is smaller, compressed.</summary>
/// <param name="Bytes">The tile; empty if nothing lies in it.</param>
/// <param name="Gzip">The same under gzip, or null for a tile not worth it.</param>
/// <param name="Summary">Value of the <c>Tile-Summary</c> header.</param>
internal sealed record CachedTile(byte[] Bytes, byte[]? Gzip, string Summary)
{
    /// <summary>Bytes that it takes, with what the cache itself needs.</summary>
    public long Size => Bytes.Length + (Gzip?.Length ?? 0) + (Summary.Length * 2) + 400;
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
