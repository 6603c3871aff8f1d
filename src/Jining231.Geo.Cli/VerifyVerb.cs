using System.CommandLine;
using Jining231.Geo.Siting.Packages;

namespace Jining231.Geo.Cli;

/// <summary><c>verify</c>: recomputes a decision package offline, from the data inside.</summary>
internal static class VerifyVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Argument<string> package = new("package") { Description = say["决策包（zip）", "decision package (zip)"] };
        var command = new Command("verify", say["离线复算决策包", "recompute a decision package offline"]) { package };
        command.SetAction((parse, cancellationToken) =>
        {
            using var stream = CliContext.OpenPackage(parse.GetValue(package)!);
            var report = PackageVerifier.Verify(stream, cancellationToken);
            Console.Out.WriteLine(report.Verdict);
            Console.Out.WriteLine($"{say["引擎", "engine"]}: {report.EngineOfPackage} → {report.Engine}");
            foreach (var finding in report.Findings)
                Console.Out.WriteLine($"{finding.File}\t{say[finding.Zh, finding.En]}");
            return Task.FromResult(report.Verdict == "identical" ? ExitCodes.Ok : ExitCodes.Input);
        });
        return command;
    }
}
