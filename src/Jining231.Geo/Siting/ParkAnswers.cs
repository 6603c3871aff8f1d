using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Puts together what is answered about each park.</summary>
internal static class ParkAnswers
{
    /// <summary>The ledger of a park in which no sites are looked for.</summary>
    public static ParkFindings Unsearched(ParkLand land) =>
        new(land, Units.RoundM2(Polygons.Largest(land.Eligibility.Eligible)?.Area ?? 0), [], []);

    public static ParkAnswer Of(
        SceneFeature park, (string Verdict, IReadOnlyList<Reason> Reasons)? refusal, ParkFindings? findings, IReadOnlyList<SiteDraft> chosen)
    {
        var (verdict, reasons) = refusal ?? Verdict(park, findings, chosen);
        return new ParkAnswer
        {
            ParkId = park.Id,
            Name = park.Name,
            Verdict = verdict,
            Reasons = reasons,
            Relaxations = refusal is null && findings is not null ? findings.Relaxations : [],
            Ledger = findings is null ? null : Ledger(findings),
        };
    }

    /// <summary>A park that holds nothing but a locked plot is sited, and still says why there is nothing more.</summary>
    private static (string, IReadOnlyList<Reason>) Verdict(SceneFeature park, ParkFindings? findings, IReadOnlyList<SiteDraft> chosen) =>
        findings is null ? (chosen.Any(c => c.Park.Id == park.Id) ? "sited" : "not-searched", [])
        : findings.Drafts.Count == 0 ? (chosen.Any(c => c.Park.Id == park.Id) ? "sited" : "no-site", findings.Reasons)
        : chosen.Any(c => c.Park.Id == park.Id) ? ("sited", [])
        : ("feasible", [ReasonTexts.OthersBetter(findings.Drafts[0].Score)]);

    private static ParkLedger Ledger(ParkFindings findings)
    {
        var e = findings.Land.Eligibility;
        return new ParkLedger(e.GrossM2, e.EligibleM2, e.UnknownM2, findings.LargestBlockM2, e.Rules);
    }
}
