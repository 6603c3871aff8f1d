using System.CommandLine;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>reserve entries</c>: who did what in the account, when, by which document, and how much land it moved.</summary>
internal static class ReserveEntriesVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string?> park = new("--park") { Description = say["园区编号", "park id"] };
        Option<string?> block = new("--block") { Description = say["地块编号", "id of one block"] };
        Option<string?> from = new("--from") { Description = say["此刻之后（RFC 3339）", "after this instant (RFC 3339)"] };
        Option<string?> to = new("--to") { Description = say["至此刻（RFC 3339）", "up to this instant (RFC 3339)"] };
        var command = new Command("entries", say["台账记录", "the account's entries"]) { park, block, from, to, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var request = new ReserveEntriesRequest(parse.GetValue(block), parse.GetValue(park), CliContext.Instant(parse, from), CliContext.Instant(parse, to));
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            var (entries, at) = await ReserveEntriesPlanner.ReadAsync(store, request, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(json => ReserveEntriesJson.Write(json, entries, at), cancellationToken);
            else
                Print(entries, say);

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(IReadOnlyList<ReserveEntry> entries, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(say["时间", "time"]).AddColumn(say["操作", "act"]).AddColumn(say["地块", "block"]).AddColumn(say["状态", "state"])
            .AddColumn(say["前（亩，椭球）", "before (亩, ellipsoidal)"]).AddColumn(say["后（亩）", "after (亩)"])
            .AddColumn(say["经办人", "actor"]).AddColumn(say["文号", "document"]);
        foreach (var entry in entries)
            table.AddRow(
                Rfc3339.Format(entry.EffectiveAt), entry.Act, Markup.Escape(entry.After.Text("name") ?? entry.BlockId),
                $"{(entry.StateBefore.Length == 0 ? "–" : entry.StateBefore)} → {(entry.StateAfter.Length == 0 ? "–" : entry.StateAfter)}",
                CliContext.Mu(entry.AreaBeforeM2), CliContext.Mu(entry.AreaAfterM2), Markup.Escape(entry.Actor), Markup.Escape(entry.DocumentNo ?? "–"));
        AnsiConsole.Write(table);
    }
}
