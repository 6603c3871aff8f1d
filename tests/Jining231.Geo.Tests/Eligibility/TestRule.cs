using Jining231.Geo.Rules;

namespace Jining231.Geo.Tests.Eligibility;

/// <summary>Rules written down in tests.</summary>
internal static class TestRule
{
    public static SetbackRule Of(string layer, string kind, string verdict = "prohibited", double metres = 0, bool inverse = false) => new()
    {
        Key = $"{layer}:{kind}",
        TitleZh = kind,
        TitleEn = kind,
        Layer = layer,
        Kind = kind,
        Uses = ["build"],
        Verdict = verdict,
        Inverse = inverse,
        MetresByHazard = new HazardMetres(metres, metres, metres, metres),
        Basis = "plan",
        Evidence = new Evidence("test", "–", "D", "indicative"),
    };
}
