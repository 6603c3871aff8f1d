using System.CommandLine;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Packages;

namespace Jining231.Geo.Cli;

/// <summary><c>replay</c>: asks the request of a decision package again on the present record and shows which reasons changed.</summary>
internal static class ReplayVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Argument<string> package = new("package") { Description = say["决策包（zip）", "decision package (zip)"] };
        var command = new Command("replay", say["按现行数据重做原决策，说明变化的原因", "ask an earlier decision again on the present record: which reasons changed"])
        {
            package, context.JsonOutput,
        };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var stream = CliContext.OpenPackage(parse.GetValue(package)!);
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            using var planner = new SitingPlanner(store, context.LoadRules(parse));
            var report = await planner.ReplayAsync(stream, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(w => ReplayJson.Write(w, report), cancellationToken);
            else
                Print(report, say);
            return report.Changed ? ExitCodes.Changed : ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(ReplayReport report, Language say)
    {
        Console.Out.WriteLine(report.Changed ? say["有变化", "changed"] : say["无变化", "unchanged"]);
        if (report.Inputs.Count > 0)
            Console.Out.WriteLine($"{say["输入不同", "inputs that differ"]}: {string.Join(", ", report.Inputs)}");
        AnswerDiffTable.Print(report.Sites, report.Parks, say);
    }
}
