using System.Buffers;
using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Exchange;

/// <summary>Attribute values as text for formats that have few types of their own.</summary>
public static class PlainText
{
    /// <summary>RFC 3339 for times, <c>true</c> or <c>false</c>, JSON for lists, the shortest exact form for numbers; null for no value.</summary>
    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset instant => Rfc3339.Format(instant),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IReadOnlyList<string> list => List(list),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"No plain text for {value.GetType().Name}.", nameof(value)),
    };

    /// <summary>A list as a JSON array.</summary>
    public static string List(IReadOnlyList<string> list)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new System.Text.Json.Utf8JsonWriter(buffer, FeatureJsonWriter.Options))
            FeatureJsonWriter.WriteValue(json, list);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
