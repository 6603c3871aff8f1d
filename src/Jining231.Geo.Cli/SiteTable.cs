using System.Globalization;
using Jining231.Geo.Siting;
using Jining231.Geo.Siting.Chains;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Spatial;
using Spectre.Console;

namespace Jining231.Geo.Cli;

/// <summary>Sites and parks for people; every number has its unit in the heading.</summary>
internal static class SiteTable
{
    public static void Print(SitingResult result, Language say)
    {
        if (result.Sites.Count > 0)
            AnsiConsole.Write(Sites(result, say));
        else
            AnsiConsole.WriteLine(say["没有满足条件的地块。", "No site meets the conditions."]);
        if (result.Meta.Request.Needs.Any(n => n.ByNetwork))
            foreach (var site in result.Sites)
                AnsiConsole.WriteLine($"#{site.Rank} {string.Join(say["；", "; "], site.Needs.Select(n => Need(n, say)))}");
        foreach (var site in result.Sites)
            if (site.Partners is { Count: > 0 } partners)
                AnsiConsole.WriteLine($"#{site.Rank} {string.Join(say["；", "; "], partners.Select(p => Partner(p, say)))}");
        foreach (var site in result.Sites)
            if (site.Crossing is { } crossing)
                AnsiConsole.WriteLine(Crossing(site.Rank, crossing, say));
        foreach (var site in result.Sites)
            if (site.Assembly is { } assembly)
                AnsiConsole.WriteLine(Parcels(site.Rank, assembly, say));
        foreach (var locked in result.Locked.Where(l => l.Rank is null))
            Refused(locked, say);
        if (result.RunnerUp is { } runner)
            AnsiConsole.WriteLine(Runner(runner, say));
        AnsiConsole.Write(Parks(result, say));
        if (result.Scope is { } scope)
            AnsiConsole.Write(Scope(scope, say));
        AnsiConsole.WriteLine(say["面积：亩为椭球面积，m² 为 EPSG:4548 平面面积。", "Areas: 亩 on the ellipsoid, m² in the plane of EPSG:4548."]);
    }

    private static Table Sites(SitingResult result, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("#").AddColumn(say["园区", "park"]).AddColumn(say["面积（亩）", "area (亩)"]).AddColumn(say["宽×长（m）", "width × length (m)"])
            .AddColumn(say["得分", "score"]).AddColumn(say["权重±30%名次", "places, weights ±30 %"]).AddColumn(say["最紧退距", "tightest setback"]).AddColumn(say["质量", "quality"]);
        foreach (var site in result.Sites)
        {
            var tight = site.Clearances.Count > 0 ? site.Clearances[0] : null;
            table.AddRow(
                Text(site.Rank), Markup.Escape(site.LockedName is { } name ? $"{site.ParkName} · {name} ({say["锁定", "locked"]})" : site.ParkName), Text(Units.ToMu(site.EllipsoidalM2)),
                $"{Text(site.WidthM)} × {Text(site.LengthM)}", Text(site.Score), $"{site.Ranks.Best}–{site.Ranks.Worst}{(site.Pareto ? " P" : "")}",
                tight is null ? "–" : Markup.Escape($"{tight.Name ?? tight.FeatureId}: {Text(tight.ActualM)} m ≥ {Text(tight.RequiredM)} m"), site.Quality);
        }

        return table;
    }

    private static string Need(NeedMet need, Language say) => need.Route is { } r
        ? say[$"{need.Kind} 沿路网（{r.Network}）{Km(need.ActualKm)} km = 接入 {Km(r.AccessKm)} + 沿线 {Km(r.AlongKm)} + 接出 {Km(r.EgressKm)}（{need.Name ?? need.FeatureId}）",
            $"{need.Kind} along the network ({r.Network}) {Km(need.ActualKm)} km = access {Km(r.AccessKm)} + along {Km(r.AlongKm)} + egress {Km(r.EgressKm)} ({need.Name ?? need.FeatureId})"]
        : say[$"{need.Kind} 直线 {Km(need.ActualKm)} km（{need.Name ?? need.FeatureId}）", $"{need.Kind} straight line {Km(need.ActualKm)} km ({need.Name ?? need.FeatureId})"];

    private static string Km(double km) => km.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Partner(ChainPartner p, Language say) => p.Direction == "supplier"
        ? say[$"上游 {p.Name}（{p.Industry}）直线 {Km(p.Km)} km", $"supplier {p.Name} ({p.Industry}) {Km(p.Km)} km straight"]
        : say[$"下游 {p.Name}（{p.Industry}）直线 {Km(p.Km)} km", $"customer {p.Name} ({p.Industry}) {Km(p.Km)} km straight"];

