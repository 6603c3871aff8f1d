using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;

namespace Jining231.Geo.Cli;

/// <summary><c>site</c>: finds ranked sites for a project; the options become the same inputs that HTTP takes.</summary>
internal static class SiteVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string[]> industry = new("--industry") { Description = say["产业（见 /rules），可重复", "industry (see /rules), repeatable"], Required = true };
        Option<double?> investment = new("--investment") { Description = say["投资额，亿元", "investment, 亿元 (10^8 yuan)"] };
        Option<double?> areaMu = new("--area-mu") { Description = say["用地面积，亩", "area, 亩"] };
        Option<double?> areaHa = new("--area-ha") { Description = say["用地面积，公顷", "area, ha"] };
        Option<double?> minWidth = new("--min-width") { Description = say["最小宽度，m", "smallest width, m"] };
        Option<double?> maxAspect = new("--max-aspect") { Description = say["最大长宽比", "largest length ÷ width"] };
        Option<string[]> plotKind = new("--plot-kind")
        {
            Description = say["地块类型：rectangle、cut、block、assembly，可重复；不选：先矩形，放不下时取整块或切块", "kind of plot: rectangle, cut, block, assembly, repeatable; none: rectangles, blocks where none fits"],
        };
        Option<double?> assemblyRatio = new("--assembly-max-ratio") { Description = say["组合地块总面积 ÷ 所需面积的上限（1–3）", "largest total area of an assembly ÷ area asked (1–3)"] };
        Option<string?> locked = new("--locked")
        {
            Description = say["锁定地块（GeoJSON FeatureCollection，CRS84；或界址点 TXT）：评判、打分、排名，其他方案不与之重叠", "locked plots (GeoJSON FeatureCollection, CRS84, or 界址点 TXT): judged, scored and ranked, kept clear of the others"],
        };
        Option<string?> hazard = new("--hazard") { Description = say["危险等级：none、low、medium、high", "hazard class: none, low, medium, high"] };
        Option<string[]> need = new("--need") { Description = say["邻近要求 类型=公里，可重复；类型=公里:network 沿路网量算", "need kind=km, repeatable; kind=km:network measures along the network"] };
        Option<string[]> park = new("--park") { Description = say["园区编号，可重复", "park id, repeatable"] };
        Option<string[]> kind = new("--kind") { Description = say["园区类型，可重复", "park kind, repeatable"] };
        Option<string[]> county = new("--county") { Description = say["县市区，可重复", "county, repeatable"] };
        Option<string?> reserveUse = new("--reserve-use") { Description = say["可用留白：none、own、any", "reserves that may be used: none, own, any"] };
        Option<int?> count = new("--count") { Description = say["方案数", "number of sites"] };
        Option<string?> spread = new("--spread") { Description = say["parks：分散到各园区；none：只按得分", "parks: spread over parks; none: by score alone"] };
        Option<string?> ledger = new("--ledger") { Description = say["scope：另列全部范围的用地账", "scope: also the ledger of the whole scope"] };
        Option<string?> asOf = new("--as-of") { Description = say["按此时刻的记录（RFC 3339）", "decide on the record of this instant (RFC 3339)"] };
        Option<string?> package = new("--package") { Description = say["另存决策包（zip），可用 verify 离线复算", "also write the decision package (zip), which 'verify' recomputes offline"] };
        var command = new Command("site", say["为项目选址", "find sites for a project"])
        {
            industry, investment, areaMu, areaHa, minWidth, maxAspect, plotKind, assemblyRatio, hazard, need, park, kind, county, reserveUse, count, spread, locked, ledger, asOf, package, context.JsonOutput,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var inputs = new JsonObject();
            var industries = parse.GetValue(industry) ?? [];
            if (industries is [var only])
                inputs["industry"] = only;
            else
                inputs["industries"] = Texts(industries);
            Put(inputs, "investmentYi", parse.GetValue(investment));
            Put(inputs, "areaMu", parse.GetValue(areaMu));
            Put(inputs, "areaHa", parse.GetValue(areaHa));
            Put(inputs, "minWidthM", parse.GetValue(minWidth));
            Put(inputs, "maxAspect", parse.GetValue(maxAspect));
            if (parse.GetValue(plotKind) is { Length: > 0 } kinds)
                inputs["plotKinds"] = Texts(kinds);
            Put(inputs, "assemblyMaxRatio", parse.GetValue(assemblyRatio));
            if (parse.GetValue(hazard) is { } h)
                inputs["hazard"] = h;
            if (parse.GetValue(need) is { Length: > 0 } needs)
                inputs["needs"] = new JsonArray([.. needs.Select(Need)]);
            AddScope(inputs, ("parks", parse.GetValue(park)), ("kinds", parse.GetValue(kind)), ("counties", parse.GetValue(county)));
            if (parse.GetValue(reserveUse) is { } r)
                inputs["reserveUse"] = r;
            if (parse.GetValue(count) is { } n)
                inputs["count"] = n;
            if (parse.GetValue(spread) is { } s)
                inputs["spread"] = s;
            if (parse.GetValue(ledger) is { } l)
                inputs["ledger"] = l;
            if (parse.GetValue(locked) is { } file)
                inputs["locked"] = Plots(await InputFiles.PlotsAsync(file, "--locked", cancellationToken));
            if (parse.GetValue(asOf) is { } at)
                inputs["asOf"] = at;
            return await RunAsync(context, parse, inputs, parse.GetValue(package), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, ParseResult parse, JsonObject inputs, string? package, CancellationToken cancellationToken)
    {
        var rules = context.LoadRules(parse);
        using var document = JsonSerializer.SerializeToDocument(inputs);
        var request = SitingRequestParser.Parse(document.RootElement, rules);
        await using var store = await context.OpenStoreAsync(parse, cancellationToken);
        using var planner = new SitingPlanner(store, rules);
        var result = package is null
            ? await planner.RunAsync(request, cancellationToken)
            : await PackageAsync(planner, request, document.RootElement, package, cancellationToken);
        if (parse.GetValue(context.JsonOutput))
            await CliContext.WriteAsync(SitingResultJson.ToBytes(result), cancellationToken);
        else
            SiteTable.Print(result, context.Say);
        return result.Sites.Count > 0 ? ExitCodes.Ok : ExitCodes.NoSite;
    }

    /// <summary>Writes beside the file and renames: a package is there whole or not at all.</summary>
    private static async Task<SitingResult> PackageAsync(
        SitingPlanner planner, SitingRequest request, JsonElement inputs, string path, CancellationToken cancellationToken)
    {
        var beside = path + ".part";
        SitingResult result;
        await using (var file = File.Create(beside))
            result = await planner.PackageAsync(request, inputs, file, cancellationToken);
        File.Move(beside, path, overwrite: true);
        return result;
    }

    private static JsonNode Need(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var end = colon > at ? colon : text.Length;
        if (at > 0 && double.TryParse(text.AsSpan(at + 1, end - at - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var km) && double.IsFinite(km))
        {
            var need = new JsonObject { ["kind"] = text[..at], ["maxKm"] = km };
            if (end < text.Length)
                need["by"] = text[(end + 1)..];
            return need;
        }

        throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"“{text}”应形如 rail=10（公里）。", $"'{text}' must look like rail=10 (km).")
        {
            Field = "--need",
            Allowed = ["<kind>=<km>"],
        });
    }

    /// <summary>Features as locked plots, named by their property <c>name</c> or their id; a site of an earlier answer keeps its parcels.</summary>
    private static JsonArray Plots(JsonNode? collection)
    {
        if (collection is not JsonObject { } given || given["features"] is not JsonArray features)
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, "应为 GeoJSON FeatureCollection。", "Must be a GeoJSON FeatureCollection.") { Field = "--locked" });
        var plots = new JsonArray();
        foreach (var feature in features.OfType<JsonObject>())
        {
            var plot = new JsonObject { ["geometry"] = feature["geometry"]?.DeepClone() };
            if ((feature["properties"]?["name"] ?? feature["id"])?.ToString() is { Length: > 0 } name)
                plot["name"] = name;
            if (feature["properties"]?["parcels"] is JsonArray { Count: > 0 } parcels)
                plot["parcels"] = new JsonArray([.. parcels.Select(p => (p as JsonObject)?["id"]?.DeepClone() ?? p?.DeepClone())]);
            plots.Add(plot);
        }

        return plots;
    }

    /// <summary>NaN and infinity are no JSON numbers; they go on as texts, which the parser refuses by field name.</summary>
    private static void Put(JsonObject inputs, string name, double? value)
    {
        if (value is { } number)
            inputs[name] = double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
    }

    private static void AddScope(JsonObject inputs, params (string Name, string[]? Values)[] parts)
    {
        var scope = new JsonObject();
        foreach (var (name, values) in parts)
            if (values is { Length: > 0 })
                scope[name] = Texts(values);
        if (scope.Count > 0)
            inputs["scope"] = scope;
    }

    private static JsonArray Texts(IEnumerable<string> values) => new([.. values.Select(v => (JsonNode)v)]);
}
