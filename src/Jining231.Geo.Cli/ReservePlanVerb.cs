using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Planning;
using Jining231.Geo.Reserves.Readiness;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary><c>reserve plan</c>: blocks that keep a park able to take projects; the options, or a request file, become the inputs that HTTP takes.</summary>
internal static class ReservePlanVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string?> park = new("--park") { Description = say["园区编号", "park id"] };
        Option<FileInfo?> file = new("--request") { Description = say["请求文件，内容同过程 reserve-plan 的 inputs", "request file, the inputs of process reserve-plan"] };
        Option<string[]> block = new("--block") { Description = say["地块：块数x亩，如 3x200，可重复；缺省为目标 T1、T2 尚缺的项目", "blocks: count x 亩, such as 3x200, repeatable; by default the open projects of targets T1 and T2"] };
        Option<double?> budget = new("--budget-mu") { Description = say["总面积上限，亩（椭球）", "largest area of all blocks, 亩 (ellipsoidal)"] };
        Option<int?> alternatives = new("--alternatives") { Description = say["方案数，1–3", "number of alternatives, 1–3"] };
        Option<string?> asOf = new("--as-of") { Description = say["记录时间（RFC 3339）；缺省为现在", "record time (RFC 3339); by default now"] };
        var command = new Command("plan", say["留白规划", "plan blocks that keep a park able to take projects"]) { park, file, block, budget, alternatives, asOf, context.JsonOutput };
        command.SetAction(async (parse, cancellationToken) =>
        {
            using var given = parse.GetValue(file) is { } path ? ReserveVerb.Read(path) : null;
            var inputs = given is null ? [] : JsonObject.Create(given.RootElement) ?? [];
            if (parse.GetValue(park) is { } id)
                inputs["parkId"] = id;
            if (parse.GetValue(block) is { Length: > 0 } blocks)
                inputs["slots"] = new JsonArray([.. blocks.Select(Slot)]);
            if (parse.GetValue(budget) is { } mu)
                inputs["budgetMu"] = mu;
            if (parse.GetValue(alternatives) is { } count)
                inputs["alternatives"] = count;
            if (parse.GetValue(asOf) is { } at)
                inputs["asOf"] = at;
            return await RunAsync(context, parse, inputs, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, ParseResult parse, JsonObject inputs, CancellationToken cancellationToken)
    {
        var rules = context.LoadRules(parse);
        using var document = JsonSerializer.SerializeToDocument(inputs);
        var request = PlanRequestParser.Parse(document.RootElement, rules);
        await using var store = await context.OpenStoreAsync(parse, cancellationToken);
        using var planner = new ReadinessPlanner(store, rules);
        var plan = await planner.PlanAsync(request, cancellationToken);
        if (parse.GetValue(context.JsonOutput))
            await CliContext.WriteAsync(PlanJson.ToBytes(plan), cancellationToken);
        else
            Print(plan, context.Say);
        return plan.Certificate is null ? ExitCodes.Ok : ExitCodes.NoSite;
    }

    private static JsonNode Slot(string text)
    {
        var at = text.IndexOf('x', StringComparison.Ordinal);
        if (at > 0 && int.TryParse(text.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && double.TryParse(text.AsSpan(at + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var mu) && double.IsFinite(mu))
            return new JsonObject { ["count"] = count, ["areaMu"] = mu };
        throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"“{text}”应形如 3x200（块数x亩）。", $"'{text}' must look like 3x200 (count x 亩).")
        {
            Field = "--block",
            Allowed = ["<count>x<亩>"],
        });
    }

    private static void Print(PlanResult plan, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .Caption(say["面积：亩，椭球面积；边角：亩，平面面积", "area: 亩, ellipsoidal; strips: 亩, planar"])
            .AddColumn(say["方案", "plan"]).AddColumn(say["得分", "score"]).AddColumn(say["距最优（%）", "gap (%)"]).AddColumn(say["重合（%）", "shared (%)"])
            .AddColumn(say["地块", "blocks"]).AddColumn(say["面积", "area"]).AddColumn(say["边角", "strips"]);
        foreach (var one in plan.Alternatives)
            table.AddRow(
                Text(one.Rank), Text(one.Score), Text(one.GapPercent), Text(one.SharedPercent),
                Markup.Escape(string.Join("; ", one.Blocks.Select(b => $"{b.Slot} {CliContext.Mu(b.EllipsoidalM2)}"))), CliContext.Mu(one.EllipsoidalM2), CliContext.Mu(one.SterilisedM2));
        AnsiConsole.WriteLine(say[
            $"{plan.Park.Name}：需要 {plan.Asked} 块，放下 {plan.Filled} 块；可用地 {CliContext.Mu(plan.FreeM2)} 亩（平面面积）。",
            $"{plan.Park.Name}: {plan.Asked} blocks asked for, {plan.Filled} fit; {CliContext.Mu(plan.FreeM2)} 亩 are free (planar area)."]);
        AnsiConsole.Write(table);
        foreach (var reason in plan.Certificate?.Reasons ?? [])
            AnsiConsole.WriteLine(say[reason.Zh, reason.En]);
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
