using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Editing;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Writes;

/// <summary>
/// <c>POST /transactions</c>: <c>{"acts": [{"act": "create|replace|update|delete", "collection", "id", "version", "feature"}]}</c>, over any layers,
/// all or none, each act on the version its author has seen.
/// </summary>
internal static class TransactionEndpoints
{
    /// <summary>Most acts of one transaction.</summary>
    public const int MaxActs = 1000;

    /// <summary>Names of the acts.</summary>
    public static readonly string[] Acts = ["create", "replace", "update", "delete"];

    private static readonly string[] Members = ["act", "collection", "id", "version", "feature"];

    public static void MapTransactions(this WebApplication app, ServiceOptions options)
    {
        var planner = new EditPlanner(options.Store);
        app.MapPost("/transactions", context => RunAsync(context, options, planner));
    }

    private static async Task RunAsync(HttpContext context, ServiceOptions options, EditPlanner planner)
    {
        WriteRequest.Allow(context);
        var bytes = await JsonBody.ReadBytesAsync(context, WriteRequest.MaxBytes);
        using var body = JsonBody.Parse(bytes);
        var acts = Read(context, body.RootElement);
        var result = await planner.ApplyAsync(acts, WriteRequest.By(context, options, bytes), context.RequestAborted);
        await Json.WriteAsync(context, Json.Media, json => Write(json, context, acts, result));
    }

    private static List<EditAct> Read(HttpContext context, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("acts", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
            throw QueryReader.Problem(ProblemCode.InvalidValue, "/acts", "acts 应为非空数组。", "acts must be a list with at least one act.", "[{\"act\":…}]");
        if (list.GetArrayLength() > MaxActs)
            throw QueryReader.Problem(ProblemCode.TooLarge, "/acts", $"一次最多 {MaxActs} 项，现有 {list.GetArrayLength()} 项。",
                $"At most {MaxActs} acts at once; there are {list.GetArrayLength()}.", $"≤ {MaxActs}");
        var problems = new List<GeoProblem>();
        foreach (var member in body.EnumerateObject())
            if (member.Name != "acts")
                problems.Add(Unknown("/" + member.Name, member.Name, "acts"));
        var acts = new List<EditAct>(list.GetArrayLength());
        var crs = WriteRequest.ContentCrs(context);
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var at = "/acts/" + index++.ToString(CultureInfo.InvariantCulture);
            try
            {
                acts.Add(ReadAct(context, item, at, crs));
            }
            catch (GeoProblemException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        var vertices = acts.Sum(a => a.Draft?.Geometry?.NumPoints ?? 0);
        if (vertices > FeatureDraftReader.MaxVertices)
            problems.Add(new GeoProblem(ProblemCode.TooLarge, $"共 {vertices} 个顶点，上限 {FeatureDraftReader.MaxVertices}。",
                $"{vertices} vertices in all; at most {FeatureDraftReader.MaxVertices}.")
            { Field = "/acts", Allowed = [$"≤ {FeatureDraftReader.MaxVertices}"] });
        return problems.Count == 0 ? acts : throw new GeoProblemException(problems);
    }

    private static EditAct ReadAct(HttpContext context, JsonElement item, string at, Spatial.Crs crs)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw QueryReader.Problem(ProblemCode.InvalidValue, at, "此处应为对象。", "An object is expected here.", "object");
        foreach (var member in item.EnumerateObject())
            if (!Members.Contains(member.Name))
                throw new GeoProblemException(Unknown($"{at}/{member.Name}", member.Name, Members));
        var kind = Array.IndexOf(Acts, Text(item, "act", at)) is >= 0 and var found ? (EditKind)found
            : throw QueryReader.Problem(ProblemCode.UnknownName, at + "/act", "没有这种操作。", "There is no such act.", Acts);
        var layer = LayerCatalog.Find(Text(item, "collection", at)) ?? throw QueryReader.Problem(ProblemCode.UnknownName, at + "/collection",
            "没有这个图层。", "There is no such layer.", [.. LayerCatalog.All.Select(l => l.Name)]);
        if (layer.ServiceWritesOnly)
            throw new GeoProblemException(ItemWriteEndpoints.ServiceWritesOnly(layer, at + "/collection", ProblemCode.InvalidValue));
        var id = kind == EditKind.Create && !item.TryGetProperty("id", out _) ? null : Text(item, "id", at);
        var draft = kind == EditKind.Delete ? null : item.TryGetProperty("feature", out var feature)
            ? FeatureDraftReader.Read(feature, layer, kind, crs, at + "/feature", id)
            : throw QueryReader.Problem(ProblemCode.InvalidValue, at + "/feature", "缺少 feature。", "feature is missing.", "feature");
        return new EditAct(kind, layer, id ?? WriteRequest.NewId(context, layer, draft?.Id, at))
        {
            Draft = draft,
            Version = Version(item, at) ?? draft?.Version,
            At = at,
        };
    }

    private static string Text(JsonElement item, string name, string at) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw QueryReader.Problem(ProblemCode.InvalidValue, $"{at}/{name}", $"{name} 应为非空文本。", $"{name} must be a text.", "string");

    private static long? Version(JsonElement item, string at)
    {
        if (!item.TryGetProperty("version", out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var version) && version > 0 ? version : throw QueryReader.Problem(
            ProblemCode.InvalidValue, at + "/version", "version 应为正整数。", "version must be a positive whole number.", "≥ 1");
    }

    private static GeoProblem Unknown(string pointer, string name, params string[] allowed) =>
        new(ProblemCode.UnknownName, $"没有字段“{name}”。", $"There is no field '{name}'.") { Field = pointer, Allowed = allowed };

    private static void Write(Utf8JsonWriter json, HttpContext context, List<EditAct> acts, ChangeResult result)
    {
        json.WriteStartObject();
        json.WriteString("recordedAt", Rfc3339.Format(result.RecordedAt));
        json.WriteBoolean("replayed", result.Replayed);
        RevisionsJson.Write(json, result.Revisions.OrderBy(r => r.Key, StringComparer.Ordinal));
        json.WriteStartArray("acts");
        for (var i = 0; i < acts.Count; i++)
        {
            var (act, id) = (acts[i], result.Ids.Count > i ? result.Ids[i] : acts[i].Id);
            json.WriteStartObject();
            json.WriteString("act", Acts[(int)act.Kind]);
            json.WriteString("collection", act.Layer.Name);
            json.WriteString("id", id);
            if (act.Kind != EditKind.Delete)
            {
                json.WriteNumber("version", result.Versions[i]);
                json.WriteString("etag", Etags.Of(act.Layer.Name, id, result.Versions[i]));
                json.WriteString("href", Links.Base(context) + ItemWriteEndpoints.Path(act.Layer, id));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
