using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Solar;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>solar</c>: photovoltaic capacity of the subsidence areas against the city's target.</summary>
internal static class SolarVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string[]> mode = new("--mode") { Description = say["方式：fishery（渔光）、agri（农光），可重复", "mode: fishery, agri; repeatable"] };
        Option<string[]> county = new("--county") { Description = say["县市区，可重复", "county, repeatable"] };
        Option<string?> asOf = new("--as-of") { Description = say["按此时刻的记录（RFC 3339）", "decide on the record of this instant (RFC 3339)"] };
        var command = new Command("solar", say["测算采煤沉陷区光伏", "measure photovoltaics on subsidence areas"]) { mode, county, asOf, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var inputs = new JsonObject();
            if (parse.GetValue(mode) is { Length: > 0 } modes)
                inputs["modes"] = new JsonArray([.. modes.Select(m => (JsonNode)m)]);
            if (parse.GetValue(county) is { Length: > 0 } counties)
                inputs["counties"] = new JsonArray([.. counties.Select(c => (JsonNode)c)]);
            if (parse.GetValue(asOf) is { } at)
                inputs["asOf"] = at;
            using var document = JsonSerializer.SerializeToDocument(inputs);
            var request = SolarRequest.Parse(document.RootElement);
            var rules = context.LoadRules(parse);
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            var result = await SolarPlanner.PlanAsync(store, rules, request, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteAsync(SolarJson.ToBytes(result), cancellationToken);
            else
                Print(result, say);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(SolarResult result, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(say["沉陷区", "area"]).AddColumn(say["方式", "mode"]).AddColumn(say["可用（亩）", "usable (亩)"]).AddColumn(say["装机（MW）", "capacity (MW)"])
            .AddColumn(say["结论", "verdict"]).AddColumn(say["原因", "reasons"]);
        foreach (var area in result.Areas)
            table.AddRow(
                Markup.Escape(area.Feature.Name), area.Mode ?? "–", Text(area.UsableMu), Text(area.Mw), area.Verdict,
                Markup.Escape(string.Join(" ", area.Reasons.Select(r => say[r.Zh, r.En]))));
        AnsiConsole.Write(table);
        var total = result.Total;
        AnsiConsole.WriteLine(say[
            $"合计 {Text(total.UsableMu)} 亩（椭球面积），{Text(total.Mw)} MW；目标 {Text(total.TargetMw)} MW，缺口 {Text(total.ShortfallMw)} MW。",
            $"Total {Text(total.UsableMu)} 亩 (ellipsoidal), {Text(total.Mw)} MW; target {Text(total.TargetMw)} MW, short of it by {Text(total.ShortfallMw)} MW."]);
        foreach (var note in total.Notes)
            AnsiConsole.WriteLine(say[note.Zh, note.En]);
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
