using System.Text;

namespace Jining231.Geo.Tests.Shared.Tiles;

/// <summary>A strict reader of Mapbox Vector Tiles 2.1, written from the standard: what the standard forbids is an error.</summary>
public static class MvtReader
{
    public sealed record Layer(string Name, uint Extent, IReadOnlyList<Feature> Features);

    /// <summary>One feature; rings and lines as positions, rings closed.</summary>
    public sealed record Feature(ulong? Id, int Type, IReadOnlyDictionary<string, object> Attributes, IReadOnlyList<List<(int X, int Y)>> Parts);

    public static IReadOnlyList<Layer> Read(ReadOnlySpan<byte> tile)
    {
        var layers = new List<Layer>();
        var at = new Cursor(tile);
        while (!at.End)
            layers.Add(at.Next() == 3 ? ReadLayer(at.Bytes()) : throw new InvalidDataException("Only layers belong into a tile."));
        if (layers.Select(l => l.Name).Distinct().Count() != layers.Count)
            throw new InvalidDataException("Layer names must differ.");
        return layers;
    }

    private static Layer ReadLayer(ReadOnlySpan<byte> bytes)
    {
        var (name, extent, version) = ("", 4096u, 0u);
        var keys = new List<string>();
        var values = new List<object>();
        var features = new List<byte[]>();
        var at = new Cursor(bytes);
        while (!at.End)
            switch (at.Next())
            {
                case 15: version = (uint)at.Varint(); break;
                case 1: name = Encoding.UTF8.GetString(at.Bytes()); break;
                case 2: features.Add(at.Bytes().ToArray()); break;
                case 3: keys.Add(Encoding.UTF8.GetString(at.Bytes())); break;
                case 4: values.Add(ReadValue(at.Bytes())); break;
                case 5: extent = (uint)at.Varint(); break;
                default: throw new InvalidDataException("Unknown field of a layer.");
            }

        if (version != 2 || name.Length == 0 || features.Count == 0 || keys.Distinct().Count() != keys.Count || values.Distinct().Count() != values.Count)
            throw new InvalidDataException($"Layer '{name}': version, name, features, distinct keys and values.");
        return new Layer(name, extent, [.. features.Select(f => ReadFeature(f, keys, values))]);
    }

    private static object ReadValue(ReadOnlySpan<byte> bytes)
    {
        var at = new Cursor(bytes);
        object value = at.Next() switch
        {
            1 => Encoding.UTF8.GetString(at.Bytes()),
            3 => at.Double(),
            6 => ZigZag(at.Varint()),
            7 => at.Varint() == 1,
            var field => throw new InvalidDataException($"Unknown kind of value {field}."),
        };
        return at.End ? value : throw new InvalidDataException("A value holds one value.");
    }

    private static Feature ReadFeature(ReadOnlySpan<byte> bytes, List<string> keys, List<object> values)
    {
        ulong? id = null;
        var type = 0;
        var attributes = new Dictionary<string, object>();
        List<List<(int, int)>> parts = [];
        var at = new Cursor(bytes);
        while (!at.End)
            switch (at.Next())
            {
                case 1: id = at.Varint(); break;
                case 2:
                    for (var tags = new Cursor(at.Bytes()); !tags.End;)
                        attributes.Add(keys[(int)tags.Varint()], values[(int)tags.Varint()]);
                    break;
                case 3: type = (int)at.Varint(); break;
                case 4: parts = ReadGeometry(at.Bytes(), type); break;
                default: throw new InvalidDataException("Unknown field of a feature.");
            }

        return type is >= 1 and <= 3 && parts.Count > 0 ? new Feature(id, type, attributes, parts) : throw new InvalidDataException("A feature needs type and geometry.");
    }

    private static List<List<(int X, int Y)>> ReadGeometry(ReadOnlySpan<byte> bytes, int type)
    {
        var parts = new List<List<(int X, int Y)>>();
        var (x, y) = (0L, 0L);
        for (var at = new Cursor(bytes); !at.End;)
        {
            var command = at.Varint();
            var count = (int)(command >> 3);
            switch (command & 7, type)
            {
                case (1, 1) when count > 0:
                case (1, _) when count == 1:
                    parts.Add([]);
                    break;
                case (2, 2 or 3) when count >= (type == 3 ? 2 : 1) && parts[^1].Count == 1: break;
                case (7, 3) when count == 1 && parts[^1].Count >= 3:
                    parts[^1].Add(parts[^1][0]);
                    continue;
                default: throw new InvalidDataException($"Command {command & 7} × {count} in a geometry of type {type}.");
            }

            for (var i = 0; i < count; i++)
            {
                var (dx, dy) = (ZigZag(at.Varint()), ZigZag(at.Varint()));
                if ((command & 7) == 2 && dx == 0 && dy == 0)
                    throw new InvalidDataException("A line to where it is.");
                (x, y) = (x + dx, y + dy);
                parts[^1].Add(((int)x, (int)y));
            }
        }

        return parts;
    }

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private ref struct Cursor(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;
        private int _wire;

        public readonly bool End => _rest.IsEmpty;

        public int Next()
        {
            var tag = Varint();
            _wire = (int)(tag & 7);
            return (int)(tag >> 3);
        }

        public ulong Varint()
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var b = _rest[0];
                _rest = _rest[1..];
                value |= (ulong)(b & 0x7F) << shift;
                if (b < 0x80)
                    return value;
            }
        }

        public ReadOnlySpan<byte> Bytes()
        {
            if (_wire != 2)
                throw new InvalidDataException("Bytes expected.");
            var length = (int)Varint();
            var value = _rest[..length];
            _rest = _rest[length..];
            return value;
        }

        public double Double()
        {
            var value = BitConverter.ToDouble(_rest);
            _rest = _rest[8..];
            return value;
        }
    }
}
