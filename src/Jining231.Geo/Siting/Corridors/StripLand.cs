using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Corridors;

/// <summary>The strips of corridors that lie inside a plot because their rules do not split it (EPSG:4548): nothing is built on them.</summary>
internal sealed class StripLand
{
    /// <summary>Strips are taken this much wider than the distance, m, so that what is left keeps the distance whatever rounding does.</summary>
    private const double SlackM = 0.01;

    /// <summary>Strips are cut off this far outside the plot, m, never on its edges: where edges coincide all but rounding, overlay leaves spikes.</summary>
    private const double MarginM = 10;

    private readonly Dictionary<string, Geometry> _byRule;
    private readonly Geometry _plot;
    private readonly Lazy<Geometry> _buildable;

    private StripLand(Geometry plot, Dictionary<string, Geometry> byRule, IReadOnlyList<(StripCrossed, SceneFeature)> crossed, Geometry notCounted)
    {
        (_plot, _byRule, Crossed) = (plot, byRule, crossed);
        _buildable = new Lazy<Geometry>(() => Overlay.Difference(plot, Overlay.Union([.. byRule.Values])));
        Counted = notCounted.IsEmpty ? plot : Overlay.Difference(plot, notCounted);
    }

    /// <summary>What is crossed, in the order of the rules.</summary>
    public IReadOnlyList<(StripCrossed Strip, SceneFeature Feature)> Crossed { get; }

    /// <summary>The plot without any strip.</summary>
    public Geometry Buildable => _buildable.Value;

    /// <summary>The part of the plot that counts towards the area asked for.</summary>
    public Geometry Counted { get; }

    /// <summary>The largest part on one side.</summary>
    public Polygon? LargestSide => Polygons.Largest(Buildable);

    /// <summary>The strips in a plot, or null if none lies in it by more than the tolerance.</summary>
    public static StripLand? Of(Geometry plot, PlotRules rules)
    {
        var byRule = new Dictionary<string, Geometry>(StringComparer.Ordinal);
        var crossed = new List<(StripCrossed, SceneFeature)>();
        var notCounted = new List<Geometry>();
        var around = plot.EnvelopeInternal.Copy();
        around.ExpandBy(MarginM);
        var frame = GeoFactory.Plane.ToGeometry(around);
        foreach (var (rule, metres, features) in rules.Spanning(plot))
        {
            var strips = new List<Geometry>();
            foreach (var feature in features)
            {
                var strip = rules.Judged(rule, ZoneFrame.Clip(metres > 0 ? rules.Setback(feature, metres + SlackM) : feature.Plane!, frame));
                var inside = Overlay.Intersection(plot, strip).Area;
                if (inside <= Overlay.ToleranceM2)
                    continue;
                strips.Add(strip);
                crossed.Add((new StripCrossed(
                    rule.Key, feature.Layer, feature.Id, feature.Name, metres, Units.RoundM2(inside), rule.Corridor!.StripCounts), feature));
            }

            if (strips.Count == 0)
                continue;
            byRule[rule.Key] = Overlay.Union(strips);
            if (!rule.Corridor!.StripCounts)
                notCounted.Add(byRule[rule.Key]);
        }

        return crossed.Count == 0 ? null : new StripLand(
            plot, byRule, crossed, notCounted.Count == 0 ? GeoFactory.Plane.CreatePolygon() : Overlay.Union(notCounted));
    }

    /// <summary>Land of a parcel that counts towards the area asked for, m²: without the strips in it that do not.</summary>
    public static double CountedIn(Geometry parcel, PlotRules rules) => Of(parcel, rules)?.CountedM2 ?? parcel.Area;

    /// <summary>The part of the plot that a rule judges: without the strip of that rule.</summary>
    public Geometry Beside(SetbackRule rule, Geometry judged) =>
        _byRule.TryGetValue(rule.Key, out var strip) ? Overlay.Difference(judged, strip) : judged;

    /// <summary>The strips as they are answered.</summary>
    public SiteCrossing Told => new(
        Units.RoundM2(EllipsoidalArea.OfPlane(Buildable)), Units.RoundM2(EllipsoidalArea.OfPlane(Counted)), [.. Crossed.Select(c => c.Strip)]);

    /// <summary>Smaller of the ellipsoidal and the planar area that counts, m².</summary>
    public double CountedM2 => ReferenceEquals(Counted, _plot)
        ? Math.Min(EllipsoidalArea.OfPlane(_plot), _plot.Area)
        : Math.Min(EllipsoidalArea.OfPlane(Counted), Counted.Area);
}
