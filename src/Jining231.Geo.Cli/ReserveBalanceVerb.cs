using System.CommandLine;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Balance;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>reserve balance</c>: what is built, approved, reserved, blocked, unknown and free in each park, at any recorded time.</summary>
internal static class ReserveBalanceVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string?> park = new("--park") { Description = say["园区编号；缺省为全部", "park id; by default all"] };
        Option<string?> asOf = new("--as-of") { Description = say["记录时间（RFC 3339）；缺省为现在", "record time (RFC 3339); by default now"] };
        Option<string?> hazard = new("--hazard") { Description = say["危险等级；缺省按园区规则", "hazard class; by default that of the park's rules"] };
        hazard.AcceptOnlyFromAmong([.. Codelists.Hazard.Codes.Select(c => c.Value)]);
        var command = new Command("balance", say["园区用地平衡", "land balance of parks"]) { park, asOf, hazard, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new BalanceRequest(parse.GetValue(park), CliContext.Instant(parse, asOf), parse.GetValue(hazard));
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            var result = await BalancePlanner.RunAsync(store, context.LoadRules(parse), request, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(json => BalanceJson.Write(json, result), cancellationToken);
            else
                Print(result, say);

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(BalanceResult result, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded).Caption(say["单位：亩，EPSG:4548 平面面积", "亩, planar area in EPSG:4548"])
            .AddColumn(say["园区", "park"]).AddColumn(say["总", "gross"]).AddColumn(say["已建", "built"]).AddColumn(say["已批", "approved"])
            .AddColumn(say["留白", "reserved"]).AddColumn(say["受限", "blocked"]).AddColumn(say["不明", "unknown"]).AddColumn(say["可用", "free"]);
        foreach (var park in result.Parks)
            table.AddRow([Markup.Escape(park.Name), CliContext.Mu(park.GrossM2), .. BalanceParts.All.Select(p => CliContext.Mu(park[p]))]);
        AnsiConsole.Write(table);
    }
}
