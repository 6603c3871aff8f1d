using System.Globalization;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Reserves;

/// <summary>Says why land is not eligible, and the way out.</summary>
internal static class NotEligible
{
    /// <summary>Every reason, Chinese and English; none if the land is eligible to 0.01 m² and the park takes the project.</summary>
    public static IReadOnlyList<(string Zh, string En)> Reasons(
        SceneFeature park, Industry? industry, string hazard, EligibilityResult land, RulePack rules)
    {
        var reasons = ParkReasons(park, industry, hazard, rules);
        if (land.GrossM2 - land.EligibleM2 <= Overlay.ToleranceM2)
            return reasons;
        foreach (var rule in land.Rules)
        {
            var text = rules.FindRule(rule.Rule);
            var area = M2(rule.AloneM2 + rule.SharedM2);
            reasons.Add(($"{text?.Zh ?? rule.Rule} 占 {area} m²", $"{text?.En ?? rule.Rule} takes {area} m²"));
        }

        if (land.UnknownM2 > Overlay.ToleranceM2)
            reasons.Add(($"{M2(land.UnknownM2)} m² 无调查资料（{string.Join("、", land.Unknowns.Select(u => u.Key))}）",
                $"{M2(land.UnknownM2)} m² have not been surveyed ({string.Join(", ", land.Unknowns.Select(u => u.Key))})"));
        return reasons;
    }

    /// <summary>What the park's rule profile does not take, whatever the land.</summary>
    public static List<(string Zh, string En)> ParkReasons(SceneFeature park, Industry? industry, string hazard, RulePack rules)
    {
        var reasons = new List<(string Zh, string En)>();
        if (rules.FindProfile(park.Kind) is { } profile)
        {
            var hazards = Codelists.Hazard.Codes.Select(c => c.Value).ToList();
            if (hazards.IndexOf(hazard) > hazards.IndexOf(profile.MaxHazard))
                reasons.Add(($"“{park.Name}”最高接纳危险等级 {profile.MaxHazard}", $"'{park.Name}' takes hazard class {profile.MaxHazard} at most"));
            var recognised = park.Row["recognised_chemical"] is true;
            if (industry is { Chemical: true } && !(profile.AcceptsChemical && (recognised || !profile.NeedsRecognition)))
                reasons.Add(($"化工项目只能进入认定的化工园区", "chemical projects go only into recognised chemical parks"));
            if (industry is { Chemical: false } && !profile.AcceptsOther)
                reasons.Add(($"“{park.Name}”不接纳非化工项目", $"'{park.Name}' takes no projects that are not chemical"));
        }

        return reasons;
    }

    /// <summary>The problem that lists the reasons.</summary>
    public static GeoProblemException Problem(IReadOnlyList<(string Zh, string En)> reasons) => new(new GeoProblem(ProblemCode.NotEligible,
        $"用地不符合规则：{string.Join("；", reasons.Select(r => r.Zh))}。如有批准文件，请填写 overrideDocumentNo。",
        $"The land is not eligible: {string.Join("; ", reasons.Select(r => r.En))}. With a document that permits it, give overrideDocumentNo.")
    {
        Field = "/geometry",
        Allowed = ["overrideDocumentNo"],
    });

    private static string M2(double area) => area.ToString("0.##", CultureInfo.InvariantCulture);
}
