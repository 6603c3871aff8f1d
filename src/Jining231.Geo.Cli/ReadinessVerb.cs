using System.CommandLine;
using System.Globalization;
using Jining231.Geo.Reserves.Readiness;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>readiness</c>: which projects of targets T1 and T2 each chemical park can still take, and what has consumed land since a moment.</summary>
internal static class ReadinessVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string?> park = new("--park") { Description = say["园区编号；缺省为全部化工园区", "park id; by default all chemical parks"] };
        Option<string?> since = new("--since") { Description = say["对比时刻（RFC 3339）；缺省为一个月前", "earlier moment to compare with (RFC 3339); by default a month before"] };
        Option<string?> asOf = new("--as-of") { Description = say["记录时间（RFC 3339）；缺省为现在", "record time (RFC 3339); by default now"] };
        var command = new Command("readiness", say["园区还能容纳哪些 30 亿、50 亿级项目", "which flagship projects parks can still take"]) { park, since, asOf, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new ReadinessRequest(parse.GetValue(park), CliContext.Instant(parse, asOf), CliContext.Instant(parse, since));
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            using var planner = new ReadinessPlanner(store, context.LoadRules(parse));
            var result = await planner.RunAsync(request, null, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(json => ReadinessJson.Write(json, result), cancellationToken);
            else
                Print(result, say);

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(ReadinessResult result, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded).Caption(say["可用地、被占可用地：亩，EPSG:4548 平面面积", "free and lost land: 亩, planar area in EPSG:4548"])
            .AddColumn(say["园区", "park"]).AddColumn(say["结论", "verdict"]).AddColumn(say["应引进", "required"]).AddColumn(say["已引进", "landed"])
            .AddColumn(say["已留", "secured"]).AddColumn(say["可容纳", "can take"]).AddColumn(say["放不下", "missing"])
            .AddColumn(say["可用地", "free"]).AddColumn(say["被占可用地", "lost"]);
        foreach (var park in result.Parks)
            table.AddRow(
                Markup.Escape(park.Park.Name), park.Verdict, Number(park.Targets.Sum(t => t.Flagship.Required)), Number(park.Targets.Sum(t => t.Flagship.Landed.Count)),
                Number(park.Targets.Sum(t => t.Flagship.Secured.Count)), Number(park.Targets.Sum(t => t.CanTake)), Number(park.Targets.Sum(t => t.Missing)),
                CliContext.Mu(park.Plan.FreeM2), park.Since?.Then is null ? "–" : CliContext.Mu(park.Since.LostFreeM2));
        AnsiConsole.Write(table);
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
