using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;

namespace Jining231.Geo.Cli;

/// <summary>One verb for each act on a block: the same body as <c>POST /reserves/{id}/actions/{act}</c>, made from options.</summary>
internal static class ReserveActVerbs
{
    public static IEnumerable<Command> Make(CliContext context)
    {
        var say = context.Say;
        yield return Verb(context, ReserveAct.Reserve, say["暂留转为留白", "turn a hold into a reserve"],
            Text("--until", "inForceTo", say["留白到期，缺省为不限", "end of the reserve; by default open"]),
            Text("--industry", "industry", say["产业", "industry"]), Text("--hazard", "hazard", say["危险等级", "hazard class"]), Override(say));
        yield return Verb(context, ReserveAct.Renew, say["续期", "give a hold a later end"],
            Text("--until", "heldUntil", say["新的到期时间（RFC 3339）", "the new end (RFC 3339)"], required: true));
        yield return Verb(context, ReserveAct.Adjust, say["调整界线", "give the block new land"],
            Geometry(say["新界线（GeoJSON，CRS84）", "the new land (GeoJSON, CRS84)"], required: true), Override(say));
        yield return Verb(context, ReserveAct.Split, say["分割", "make several blocks of one"],
            Parts(say["各部分（GeoJSON FeatureCollection 或 GeometryCollection，CRS84）", "the parts (GeoJSON FeatureCollection or GeometryCollection, CRS84)"]));
        yield return Verb(context, ReserveAct.Merge, say["合并", "make one block of several"],
            Others(say["并入的地块：编号:版本，可多次", "a block that joins it, id:version; may be repeated"]));
        yield return Verb(context, ReserveAct.Activate, say["启用（全部或部分）", "hand the block, or a part, to a project"],
            Text("--project", "projectId", say["项目编号", "id of the project"], required: true),
            Geometry(say["启用的部分（GeoJSON，CRS84）；缺省为全部", "the part handed over (GeoJSON, CRS84); by default all"], required: false));
        yield return Verb(context, ReserveAct.Release, say["解除", "give the land back"]);
        yield return Verb(context, ReserveAct.Close, say["结转（已建成）", "close the entry: the parcel is built"]);
    }

    private sealed record Part(Option Option, Action<ParseResult, JsonObject> Add);

    private static Command Verb(CliContext context, ReserveAct act, string description, params Part[] parts)
    {
        var say = context.Say;
        Argument<string> id = new("id") { Description = say["地块编号", "id of the block"] };
        Option<string> document = new("--document") { Description = say["文号", "document number"], Required = true };
        Option<long> version = new("--version-seen") { Description = say["所见版本", "version you have seen"], Required = true };
        var actor = ReserveVerb.Actor(say);
        var command = new Command(NameOf(act), description) { id, document, version, actor, context.JsonOutput };
        foreach (var part in parts)
            command.Options.Add(part.Option);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var body = new JsonObject { ["version"] = parse.GetValue(version), ["documentNo"] = parse.GetValue(document) };
            foreach (var part in parts)
                part.Add(parse, body);
            using var read = JsonSerializer.SerializeToDocument(body);
            var request = ReserveRequestParser.ParseAct(act, parse.GetValue(id)!, read.RootElement, null);
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            var planner = new ReservePlanner(store, context.LoadRules(parse));
            var rows = await planner.ActAsync(request, parse.GetValue(actor) ?? Environment.UserName, null, cancellationToken);
            return await ReserveVerb.DoneAsync(parse, context, rows, cancellationToken);
        });
        return command;
    }

    /// <summary>The act's name, except where it is the parent's: the grammar knows each name once along a line of commands.</summary>
    private static string NameOf(ReserveAct act) => act == ReserveAct.Reserve ? "confirm" : ReserveActs.Name(act);

    private static Part Override(Language say) => Text("--override", "overrideDocumentNo", say["例外文号", "document that allows land that is not eligible"]);

    private static Part Text(string name, string field, string description, bool required = false)
    {
        Option<string?> option = new(name) { Description = description, Required = required };
        return new Part(option, (parse, body) =>
        {
            if (parse.GetValue(option) is { } text)
                body[field] = text;
        });
    }

    private static Part Geometry(string description, bool required)
    {
        Option<FileInfo?> option = new("--geometry") { Description = description, Required = required };
        return new Part(option, (parse, body) =>
        {
            if (parse.GetValue(option) is not { } file)
                return;
            using var document = ReserveVerb.Read(file);
            body["geometry"] = Geometries(document.RootElement).FirstOrDefault();
        });
    }

    private static Part Parts(string description)
    {
        Option<FileInfo> option = new("--parts") { Description = description, Required = true };
        return new Part(option, (parse, body) =>
        {
            using var document = ReserveVerb.Read(parse.GetValue(option)!);
            body["parts"] = new JsonArray([.. Geometries(document.RootElement)]);
        });
    }

    private static Part Others(string description)
    {
        Option<string[]> option = new("--with") { Description = description, Required = true };
        return new Part(option, (parse, body) => body["others"] = new JsonArray([.. parse.GetValue(option)!.Select(text =>
        {
            var colon = text.LastIndexOf(':');
            if (colon < 1 || !long.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
                throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"“{text}”应为 编号:版本。", $"'{text}' must be id:version.")
                {
                    Field = "--with",
                    Allowed = ["id:version"],
                });
            return (JsonNode)new JsonObject { ["id"] = text[..colon], ["version"] = version };
        })]));
    }

    /// <summary>The geometries of a GeoJSON document, whatever wraps them.</summary>
    private static IEnumerable<JsonNode?> Geometries(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return [];
        foreach (var list in (string[])["features", "geometries"])
            if (json.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array)
                return [.. items.EnumerateArray().SelectMany(Geometries)];
        return json.TryGetProperty("geometry", out var geometry) ? [JsonNode.Parse(geometry.GetRawText())] : [JsonNode.Parse(json.GetRawText())];
    }
}
