using System.Text.Json;

namespace Jining231.Geo.Exchange;

/// <summary>Revisions of layers as JSON: the same member in every answer that says what it rests on.</summary>
public static class RevisionsJson
{
    /// <summary>Writes the member <c>revisions</c>, number by layer in the order given, into the open object.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, long>> revisions)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(revisions);
        json.WriteStartObject("revisions");
        foreach (var (layer, revision) in revisions)
            json.WriteNumber(layer, revision);
        json.WriteEndObject();
    }
}
