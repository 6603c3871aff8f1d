using System.Buffers;
using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>A GeoJSON FeatureCollection (RFC 7946; in another CRS than CRS84 as OGC API - Features Part 2 allows, Content-Crs telling which).</summary>
public sealed class GeoJsonPage(IBufferWriter<byte> target, FeatureShape shape) : IPageWriter
{
    private readonly Utf8JsonWriter _json = new(target, FeatureJsonWriter.Options);

    /// <inheritdoc/>
    public void Begin()
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, "FeatureCollection"u8);
        _json.WriteStartArray("features"u8);
    }

    /// <inheritdoc/>
    public void Add(FeatureRow row)
    {
        FeatureJsonWriter.WriteFeature(_json, row, shape);
        _json.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    /// <inheritdoc/>
    public void End(PageFacts page)
    {
        _json.WriteEndArray();
        WriteFacts(_json, page);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>numberReturned, numberMatched (with a mark if it is an estimate) and links.</summary>
    internal static void WriteFacts(Utf8JsonWriter json, PageFacts page)
    {
        ArgumentNullException.ThrowIfNull(page);
        json.WriteNumber("numberReturned"u8, page.Returned);
        if (page.Matched is { } matched)
        {
            json.WriteNumber("numberMatched"u8, matched);
            if (page.Estimated)
                json.WriteBoolean("numberMatchedEstimated"u8, true);
        }

        json.WriteStartArray("links"u8);
        foreach (var link in page.Links)
        {
            json.WriteStartObject();
            json.WriteString("href"u8, link.Href);
            json.WriteString("rel"u8, link.Rel);
            json.WriteString("type"u8, link.Type);
            json.WriteString("title"u8, link.Title);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
