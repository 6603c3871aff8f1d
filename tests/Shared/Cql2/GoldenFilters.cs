using System.Text;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;

namespace Jining231.Geo.Tests.Shared.Cql2;

/// <summary>
/// The one suite of filters with their answers on a small fixed data set (golden-filters.json), run in memory and on every
/// store. The expressions are ours; together they have every form of the examples of OGC 21-065r2.
/// </summary>
public static class GoldenFilters
{
    private static readonly JsonDocument Document = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cql2", "golden-filters.json")));

    /// <summary>All cases.</summary>
    public static IReadOnlyList<GoldenFilter> Cases { get; } =
    [
        .. Document.RootElement.GetProperty("cases").EnumerateArray().Select(c => new GoldenFilter(
            c.GetProperty("layer").GetString()!, c.GetProperty("text").GetString()!,
            c.TryGetProperty("json", out var json) ? json.GetRawText() : null,
            c.GetProperty("ids").GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries))),
    ];

    /// <summary>The data, layer by layer.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<CreateFeature>> Layers { get; } =
        Document.RootElement.GetProperty("layers").EnumerateObject().ToDictionary(
            l => l.Name,
            l => FeatureJsonReader.ReadCollection(
                new MemoryStream(Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":{{l.Value.GetRawText()}}}""")),
                LayerCatalog.Get(l.Name), 10_000));

    /// <summary>The data as a store would yield them.</summary>
    public static IReadOnlyList<FeatureRow> Rows(string layer) => [.. Layers[layer].Select(Row)];

    /// <summary>A change as the row it makes.</summary>
    public static FeatureRow Row(CreateFeature change)
    {
        var layer = LayerCatalog.Get(change.Layer);
        return new FeatureRow(layer, change.Id, 1, change.Wkb, [.. layer.Fields.Select(f => change.Values.GetValueOrDefault(f.Name))]);
    }
}

/// <summary>A filter and the ids that it must give, in order.</summary>
public sealed record GoldenFilter(string Layer, string Text, string? Json, string[] Ids)
{
    /// <summary>The filter by its text, and by its JSON (written from the text where the case has none).</summary>
    public IReadOnlyList<LayerFilter> Bound()
    {
        var layer = LayerCatalog.Get(Layer);
        return
        [
            LayerFilter.Read(Text, FilterLanguage.Text, layer),
            LayerFilter.Read(Json ?? Cql2Json.Write(Cql2Text.Parse(Text)), FilterLanguage.Json, layer),
        ];
    }
}
