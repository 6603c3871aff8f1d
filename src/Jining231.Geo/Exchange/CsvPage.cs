using System.Buffers;
using System.Text;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>
/// CSV (RFC 4180): UTF-8 with byte order mark, because spreadsheets take Chinese text for another encoding without it; header
/// line; <c>id</c>, the fields, <c>version</c> and <c>geometry</c> as WKT. No value and empty text differ: the second is quoted.
/// Lists are JSON arrays.
/// </summary>
public sealed class CsvPage(IBufferWriter<byte> target, FeatureShape shape) : IPageWriter
{
    /// <summary>Media type.</summary>
    public const string Media = "text/csv";

    private readonly StringBuilder _line = new();

    private bool HasGeometry => shape.Geometry && shape.Layer.Geometry != GeometryKind.None;

    /// <inheritdoc/>
    public void Begin()
    {
        target.Write("\uFEFF"u8);
        _line.Append("id");
        foreach (var field in shape.Fields)
            _line.Append(',').Append(shape.Layer.Fields[field].Name);
        if (shape.Version)
            _line.Append(",version");
        if (HasGeometry)
            _line.Append(",geometry");
        Flush();
    }

    /// <inheritdoc/>
    public void Add(RawRow row)
    {
        var values = row.ToFeatureRow();
        Append(values.Id);
        foreach (var field in shape.Fields)
        {
            _line.Append(',');
            Append(PlainText.Of(values.Values[field]));
        }

        if (shape.Version)
            _line.Append(',').Append(values.Version);
        if (HasGeometry)
        {
            _line.Append(',');
            if (shape.Wkb(values) is { } wkb)
                WktText.Append(_line.Append('"'), wkb.Span, WkbProjection.Decimals(shape.Crs)).Append('"');
        }

        Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public void End(PageFacts page)
    {
    }

    private void Append(string? text)
    {
        if (text is null)
            return;
        if (text.Length > 0 && text.AsSpan().IndexOfAny(",\"\r\n") < 0 && text[0] != ' ' && text[^1] != ' ')
            _line.Append(text);
        else
            _line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    private void Flush()
    {
        _line.Append("\r\n");
        foreach (var chunk in _line.GetChunks())
            Encoding.UTF8.GetBytes(chunk.Span, target);
        _line.Clear();
    }
}
