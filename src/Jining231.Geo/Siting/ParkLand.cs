using System.Collections.Concurrent;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;

namespace Jining231.Geo.Siting;

/// <summary>One park with its eligible land: what can be kept between requests as long as scene, rules and use stay the same.</summary>
/// <param name="Park">The park, with geometry.</param>
/// <param name="Eligibility">Its ledger and eligible land.</param>
/// <param name="Axes">Orientations to try, radians in [0, π/2): park axis, nearest railway or road, a fan every 15°.</param>
public sealed record ParkLand(SceneFeature Park, EligibilityResult Eligibility, IReadOnlyList<double> Axes)
{
    private const int FanSteps = 6;
    private const int SizesKept = 32;

    private readonly ConcurrentDictionary<(PlotDemand Demand, double AreaM2), Lazy<ParkPlots>> _plots = new();

    private readonly ConcurrentDictionary<(PlotDemand Demand, double AreaM2), Lazy<IReadOnlyList<Relaxation>>> _relaxations = new();

    private readonly ConcurrentDictionary<string, Lazy<OpenedLand>> _relaxed = new(StringComparer.Ordinal);

    private static readonly string[] AxisKinds = ["rail", "expressway"];

    /// <summary>Takes the ledger of a park and its orientations.</summary>
    public static ParkLand Of(SceneFeature park, LandScene scene, RulePack rules, LandUse use)
    {
        ArgumentNullException.ThrowIfNull(park);
        ArgumentNullException.ThrowIfNull(scene);
        var area = park.Plane!;
        var zones = ZoneBuilder.Build(area, scene, rules, use);
        var axes = new List<double> { MainAxis.Angle(area) };
        if (RoadAxis(area, scene) is { } road)
            axes.Add(road);
        axes.AddRange(Enumerable.Range(0, FanSteps).Select(i => MainAxis.Quarter(i * Math.PI / 2 / FanSteps)));
        return new ParkLand(park, EligibilityEngine.Run(area, zones.Removals, zones.Unknowns), [.. axes.Distinct()]);
    }

    /// <summary>Plots of one size, searched once.</summary>
    internal ParkPlots Plots(PlotDemand demand, double areaM2, Func<ParkPlots> search) => Once(_plots, demand, areaM2, search);

    /// <summary>What would have to give way for a plot of one size, searched once.</summary>
    internal IReadOnlyList<Relaxation> Relaxations(PlotDemand demand, double areaM2, Func<IReadOnlyList<Relaxation>> search) =>
        Once(_relaxations, demand, areaM2, search);

    /// <summary>Land that opens without a set of rules, put together once.</summary>
    internal OpenedLand Relaxed(string set, Func<OpenedLand> make) => _relaxed.GetOrAdd(set, _ => new Lazy<OpenedLand>(make)).Value;

    /// <summary>Searches once a size; beyond the sizes kept, each time.</summary>
    private static T Once<T>(ConcurrentDictionary<(PlotDemand, double), Lazy<T>> kept, PlotDemand demand, double areaM2, Func<T> search)
    {
        if (kept.TryGetValue((demand, areaM2), out var known))
            return known.Value;
        return kept.Count >= SizesKept ? search() : kept.GetOrAdd((demand, areaM2), _ => new Lazy<T>(search)).Value;
    }

    private static double? RoadAxis(Geometry area, LandScene scene)
    {
        if (Distances.Nearest(area, [.. scene["transport"].Where(t => AxisKinds.Contains(t.Kind))]) is not { } near)
            return null;
        var spot = DistanceOp.NearestPoints(area, near.Feature.Plane!)[1];
        LineSegment? best = null;
        for (var i = 0; i < near.Feature.Plane!.NumGeometries; i++)
        {
            var c = near.Feature.Plane.GetGeometryN(i).Coordinates;
            for (var k = 1; k < c.Length; k++)
            {
                var segment = new LineSegment(c[k - 1], c[k]);
                if (segment.Length > 0 && (best is null || segment.Distance(spot) < best.Distance(spot) - 1e-6))
                    best = segment;
            }
        }

        return best is null ? null : MainAxis.Quarter(best.Angle);
    }
}
