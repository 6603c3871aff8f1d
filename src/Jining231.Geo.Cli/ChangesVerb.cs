using System.CommandLine;
using System.Globalization;
using Jining231.Geo.Changes;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>changes</c>: what changed between two moments, who did it, by which document, how many 亩.</summary>
internal static class ChangesVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string?> from = new("--from") { Description = say["起（RFC 3339）", "the earlier moment (RFC 3339)"], Required = true };
        Option<string?> to = new("--to") { Description = say["止（RFC 3339），缺省为现在", "the later moment (RFC 3339); by default now"] };
        Option<string?> county = new("--county") { Description = say["行政区划代码", "adcode of a county"] };
        Option<string?> park = new("--park") { Description = say["园区编号", "park id"] };
        Option<string[]> layer = new("--layer") { Description = say["图层，可多次；缺省为全部", "a layer, may be repeated; by default all"] };
        var command = new Command("changes", say["两个时点之间的变化", "what changed between two moments"]) { from, to, county, park, layer, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new ChangesRequest(CliContext.Instant(parse, from)!.Value, CliContext.Instant(parse, to) ?? DateTimeOffset.UtcNow)
            {
                Adcode = parse.GetValue(county),
                ParkId = parse.GetValue(park),
                Layers = parse.GetValue(layer) ?? [],
            };
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            var report = await ChangesPlanner.RunAsync(store, request, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(json => ChangesJson.Write(json, report), cancellationToken);
            else
                Print(report, say);

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(ChangeReport report, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(say["图层", "layer"]).AddColumn(say["文号", "document"]).AddColumn(say["经办人", "actor"]).AddColumn(say["新增", "created"])
            .AddColumn(say["修改", "updated"]).AddColumn(say["删除", "deleted"]).AddColumn(say["增减（亩，椭球面积）", "gain (亩, ellipsoidal)"]);
        foreach (var sum in report.Sums)
            table.AddRow(
                sum.Layer, Markup.Escape(sum.DocumentNo ?? "–"), Markup.Escape(sum.Actor), Whole(sum.Created), Whole(sum.Updated), Whole(sum.Deleted),
                CliContext.Mu(sum.GainM2));
        AnsiConsole.Write(table);
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
