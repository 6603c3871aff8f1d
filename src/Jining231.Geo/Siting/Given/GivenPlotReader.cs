using System.Text.Json;
using Jining231.Geo.Exchange.BoundaryPoints;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Siting.Given;

/// <summary>Reads plots that somebody brings: a GeoJSON FeatureCollection (CRS84), each feature one polygon, or 界址点 TXT.</summary>
public static class GivenPlotReader
{
    /// <summary>The member <c>plots</c> (GeoJSON) or <c>plotsTxt</c> (text of a 界址点 TXT); none if neither is there.</summary>
    internal static IReadOnlyList<GivenPlot> Read(InputReader reader, int most, List<GeoProblem> problems)
    {
        var before = problems.Count;
        var (plots, at) = (new List<GivenPlot>(), reader.Pointer("plots"));
        if (reader.Text("plotsTxt") is { } text)
        {
            at = reader.Pointer("plotsTxt");
            if (reader.Value("plots") is not null)
                problems.Add(new(ProblemCode.InvalidValue, "“plots”和“plotsTxt”只能给一个。", "Give either 'plots' or 'plotsTxt', not both.") { Field = at });
            else
                InputReader.Gather(problems, () => plots.AddRange(Of(BoundaryReader.Read(text, at))));
        }
        else if (reader.Value("plots") is { } value)
        {
            ReadCollection(value, at, most, plots, problems);
        }

        if (problems.Count == before && plots.Count > most)
            problems.Add(TooMany(at, most));
        return plots;
    }

    /// <summary>A FeatureCollection; raises <see cref="GeoProblemException"/> with all problems.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="at">Its JSON pointer.</param>
    /// <param name="most">Most features.</param>
    public static IReadOnlyList<GivenPlot> Read(JsonElement collection, string at, int most)
    {
        var (plots, problems) = (new List<GivenPlot>(), new List<GeoProblem>());
        ReadCollection(collection, at, most, plots, problems);
        return problems.Count == 0 ? plots : throw new GeoProblemException(problems);
    }

    /// <summary>The plots of a 界址点 TXT.</summary>
    public static IEnumerable<GivenPlot> Of(IEnumerable<BoundaryOutline> outlines) => outlines.Select(o => new GivenPlot(o.Number.Length > 0 ? o.Number : o.Label, o.Label, o.Geographic)
    {
        Line = o.Line,
        StatedHa = o.StatedHa,
    });

    private static void ReadCollection(JsonElement value, string at, int most, List<GivenPlot> plots, List<GeoProblem> problems)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
            problems.Add(new(ProblemCode.InvalidValue, "应为 GeoJSON FeatureCollection。", "Must be a GeoJSON FeatureCollection.") { Field = at });
        else if (features.GetArrayLength() == 0 || features.GetArrayLength() > most)
            problems.Add(TooMany(at, most));
        else
            for (var i = 0; i < features.GetArrayLength(); i++)
            {
                var (feature, pointer, number) = (features[i], $"{at}/features/{i}", i + 1);
                InputReader.Gather(problems, () => plots.Add(ReadOne(feature, pointer, number)));
            }
    }

    private static GivenPlot ReadOne(JsonElement feature, string at, int number)
    {
        if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry))
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidGeometry, "缺少“geometry”。", "'geometry' is missing.") { Field = at });
        var id = Text(feature, "id") ?? $"{number}";
        var name = feature.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? Text(properties, "name") : null;
        return new GivenPlot(id, name ?? id, LockedPlotReader.OnePolygon(geometry, at + "/geometry"));
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number && value.ToString() is { Length: > 0 } text ? text : null;

    private static GeoProblem TooMany(string at, int most) => new(ProblemCode.OutOfRange, $"地块应为 1 至 {most} 个。", $"There must be 1 to {most} plots.")
    {
        Field = at,
        Allowed = [$"1–{most}"],
    };
}
