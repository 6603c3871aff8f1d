using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace Jining231.Geo.Eligibility;

/// <summary>
/// Features and the distance to keep from each, indexed once, asked for the eligible land of areas: what reaches an area goes through the same
/// account as the rules of a scene, one zone for each distance. Immutable and safe for concurrent use; the same areas get the same land,
/// however many cores there are.
/// </summary>
public sealed class ConstraintSet
{
    private readonly List<(double Metres, STRtree<Geometry> Tree)> _byDistance = [];
    private readonly Func<Geometry, double, Geometry> _buffer;

    /// <summary>Indexes the constraints.</summary>
    /// <param name="constraints">Valid geometry in EPSG:4548 and metres ≥ 0; at 0 the polygons themselves are removed.</param>
    /// <param name="buffer">How a distance becomes an area; <see cref="Buffers.Circumscribed"/> unless told otherwise.</param>
    public ConstraintSet(IEnumerable<(Geometry Plane, double Metres)> constraints, Func<Geometry, double, Geometry>? buffer = null)
    {
        ArgumentNullException.ThrowIfNull(constraints);
        _buffer = buffer ?? Buffers.Circumscribed;
        foreach (var group in constraints.GroupBy(c => c.Metres).OrderBy(g => g.Key))
        {
            var tree = new STRtree<Geometry>();
            foreach (var (plane, _) in group)
                tree.Insert(plane.EnvelopeInternal, plane);
            tree.Build();
            _byDistance.Add((group.Key, tree));
        }
    }

    /// <summary>The eligible land of each area (valid, polygonal, EPSG:4548), in order; areas are worked on by all cores.</summary>
    public IReadOnlyList<Geometry> EligibleLand(IReadOnlyList<Geometry> areas)
    {
        ArgumentNullException.ThrowIfNull(areas);
        var land = new Geometry[areas.Count];
        Parallel.For(0, land.Length, i => land[i] = EligibleLand(areas[i]));
        return land;
    }

    /// <summary>
    /// The eligible land of one area (valid, polygonal, EPSG:4548). Only what reaches the area is looked at; what is at no distance counts
    /// with its polygons.
    /// </summary>
    public Geometry EligibleLand(Geometry area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return Without(area, _byDistance);
    }

    /// <summary>
    /// A preview of the eligible area as the distance kept from one group of features changes: those whose distance is
    /// <paramref name="changing"/> now. It can be asked for any distance up to <paramref name="mostM"/>.
    /// </summary>
    public SetbackPreview Preview(Geometry area, double changing, double mostM)
    {
        ArgumentNullException.ThrowIfNull(area);
        return new SetbackPreview(
            Without(area, _byDistance.Where(d => d.Metres != changing)),
            _byDistance.Where(d => d.Metres == changing).SelectMany(d => Near(d.Tree, area, mostM)), mostM);
    }

    private Geometry Without(Geometry area, IEnumerable<(double Metres, STRtree<Geometry> Tree)> byDistance)
    {
        if (area.IsEmpty)
            return area;
        var reach = new AreaReach(area);
        RemovalZone[] zones =
        [
            .. byDistance.Select(d => new RemovalZone(
                FormattableString.Invariant($"{d.Metres} m"), new ZoneShape([.. Taking(d.Tree, area, reach, d.Metres).Select(g => new ZonePart(g))]))),
        ];
        return EligibilityEngine.Run(area, zones, []).Eligible;
    }

    private IEnumerable<Geometry> Taking(STRtree<Geometry> tree, Geometry area, AreaReach reach, double metres) =>
        Near(tree, area, metres).Select(g => reach.Setback(g, metres, () => metres == 0 ? g : _buffer(g, metres))).OfType<Geometry>();

    private static IList<Geometry> Near(STRtree<Geometry> tree, Geometry area, double metres)
    {
        var box = area.EnvelopeInternal.Copy();
        box.ExpandBy(metres);
        return tree.Query(box);
    }
}
