using Jining231.Geo.Spatial;

namespace Jining231.Geo.Eligibility;

/// <summary>Adds up the account from faces.</summary>
internal static class FaceLedger
{
    /// <summary>The account of an area of <paramref name="gross"/> m² whose faces are given; zones ordered by key.</summary>
    public static EligibilityResult Sum(double gross, ZoneSet zones, LandFaces faces)
    {
        double[] alone = new double[zones.Removals.Count], shared = new double[alone.Length], split = new double[alone.Length];
        var gaps = new double[zones.Unknowns.Count];
        double eligible = 0, unknown = 0;
        var labelled = new List<LandFace>(faces.Kinds.Count);
        List<int> free = [], unsurveyed = [];
        for (var k = 0; k < faces.Kinds.Count; k++)
        {
            var (by, why, area) = faces.Kinds[k];
            labelled.Add(new LandFace(area, [.. by.Select(i => zones.Removals[i].Rule)], by.Count <= LandFace.MostRules && why.Count > 0, faces, k));
            foreach (var i in by)
            {
                (by.Count == 1 ? alone : shared)[i] += area;
                split[i] += area / by.Count;
            }

            if (by.Count > 0)
                continue;
            foreach (var i in why)
                gaps[i] += area;
            (why.Count > 0 ? unsurveyed : free).Add(k);
            if (why.Count > 0)
                unknown += area;
            else
                eligible += area;
        }

        var parts = ExactSum.Round([.. split, unknown, eligible], gross, EligibilityEngine.StepM2);
        return new EligibilityResult(
            Units.RoundM2(gross), parts[^1], parts[^2],
            [.. zones.Removals.Select((r, i) => new RuleLedger(r.Rule, Units.RoundM2(alone[i]), Units.RoundM2(shared[i]), parts[i]))
                .Where(r => r.AloneM2 > 0 || r.SharedM2 > 0 || r.SplitM2 > 0)],
            [.. zones.Unknowns.Select((g, i) => new UnknownLedger(g.Key, Units.RoundM2(gaps[i]))).Where(g => g.AreaM2 > 0)],
            faces.Join(free), faces.Join(unsurveyed))
        {
            Faces = labelled,
        };
    }
}