    private static string Crossing(int rank, SiteCrossing crossing, Language say)
    {
        var strips = string.Join(say["、", ", "], crossing.Strips.Select(s => say[
            $"{s.Name ?? s.FeatureId} {Text(s.RequiredM)} m（{Text(s.StripM2)} m²，{(s.Counts ? "计入用地" : "不计入用地")}）",
            $"{s.Name ?? s.FeatureId} {Text(s.RequiredM)} m ({Text(s.StripM2)} m², {(s.Counts ? "counted" : "not counted")})"]));
        return say[
            $"#{rank} 跨越廊道，带内不得建设：{strips}；可建设 {Text(Units.ToMu(crossing.BuildableM2))} 亩（椭球面积）。",
            $"#{rank} lies across corridors, nothing is built on their strips: {strips}; {Text(Units.ToMu(crossing.BuildableM2))} 亩 can be built on (ellipsoid)."];
    }

    private static string Parcels(int rank, SiteAssembly assembly, Language say)
    {
        var names = string.Join(say["、", ", "], assembly.Parcels.Select(p => p.Enterprise is { } enterprise ? $"{p.Name} ({enterprise})" : p.Name));
        var proven = assembly.Proven switch
        {
            true => say["已证明最少", "proved fewest"],
            false => say["限时内找到的最少", "fewest found in the time allowed"],
            null => say["锁定", "locked"],
        };
        return say[$"#{rank} 地块组合：{assembly.Parcels.Count} 宗，权利人 {assembly.Owners} 个（{proven}）：{names}",
            $"#{rank} assembly of {assembly.Parcels.Count} parcels, {assembly.Owners} owners ({proven}): {names}"];
    }

    /// <summary>A locked plot that breaks rules: all reasons, then each breach with its features and distances.</summary>
    private static void Refused(LockedAnswer locked, Language say)
    {
        AnsiConsole.WriteLine($"{locked.Plot.Name} ({say["锁定", "locked"]}): {string.Join(" ", locked.Reasons.Select(r => say[r.Zh, r.En]))}");
        foreach (var breach in locked.Breaches)
        {
            var features = string.Join(say["；", "; "], breach.Features.Select(f => breach.RequiredM is { } m
                ? $"{f.Name ?? f.FeatureId} {Text(f.ActualM)} m < {Text(m)} m"
                : f.Name ?? f.FeatureId));
            AnsiConsole.WriteLine($"  – {say[breach.Zh, breach.En]}: {Text(breach.AreaM2)} m²{(features.Length > 0 ? $" · {features}" : "")}");
        }
    }

    private static string Runner(Runner runner, Language say)
    {
        var single = runner.OneWeight is { } s
            ? say[$"“{s.Criterion}”的权重由 {Text(s.Weight)} 变为 {s.NewWeight.ToString(CultureInfo.InvariantCulture)} 时，第二名成为第一名。",
                $"The second site leads once the weight of '{s.Criterion}' goes from {Text(s.Weight)} to {s.NewWeight.ToString(CultureInfo.InvariantCulture)}."]
            : say["任何单个权重的变化都不会使第二名成为第一名。", "No change of a single weight puts the second site first."];
        return single + say[" P：未被其他地块全面占优。", " P: no other site is as good in every criterion and better in one."];
    }

    private static Table Parks(SitingResult result, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(say["园区", "park"]).AddColumn(say["结论", "verdict"]).AddColumn(say["可用（亩）", "eligible (亩)"]).AddColumn(say["原因", "reasons"]);
        foreach (var park in result.Parks)
            if (park.Verdict != "out-of-scope")
                table.AddRow(
                    Markup.Escape(park.Name), park.Verdict, park.Ledger is { } ledger ? Text(Units.ToMu(ledger.EligibleM2)) : "–",
                    Markup.Escape(string.Join(" ", park.Reasons.Select(r => say[r.Zh, r.En]))));
        return table;
    }

    /// <summary>What each rule takes of the whole scope, largest share first; the shares, unknown and eligible land make up the gross.</summary>
    private static Table Scope(ScopeLedger scope, Language say)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn(say[$"全部范围（{scope.Parks} 个园区）", $"whole scope ({scope.Parks} parks)"]).AddColumn(say["园区数", "parks"])
            .AddColumn(say["独占（m²）", "alone (m²)"]).AddColumn(say["重叠（m²）", "shared (m²)"]).AddColumn(say["均分（m²）", "split (m²)"]);
        foreach (var (parks, rule) in scope.Rules.OrderByDescending(r => r.Ledger.SplitM2).Select(r => (r.Parks, r.Ledger)))
            table.AddRow(Markup.Escape(rule.Rule), Text(parks), Text(rule.AloneM2), Text(rule.SharedM2), Text(rule.SplitM2));
        table.AddRow(say["未查明", "unknown"], "", "", "", Text(scope.UnknownM2));
        table.AddRow(say["可用", "eligible"], "", "", "", Text(scope.EligibleM2));
        table.AddRow(say["总面积", "gross"], "", "", "", Text(scope.GrossM2));
        if (scope.OverlapM2 > 0)
            table.AddRow(say["其中园区互相重叠（重复计）", "of which in more than one park"], "", "", "", Text(scope.OverlapM2));
        return table;
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
