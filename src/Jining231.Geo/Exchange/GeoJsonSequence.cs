using System.Buffers;
using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>GeoJSON text sequence (RFC 8142): record separator, one feature, line feed.</summary>
public sealed class GeoJsonSequence(IBufferWriter<byte> target, FeatureShape shape) : IPageWriter
{
    /// <summary>Media type.</summary>
    public const string Media = "application/geo+json-seq";

    private readonly Utf8JsonWriter _json = new(target, FeatureJsonWriter.Options);

    /// <inheritdoc/>
    public void Begin()
    {
    }

    /// <inheritdoc/>
    public void Add(FeatureRow row)
    {
        target.Write("\u001e"u8);
        FeatureJsonWriter.WriteFeature(_json, row, shape);
        _json.Flush();
        _json.Reset();
        target.Write("\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <inheritdoc/>
    public void End(PageFacts page)
    {
    }
}
