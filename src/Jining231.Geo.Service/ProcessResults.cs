using System.Buffers;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Siting;

namespace Jining231.Geo.Service;

/// <summary>Result documents as bytes: the same for HTTP and for the command line's <c>--json</c>.</summary>
public static class ProcessResults
{
    /// <summary>UTF-8 JSON of a siting answer.</summary>
    public static byte[] ToBytes(SitingResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, FeatureJsonWriter.Options))
            SitingResultJson.Write(json, result);
        return buffer.WrittenSpan.ToArray();
    }
}
