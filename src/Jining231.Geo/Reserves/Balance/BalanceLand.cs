using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Reserves.Balance;

/// <summary>The parcels and blocks that bear on a park, sorted by what they count as. EPSG:4548.</summary>
internal sealed class BalanceLand
{
    private const string Use = "build";

    public BalanceLand(Geometry gross, LandScene scene, RulePack rules)
    {
        var occupied = rules.Parcels.Where(p => p.Occupied && p.Uses.Contains(Use)).ToDictionary(p => p.Status, p => p.Key, StringComparer.Ordinal);
        var parcels = scene.Near("parcels", gross.EnvelopeInternal);
        var taken = parcels.Where(p => occupied.ContainsKey(Status(p))).ToList();
        var blocks = scene.Near("reserves", gross.EnvelopeInternal).Where(b => Liveness.IsLive(b.Row, scene.At)).ToList();
        var activated = blocks.Where(b => b.Row.Text("state") == ReserveLifecycle.Activated).ToList();
        Built = Join(taken.Where(p => Status(p) == "built"), gross);
        Approved = Join(taken.Where(p => Status(p) != "built").Concat(activated), gross);
        Reserved =
        [
            .. blocks.Except(activated).GroupBy(b => (Tier: b.Row.Text("tier") ?? "", State: b.Row.Text("state")!))
                .OrderBy(g => g.Key.Tier, StringComparer.Ordinal).ThenBy(g => g.Key.State, StringComparer.Ordinal)
                .Select(g => (g.Key.Tier, g.Key.State, g.Count(b => gross.Intersects(b.Plane!)), Join(g, gross)))
                .Where(g => !g.Item4.IsEmpty),
        ];
        Counted = occupied.Values.Concat(rules.Reserves.Select(r => r.Key)).ToHashSet(StringComparer.Ordinal);
        Open =
        [
            .. parcels.Where(p => !occupied.ContainsKey(Status(p))).GroupBy(Status).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => ("parcel:" + g.Key, Join(g, gross))),
        ];
        Features = [.. taken, .. blocks];
    }

    /// <summary>Built parcels.</summary>
    public Geometry Built { get; }

    /// <summary>Supplied parcels not yet built, and activated blocks.</summary>
    public Geometry Approved { get; }

    /// <summary>Live holds and reserves by tier and state.</summary>
    public IReadOnlyList<(string Tier, string State, int Blocks, Geometry Land)> Reserved { get; }

    /// <summary>Rule keys of zones that are counted as one of the above and not as blocked.</summary>
    public IReadOnlySet<string> Counted { get; }

    /// <summary>Parcels whose status leaves the land free, by status.</summary>
    public IReadOnlyList<(string Name, Geometry Land)> Open { get; }

    /// <summary>Everything counted here.</summary>
    public IReadOnlyList<SceneFeature> Features { get; }

    private static string Status(SceneFeature parcel) => parcel.Row.Text("status") ?? "";

    private static Geometry Join(IEnumerable<SceneFeature> features, Geometry gross) =>
        Overlay.Intersection(gross, Overlay.Union([.. features.Where(f => f.Plane is not null).Select(f => f.Plane!)]));
}
