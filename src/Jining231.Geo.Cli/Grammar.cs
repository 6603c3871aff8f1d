using System.CommandLine;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Cli;

/// <summary>The command line in one place: verbs, common options, exit codes.</summary>
internal static class Grammar
{
    public static async Task<int> RunAsync(string[] args)
    {
        var context = new CliContext(Language.From(args));
        var root = Build(context);
        var parse = root.Parse(args);
        if (parse.Errors.Count > 0)
        {
            foreach (var error in parse.Errors)
                CliContext.Note(error.Message);
            CliContext.Note(context.Say["用法：jining231 --help", "usage: jining231 --help"]);
            return ExitCodes.Usage;
        }

        try
        {
            return await parse.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (GeoProblemException e)
        {
            return context.Report(e, HasJson(args));
        }
        catch (OperationCanceledException)
        {
            CliContext.Note(context.Say["已停止。", "Stopped."]);
            return ExitCodes.Cancelled;
        }
        catch (Exception e)
        {
            CliContext.Note(context.Say[$"程序出错（{e.GetType().Name}）：{e.Message}", $"The program failed ({e.GetType().Name}): {e.Message}"]);
            return ExitCodes.Defect;
        }
    }

    private static RootCommand Build(CliContext context)
    {
        var root = new RootCommand(context.Say[
            "济宁“231”选址与留白：启动地图服务，或在命令行选址、测算、导出。",
            "Siting and the 留白 land account of Jining: serve the map, or site, measure and export from here."]);
        foreach (var option in context.Everywhere)
            root.Options.Add(option);
        ServeVerb.AddTo(root, context);
        root.Subcommands.Add(SeedVerb.Make(context));
        root.Subcommands.Add(HealthVerb.Make(context));
        root.Subcommands.Add(CopyVerb.Make(context));
        root.Subcommands.Add(DigestVerb.Make(context));
        root.Subcommands.Add(SiteVerb.Make(context));
        root.Subcommands.Add(SiteBatchVerb.Make(context));
        root.Subcommands.Add(RedlineVerb.Make(context));
        root.Subcommands.Add(ScenarioVerb.Make(context));
        root.Subcommands.Add(BranchVerb.Make(context));
        root.Subcommands.Add(VerifyVerb.Make(context));
        root.Subcommands.Add(ReplayVerb.Make(context));
        root.Subcommands.Add(SolarVerb.Make(context));
        root.Subcommands.Add(ExportVerb.Make(context));
        root.Subcommands.Add(ReserveVerb.Make(context));
        root.Subcommands.Add(ReadinessVerb.Make(context));
        root.Subcommands.Add(ChangesVerb.Make(context));
        return root;
    }

    private static bool HasJson(string[] args) => args.Contains("--json", StringComparer.Ordinal);
}
