using System.Buffers;
using System.Text.Json;

namespace Jining231.Geo.Exchange;

/// <summary>A JSON document as bytes: UTF-8, no white space, Chinese text not escaped; the same for HTTP, the command line and packages.</summary>
public static class JsonBytes
{
    /// <summary>What <paramref name="write"/> writes.</summary>
    public static byte[] Of(Action<Utf8JsonWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, FeatureJsonWriter.Options))
            write(json);
        return buffer.WrittenSpan.ToArray();
    }
}
