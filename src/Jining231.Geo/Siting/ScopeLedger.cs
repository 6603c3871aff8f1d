using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>
/// The ledgers of all parks of the scope added up: whole parks, each at one level only. Areas in EPSG:4548, m², to 0.01;
/// split + unknown + eligible = gross, as in each park.
/// </summary>
/// <param name="Parks">Parks that are added up.</param>
/// <param name="GrossM2">Their land.</param>
/// <param name="EligibleM2">What may be built on.</param>
/// <param name="UnknownM2">Where a control layer has no coverage.</param>
/// <param name="OverlapM2">Land that lies in more than one of the parks and is counted in each; 0 in a clean record.</param>
/// <param name="Rules">What each rule removes, ordered by key.</param>
public sealed record ScopeLedger(
    int Parks, double GrossM2, double EligibleM2, double UnknownM2, double OverlapM2, IReadOnlyList<ScopeRule> Rules)
{
    /// <summary>Adds up the ledgers of parks. Rounded numbers are added as decimals, so that the sum stays exact.</summary>
    internal static ScopeLedger Of(IReadOnlyList<ParkLand> lands)
    {
        EligibilityResult[] ledgers = [.. lands.Select(l => l.Eligibility)];
        return new ScopeLedger(
            ledgers.Length, Units.SumM2(ledgers.Select(l => l.GrossM2)), Units.SumM2(ledgers.Select(l => l.EligibleM2)),
            Units.SumM2(ledgers.Select(l => l.UnknownM2)), Overlapping([.. lands.Select(l => l.Park.Plane!)]),
            [
                .. ledgers.SelectMany(l => l.Rules).GroupBy(r => r.Rule, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new ScopeRule(
                        g.Count(),
                        new RuleLedger(g.Key, Units.SumM2(g.Select(r => r.AloneM2)), Units.SumM2(g.Select(r => r.SharedM2)), Units.SumM2(g.Select(r => r.SplitM2))))),
            ]);
    }

    private static double Overlapping(IReadOnlyList<Geometry> parks)
    {
        var twice = new List<Geometry>();
        for (var i = 0; i < parks.Count; i++)
            for (var j = 0; j < i; j++)
                if (parks[i].EnvelopeInternal.Intersects(parks[j].EnvelopeInternal) && Overlay.Intersection(parks[i], parks[j]) is { Area: > Overlay.ToleranceM2 } shared)
                    twice.Add(shared);
        return twice.Count == 0 ? 0 : Units.RoundM2(Overlay.Union(twice).Area);
    }
}

/// <summary>What one rule removes in all parks of the scope.</summary>
/// <param name="Parks">Parks in which it removes something.</param>
/// <param name="Ledger">Sums over these parks, m² in EPSG:4548 (平面面积), to 0.01.</param>
public sealed record ScopeRule(int Parks, RuleLedger Ledger);
