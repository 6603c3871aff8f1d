using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Scenarios;

namespace Jining231.Geo.Cli;

/// <summary><c>scenario</c>: compares named scenarios with the record; the file holds the inputs of the process.</summary>
internal static class ScenarioVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Argument<string> file = new("file") { Description = say["情景文件（JSON：request、scenarios）", "file of scenarios (JSON: request, scenarios)"] };
        var command = new Command("scenario", say["比较情景", "compare scenarios with the record"]) { file, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var inputs = InputFiles.Json(await InputFiles.ReadAsync(parse.GetValue(file)!, "file", cancellationToken), "file");
            var rules = context.LoadRules(parse);
            using var document = JsonSerializer.SerializeToDocument(inputs);
            var request = ScenarioRequestParser.Parse(document.RootElement, rules, "");
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            using var planner = new SitingPlanner(store, rules);
            var result = await planner.CompareAsync(request, null, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(w => ScenarioJson.Write(w, result), cancellationToken);
            else
            {
                foreach (var branch in result.Branches)
                    Print(branch, say);
                foreach (var branch in result.Unanswered)
                    Print(branch, say);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(ScenarioBranch branch, Language say)
    {
        Console.Out.WriteLine($"== {branch.Name}");
        if (branch.Base is { Moved.Count: > 0 } on)
            Console.Out.WriteLine(say[
                $"基础记录 {Rfc3339.Format(on.At)} 之后已变动：{string.Join("、", on.Moved.Select(m => $"{m.Layer} {m.Base}→{m.Now}"))}",
                $"The record has moved on since {Rfc3339.Format(on.At)}: {string.Join(", ", on.Moved.Select(m => $"{m.Layer} {m.Base}→{m.Now}"))}"]);
        foreach (var drift in branch.Drift)
            Console.Out.WriteLine($"! {say[drift.Zh, drift.En]}");
        foreach (var land in branch.Land)
            if (land is { BaseM2: { } before, ScenarioM2: { } after })
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{land.Name}\t{CliContext.Mu(before)} → {CliContext.Mu(after)} {say["亩可用（平面面积）", "mu eligible (planar)"]}"));
        AnswerDiffTable.Print(branch.Sites, branch.Parks, say);
    }

    private static void Print(UnansweredBranch branch, Language say)
    {
        var why = say["未比较：分支不能套用于此记录（on = base 时按其基础记录比较）", "not compared: it cannot be applied to this record (on = base compares on the one it was made on)"];
        Console.Out.WriteLine($"== {branch.Name}: {why}");
        foreach (var problem in branch.Problems)
            Console.Out.WriteLine($"! {problem.Field}: {say[problem.MessageZh, problem.MessageEn]}");
    }
}
