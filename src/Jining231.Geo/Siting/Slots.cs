using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>The land that the projects of targets T1 and T2 would take: slot area = investment ÷ intensity.</summary>
internal static class Slots
{
    private const double WanPerYi = 10_000;

    /// <summary>Tier of a project by its investment (亿元): t50, t30 or general.</summary>
    public static string TierOf(double? investmentYi, RulePack rules) =>
        investmentYi >= Investment(rules, "T2") ? "t50" : investmentYi >= Investment(rules, "T1") ? "t30" : "general";

    /// <summary>Land of one project of the target at the intensity, m²; null if the rules do not name its investment.</summary>
    public static double? AreaM2(RulePack rules, string target, double intensityWanPerMu) =>
        Investment(rules, target) is { } yi ? Units.MuToM2(yi * WanPerYi / intensityWanPerMu) : null;

    private static double? Investment(RulePack rules, string target) =>
        rules.Targets.FirstOrDefault(t => t.Id == target)?.Value("minInvestment");
}
