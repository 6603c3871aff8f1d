using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Redlines;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Cli;

/// <summary><c>redline</c>: outlines of land (界址点 TXT, GeoJSON) held against the control lines; the inputs are those of the process.</summary>
internal static class RedlineVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Argument<string> file = new("file") { Description = say["用地红线：界址点 TXT，或 GeoJSON FeatureCollection（CRS84）", "redlines: 界址点 TXT, or GeoJSON FeatureCollection (CRS84)"] };
        Option<string?> industry = new("--industry") { Description = say["产业（见 /rules）", "industry (see /rules)"] };
        Option<string?> hazard = new("--hazard") { Description = say["危险等级：none、low、medium、high", "hazard class: none, low, medium, high"] };
        Option<string?> asOf = new("--as-of") { Description = say["按此时刻的记录（RFC 3339）", "decide on the record of this instant (RFC 3339)"] };
        var command = new Command("redline", say["红线核查：触犯哪些控制线和规则，各多少面积", "check redlines: which control lines and rules they meet, and by how much"]) { file, industry, hazard, asOf, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var inputs = new JsonObject { ["plots"] = await InputFiles.PlotsAsync(parse.GetValue(file)!, "file", cancellationToken) };
            foreach (var (name, option) in new[] { ("industry", industry), ("hazard", hazard), ("asOf", asOf) })
                if (parse.GetValue(option) is { } value)
                    inputs[name] = value;
            var rules = context.LoadRules(parse);
            using var document = JsonSerializer.SerializeToDocument(inputs);
            var request = RedlineRequestParser.Parse(document.RootElement, rules);
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            using var planner = new SitingPlanner(store, rules);
            var result = await planner.CheckAsync(request, null, cancellationToken);
            if (parse.GetValue(context.JsonOutput))
                await CliContext.WriteJsonAsync(w => RedlineJson.Write(w, result), cancellationToken);
            else
                foreach (var plot in result.Plots)
                    Print(plot, say);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Print(RedlineAnswer answer, Language say)
    {
        var area = AreaMeasure.Ellipsoidal(Reproject.ToPlane(answer.Plot.Geographic));
        var verdict = answer.Verdict switch
        {
            RedlineVerdict.Breaks => say["有冲突", "in conflict"],
            RedlineVerdict.Unknown => say["部分未调查", "not surveyed in part"],
            RedlineVerdict.Conditional => say["有条件", "conditional"],
            _ => say["无冲突", "clear"],
        };
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer.Plot.Name}\t{verdict}\t{area.Ha:0.0000} {say["公顷", "ha"]}\t{area.Mu:0.00} {say["亩（椭球面积）", "mu (ellipsoidal)"]}\t{answer.ParkName}"));
        foreach (var breach in answer.Breaches)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  – {say[breach.Zh, breach.En]}\t{breach.AreaM2:0.00} m² {say["（平面面积）", "(planar)"]}"));
            foreach (var feature in breach.Features)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      {feature.Layer}\t{feature.Name ?? feature.FeatureId}\t{feature.ActualM:0.00} m{(breach.RequiredM is { } required ? $" < {required:0.##} m" : "")}"));
        }

        foreach (var condition in answer.Conditions)
            Console.Out.WriteLine($"  ? {say[condition.Zh, condition.En]}");
        foreach (var reason in answer.Reasons)
            Console.Out.WriteLine($"  ! {say[reason.Zh, reason.En]}");
    }
}
