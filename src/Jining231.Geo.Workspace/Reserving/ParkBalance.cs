using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Workspace.Reserving;

/// <summary>One line of a balance.</summary>
/// <param name="Key">built, approved, reserved or remaining.</param>
/// <param name="Title">Titles.</param>
/// <param name="M2">Area in EPSG:4548, m²; each square metre counts once, in this order.</param>
/// <param name="WholeM2">Area of the class before what stands above it is taken off, m²: the difference lies on land counted above.</param>
public sealed record BalanceLine(string Key, Words Title, double M2, double WholeM2);

/// <summary>
/// What has been given away of a park and what remains: built, approved (also activated blocks), live reserves, remaining. Remaining land is not
/// yet eligible land: control lines and setbacks are in the ledger of a siting answer.
/// </summary>
/// <param name="ParkId">The park.</param>
/// <param name="GrossM2">The park, m² in EPSG:4548; the lines add up to it.</param>
/// <param name="Lines">The lines.</param>
public sealed record ParkBalance(string ParkId, double GrossM2, IReadOnlyList<BalanceLine> Lines)
{
    /// <summary>Works out the balance at an instant, or null for a park without a known place.</summary>
    public static ParkBalance? Of(MapFeature park, MapLayer parcels, MapLayer reserves, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(park);
        ArgumentNullException.ThrowIfNull(parcels);
        ArgumentNullException.ThrowIfNull(reserves);
        if (park.Plane is not { } gross)
            return null;
        var box = gross.EnvelopeInternal;
        var live = reserves.Query(box).Where(r => Liveness.IsLive(r.Row, at)).ToArray();
        var remaining = gross;
        var lines = new List<BalanceLine>
        {
            Take("built", new("已建", "built"), parcels.Query(box).Where(p => p.Row.Text("status") is "built" or "idle")),
            Take("approved", new("已批未建（含已启用）", "approved, not built (with activated blocks)"),
                parcels.Query(box).Where(p => p.Row.Text("status") is "approved-unsupplied" or "supplied-unbuilt")
                    .Concat(live.Where(r => r.Row.Text("state") == "activated"))),
            Take("reserved", new("留白与暂留", "reserved and held"), live.Where(r => r.Row.Text("state") != "activated")),
        };
        var total = Units.RoundM2(gross.Area);
        var rest = Units.RoundM2(total - lines.Sum(l => l.M2));
        lines.Add(new("remaining", new("其余（未扣控制线）", "remaining (control lines not taken off)"), rest, rest));
        return new(park.Row.Id, total, lines);

        BalanceLine Take(string key, Words title, IEnumerable<MapFeature> takers)
        {
            var shapes = takers.Select(t => t.Plane!).ToArray();
            if (shapes.Length == 0)
                return new(key, title, 0, 0);
            var before = remaining.Area;
            var all = Overlay.Union(shapes);
            remaining = Overlay.Difference(remaining, all);
            return new(key, title, Units.RoundM2(before - remaining.Area), Units.RoundM2(Overlay.Intersection(gross, all).Area));
        }
    }
}
