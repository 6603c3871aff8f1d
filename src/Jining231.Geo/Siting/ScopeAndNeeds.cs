using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>Reads the nested parts of a siting request.</summary>
internal static class ScopeAndNeeds
{
    private const int MostExcluded = 200;

    public static IReadOnlyList<SitingNeed> ReadNeeds(InputReader reader, RulePack rules, List<GeoProblem> problems)
    {
        if (reader.Value("needs") is not { } value)
            return [];
        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Add(new(ProblemCode.InvalidValue, "“needs”必须是列表。", "'needs' must be a list.") { Field = reader.Pointer("needs") });
            return [];
        }

        var needs = new List<SitingNeed>();
        var kinds = rules.NeedKinds.Select(n => n.Key).ToList();
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var inner = new InputReader(item, $"{reader.Pointer("needs")}/{index++}", problems);
            inner.RefuseUnknown("kind", "maxKm", "by");
            var before = problems.Count;
            var kind = inner.OneOf("kind", kinds) is { } key ? rules.FindNeed(key) : null;
            var km = inner.Number("maxKm", 0, kind?.MaxKm ?? 1000, "km");
            var by = inner.OneOf("by", ["line", "network"]);
            if (inner.IsObject && problems.Count == before && (kind is null || km is null))
                problems.Add(new(ProblemCode.InvalidValue, "需要“kind”和“maxKm”。", "Both 'kind' and 'maxKm' are needed.")
                {
                    Field = inner.Pointer(kind is null ? "kind" : "maxKm"),
                    Allowed = kind is null ? kinds : [],
                });
            if (kind is not null && km is not null)
                needs.Add(new SitingNeed(kind, km.Value) { ByNetwork = by == "network" });
        }

        return needs;
    }

    public static SitingScope ReadScope(InputReader reader, List<GeoProblem> problems)
    {
        if (reader.Value("scope") is not { } value)
            return new SitingScope();
        var inner = new InputReader(value, reader.Pointer("scope"), problems);
        inner.RefuseUnknown("parks", "kinds", "counties", "within", "excluding");
        return new SitingScope
        {
            Parks = inner.Texts("parks", null),
            Kinds = inner.Texts("kinds", [.. Codelists.ParkKind.Codes.Select(c => c.Value)]),
            Counties = inner.Texts("counties", null),
            Within = inner.Value("within") is { } within ? ReadPolygon(within, inner.Pointer("within"), problems) : null,
            Excluding = ReadExcluding(inner, problems),
        };
    }

    private static List<Geometry> ReadExcluding(InputReader inner, List<GeoProblem> problems)
    {
        var excluding = new List<Geometry>();
        if (inner.Value("excluding") is not { } value)
            return excluding;
        var pointer = inner.Pointer("excluding");
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MostExcluded)
            problems.Add(new(ProblemCode.OutOfRange, $"“excluding”应为不超过 {MostExcluded} 个面的列表。", $"'excluding' must be a list of at most {MostExcluded} polygons.")
            {
                Field = pointer,
                Allowed = [$"0–{MostExcluded}"],
            });
        else
            for (var i = 0; i < value.GetArrayLength(); i++)
                if (ReadPolygon(value[i], $"{pointer}/{i}", problems) is { } polygon)
                    excluding.Add(polygon);
        return excluding;
    }

    private static Geometry? ReadPolygon(JsonElement value, string pointer, List<GeoProblem> problems)
    {
        try
        {
            var geometry = FeatureJsonReader.ReadGeometry(value, pointer);
            if (geometry is Polygon or MultiPolygon && !geometry.IsEmpty)
                return geometry;
            problems.Add(new(ProblemCode.InvalidGeometry, "范围必须是面。", "The scope must be a polygon.")
            {
                Field = pointer,
                Allowed = ["Polygon", "MultiPolygon"],
            });
        }
        catch (GeoProblemException e)
        {
            problems.AddRange(e.Problems.Select(p => p.Field is null ? p with { Field = pointer } : p));
        }

        return null;
    }
}
