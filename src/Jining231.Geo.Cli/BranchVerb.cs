using System.CommandLine;
using System.Text.Json;
using Jining231.Geo.Branches;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Scenarios;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>branch</c>: keeps named branches of edits on top of the record; <c>scenario</c> compares them.</summary>
internal static class BranchVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Argument<string> name = new("name") { Description = say["名称", "name"] };
        Argument<string> file = new("file") { Description = say["分支文件（JSON：name、edits、setbacks、rulesOff）", "file of the branch (JSON: name, edits, setbacks, rulesOff)"] };
        Option<long?> version = new("--version-seen") { Description = say["所见版本；替换或删除时必填", "version seen; needed to replace or delete"] };
        Option<bool> rebase = new("--rebase") { Description = say["改以现行记录为基础", "put it on the present record"] };
        Option<string?> actor = new("--actor") { Description = say["经办人，缺省为系统用户", "actor, by default the operating-system user"] };
        var list = new Command("list", say["所有分支", "all branches"]) { context.JsonOutput };
        list.SetAction((parse, cancellationToken) => RunAsync(context, parse, async (planner, _) =>
        {
            var branches = await planner.ListAsync(cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(w => WriteList(w, branches), cancellationToken);
            else
                Print(branches, say);
        }, cancellationToken));
        var show = new Command("show", say["一个分支（JSON）", "one branch (JSON)"]) { name };
        show.SetAction((parse, cancellationToken) => RunAsync(context, parse, async (planner, _) =>
        {
            var branch = await planner.GetAsync(parse.GetValue(name)!, cancellationToken);
            await CliContext.WriteJsonAsync(w => BranchJson.Write(w, branch), cancellationToken);
        }, cancellationToken));
        var save = new Command("save", say["新建分支；给出所见版本时替换", "keep a new branch; with the version seen, replace it"]) { file, version, rebase, actor };
        save.SetAction((parse, cancellationToken) => RunAsync(context, parse, async (planner, by) =>
        {
            using var body = JsonSerializer.SerializeToDocument(InputFiles.Json(await InputFiles.ReadAsync(parse.GetValue(file)!, "file", cancellationToken), "file"));
            var branch = parse.GetValue(version) is { } seen
                ? await planner.ReplaceAsync(NameOf(body.RootElement), body.RootElement, seen, parse.GetValue(rebase), parse.GetValue(actor) ?? by, cancellationToken)
                : await planner.AddAsync(body.RootElement, parse.GetValue(actor) ?? by, cancellationToken);
            CliContext.Note(say[$"分支“{branch.Name}”，版本 {branch.Version}。", $"Branch '{branch.Name}', version {branch.Version}."]);
        }, cancellationToken));
        var delete = new Command("delete", say["删除分支", "delete a branch"]) { name, version };
        delete.SetAction((parse, cancellationToken) => RunAsync(context, parse, async (planner, _) => await planner.DeleteAsync(
            parse.GetValue(name)!,
            parse.GetValue(version) ?? throw new GeoProblemException(new GeoProblem(ProblemCode.PreconditionRequired, "请给出 --version-seen。", "Give --version-seen.") { Field = "--version-seen" }),
            cancellationToken), cancellationToken));
        return new Command("branch", say["情景分支：保存、查看、删除", "named branches: keep, read, delete"]) { list, show, save, delete };
    }

    private static async Task<int> RunAsync(CliContext context, ParseResult parse, Func<BranchPlanner, string, Task> work, CancellationToken cancellationToken)
    {
        var rules = context.LoadRules(parse);
        await using var store = await context.OpenStoreAsync(parse, cancellationToken);
        using var siting = new SitingPlanner(store, rules);
        await work(new BranchPlanner(siting, ((IKeepsBranches)store).Branches, rules), Environment.UserName);
        return ExitCodes.Ok;
    }

    private static string NameOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";

    private static void WriteList(Utf8JsonWriter json, IReadOnlyList<BranchState> branches)
    {
        json.WriteStartObject();
        json.WriteStartArray("branches");
        foreach (var branch in branches)
            BranchJson.Write(json, branch);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Print(IReadOnlyList<BranchState> branches, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(say["分支", "branch"]).AddColumn(say["版本", "version"]).AddColumn(say["改动", "edits"])
            .AddColumn(say["距离、规则", "distances, rules"]).AddColumn(say["可套用", "holds"]).AddColumn(say["基础记录", "base record"])
            .AddColumn(say["其后变动的图层", "layers moved since"]).AddColumn(say["改动人", "actor"]).AddColumn(say["时间", "time"]);
        foreach (var (b, now, edits, setbacks, rulesOff, problems) in branches)
            table.AddRow(
                Markup.Escape(b.Name), $"{b.Version}", $"{edits}", $"{setbacks + rulesOff}", problems.Count == 0 ? say["是", "yes"] : say["否", "no"], Rfc3339.Format(b.BaseAt),
                string.Join(" ", BranchBase.Since(b.BaseRevisions, now).Select(m => $"{m.Layer} {m.Base}→{m.Now}")), Markup.Escape(b.Actor), Rfc3339.Format(b.UpdatedAt));
        AnsiConsole.Write(table);
        foreach (var state in branches)
            foreach (var problem in state.Problems)
                Console.Out.WriteLine($"! {state.Branch.Name}: {say[problem.MessageZh, problem.MessageEn]}");
    }
}
