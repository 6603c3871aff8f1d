using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Batch;

namespace Jining231.Geo.Cli;

/// <summary><c>site-batch</c>: many projects from a JSON or CSV file, on plots that are found or given; the inputs are those of the process.</summary>
internal static class SiteBatchVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Argument<string> projects = new("projects") { Description = say["项目文件：CSV，或 JSON 列表", "projects: a CSV file, or a JSON list"] };
        Option<string?> plots = new("--plots") { Description = say["候选地块（GeoJSON FeatureCollection，CRS84；或界址点 TXT）", "candidate plots (GeoJSON FeatureCollection, CRS84, or 界址点 TXT)"] };
        Option<bool> assign = new("--assign") { Description = say["求互不重叠、总分最高的分配", "assign without overlap, best total score"] };
        var command = new Command("site-batch", say["批量选址", "find sites for many projects"]) { projects, plots, assign, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var file = parse.GetValue(projects)!;
            var text = await InputFiles.ReadAsync(file, "projects", cancellationToken);
            var inputs = new JsonObject { ["assign"] = parse.GetValue(assign) };
            if (file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
                inputs["projectsCsv"] = text;
            else
                inputs["projects"] = InputFiles.Json(text, "projects");
            if (parse.GetValue(plots) is { } given)
                inputs["plots"] = await InputFiles.PlotsAsync(given, "--plots", cancellationToken);
            var rules = context.LoadRules(parse);
            using var document = JsonSerializer.SerializeToDocument(inputs);
            var batch = BatchRequestParser.Parse(document.RootElement, rules);
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            using var planner = new SitingPlanner(store, rules);
            var shown = parse.GetValue(context.JsonOutput) || Console.IsErrorRedirected
                ? null
                : new Progress<double>(done => Console.Error.Write($"\r{done,4:P0}"));
            var result = await planner.BatchAsync(batch, shown, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(w => BatchJson.Write(w, result), cancellationToken);
            else
                Print(result, say);
            return result.Projects.Any(p => p.Sites.Count > 0) ? ExitCodes.Ok : ExitCodes.NoSite;
        });
        return command;
    }

    private static void Print(BatchResult result, Language say)
    {
        var given = result.Assignment?.Pairs.ToDictionary(p => p.Project, p => p.Rank);
        for (var i = 0; i < result.Projects.Count; i++)
        {
            var answer = result.Projects[i];
            foreach (var site in answer.Sites.Where(s => given is null || given.GetValueOrDefault(i) == s.Rank))
            {
                var plot = answer.PlotIds.Count > 0 ? $"\t{answer.PlotIds[site.Rank - 1]}" : "";
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{answer.Name}\t#{site.Rank}\t{site.ParkName}\t{CliContext.Mu(site.EllipsoidalM2)} {say["亩（椭球面积）", "mu (ellipsoidal)"]}\t{site.Score:0.00} {say["分", "points"]}{plot}"));
            }

            if (answer.Sites.Count == 0 || given?.ContainsKey(i) == false)
                Console.Out.WriteLine($"{answer.Name}\t{(answer.Sites.Count == 0 ? say["没有符合条件的地块", "no site fits"] : say["未分配", "not assigned"])}");
            foreach (var refused in answer.Refused)
                Console.Out.WriteLine($"  – {refused.PlotId}: {string.Join(" ", refused.Reasons.Select(r => say[r.Zh, r.En]))}");
            foreach (var problem in answer.Problems)
                Console.Out.WriteLine($"  ! {problem.Field}: {say[problem.MessageZh, problem.MessageEn]}");
        }

        if (result.Assignment is { } assignment)
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{say["总分", "total"]} {assignment.TotalScore:0.00} {say["分，上界", "points, bound"]} {assignment.Bound:0.00}"));
    }
}
