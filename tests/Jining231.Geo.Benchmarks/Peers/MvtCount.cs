namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Counts the features of a vector tile of anybody, without judging the rest of it.</summary>
internal static class MvtCount
{
    private const int LayersOfTile = 3, FeaturesOfLayer = 2;

    public static int Features(ReadOnlySpan<byte> tile)
    {
        var count = 0;
        for (var at = 0; at < tile.Length;)
            if (Next(tile, ref at, out var layer) == LayersOfTile)
                for (var inner = 0; inner < layer.Length;)
                    count += Next(layer, ref inner, out _) == FeaturesOfLayer ? 1 : 0;
        return count;
    }

    /// <summary>Reads one field of a protocol buffer; gives its number and, where it has one, its bytes.</summary>
    private static int Next(ReadOnlySpan<byte> bytes, ref int at, out ReadOnlySpan<byte> content)
    {
        var tag = (int)Varint(bytes, ref at);
        content = default;
        switch (tag & 7)
        {
            case 0: Varint(bytes, ref at); break;
            case 1: at += 8; break;
            case 5: at += 4; break;
            case 2:
                var length = (int)Varint(bytes, ref at);
                content = bytes.Slice(at, length);
                at += length;
                break;
            default: throw new InvalidDataException("No protocol buffer.");
        }

        return tag >> 3;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
