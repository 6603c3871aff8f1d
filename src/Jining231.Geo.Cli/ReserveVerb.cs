using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>reserve</c>: the 留白 account — blocks, acts, entries.</summary>
internal static class ReserveVerb
{
    public static Command Make(CliContext context)
    {
        var command = new Command("reserve", context.Say["留白台账", "the 留白 account"])
        {
            List(context), Hold(context), ReserveEntriesVerb.Make(context), ReserveBalanceVerb.Make(context), ReservePlanVerb.Make(context),
        };
        foreach (var act in ReserveActVerbs.Make(context))
            command.Subcommands.Add(act);
        return command;
    }

    private static Command List(CliContext context)
    {
        var say = context.Say;
        Option<string?> park = new("--park") { Description = say["园区编号", "park id"] };
        Option<bool> all = new("--all") { Description = say["含已解除、到期、结转", "also released, expired and closed blocks"] };
        var command = new Command("list", say["列出地块", "list blocks"]) { park, all, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            await using var snapshot = await store.OpenSnapshotAsync(null, cancellationToken);
            var query = new FeatureQuery("reserves") { Filters = parse.GetValue(park) is { } id ? [new FieldFilter("park_id", [id])] : [] };
            var rows = new List<FeatureRow>();
            await foreach (var row in snapshot.QueryAsync(query, cancellationToken))
                if (parse.GetValue(all) || Liveness.IsLive(row, snapshot.At))
                    rows.Add(row);
            if (parse.GetValue(context.JsonOutput))
                await PrintJsonAsync(rows, cancellationToken);
            else
                Print(rows, snapshot.At, say);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Command Hold(CliContext context)
    {
        var say = context.Say;
        Argument<FileInfo> body = new("request") { Description = say["请求文件，内容同 POST /reserves", "request file, as for POST /reserves"] };
        Option<string?> actor = Actor(say);
        var command = new Command("hold", say["暂留或留白", "hold or reserve land"]) { body, actor, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var document = Read(parse.GetValue(body)!);
            var request = ReserveRequestParser.ParseNew(document.RootElement);
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            var planner = new ReservePlanner(store, context.LoadRules(parse));
            var row = await planner.CreateAsync(request, Guid.CreateVersion7().ToString(), parse.GetValue(actor) ?? Environment.UserName, null, cancellationToken);
            return await DoneAsync(parse, context, [row], cancellationToken);
        });
        return command;
    }

    internal static Option<string?> Actor(Language say) =>
        new("--actor") { Description = say["记入台账的经办人；缺省为系统用户", "who is recorded; by default the system user"] };

    internal static JsonDocument Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return JsonDocument.Parse(stream, new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"无法读取 {file.Name}：{e.Message}", $"Cannot read {file.Name}: {e.Message}")
            {
                Field = "request",
            });
        }
    }

    internal static async Task<int> DoneAsync(ParseResult parse, CliContext context, IReadOnlyList<FeatureRow> rows, CancellationToken cancellationToken)
    {
        if (parse.GetValue(context.JsonOutput))
        {
            await PrintJsonAsync(rows, cancellationToken);
            return ExitCodes.Ok;
        }

        foreach (var row in rows)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Id}\t{row.Text("state")}\tversion {row.Version}"));
        return ExitCodes.Ok;
    }

    private static Task PrintJsonAsync(IReadOnlyList<FeatureRow> rows, CancellationToken cancellationToken) => CliContext.WriteJsonAsync(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        foreach (var row in rows)
            FeatureJsonWriter.WriteFeature(json, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }, cancellationToken);

    private static void Print(List<FeatureRow> rows, DateTimeOffset at, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(say["编号", "id"]).AddColumn(say["名称", "name"]).AddColumn(say["园区", "park"]).AddColumn(say["状态", "state"])
            .AddColumn(say["持有人", "holder"]).AddColumn(say["至", "until"]).AddColumn(say["版本", "version"]);
        foreach (var row in rows)
            table.AddRow(
                Markup.Escape(row.Id), Markup.Escape(row.Text("name") ?? ""), Markup.Escape(row.Text("park_id") ?? ""),
                ReserveLifecycle.StateAt(row, at), Markup.Escape(row.Text("holder") ?? ""),
                ReserveLifecycle.EndOf(row) is { } end ? Rfc3339.Format(end) : "–", row.Version.ToString(CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);
    }
}
