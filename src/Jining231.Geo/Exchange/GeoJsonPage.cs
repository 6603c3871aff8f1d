using System.Text.Json;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>A GeoJSON FeatureCollection (RFC 7946; in another CRS than CRS84 as OGC API - Features Part 2 allows, Content-Crs telling which).</summary>
/// <param name="target">Written at its end.</param>
/// <param name="shape">How features are shown.</param>
/// <param name="decimals">Decimals of a degree, at most 9.</param>
public sealed class GeoJsonPage(ByteBuffer target, FeatureShape shape, int decimals = FeatureJsonBytes.Decimals) : IPageWriter
{
    private readonly FeatureJsonBytes _features = new(shape, decimals);
    private bool _some;

    /// <inheritdoc/>
    public void Begin() => target.Add("{\"type\":\"FeatureCollection\",\"features\":["u8);

    /// <inheritdoc/>
    public void Add(RawRow row)
    {
        if (_some)
            target.Add((byte)',');
        _some = true;
        _features.WriteFeature(target, row);
    }

    /// <inheritdoc/>
    public IPageWriter? Behind(ByteBuffer target) => new GeoJsonPage(target, shape, decimals) { _some = true };

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public void End(PageFacts page)
    {
        target.Add("],"u8);
        // Members of an object that this writer has not seen begin.
        using (var json = new Utf8JsonWriter(target, FeatureJsonWriter.Options with { SkipValidation = true }))
            WriteFacts(json, page);
        target.Add((byte)'}');
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
