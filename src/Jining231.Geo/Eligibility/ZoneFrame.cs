using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>One area, what reaches it, and the rectangle around it to which zones are cut where they are put together.</summary>
internal sealed class ZoneFrame
{
    private const double MarginM = 10;

    private readonly AreaReach _reach;

    public ZoneFrame(Geometry areaPlane, LandScene scene)
    {
        Area = areaPlane;
        _reach = new AreaReach(areaPlane);
        Scene = scene;
        Envelope = areaPlane.EnvelopeInternal;
        Frame = Rectangle(Envelope, MarginM);
    }

    public Geometry Area { get; }

    public LandScene Scene { get; }

    /// <summary>Envelope of the area.</summary>
    public Envelope Envelope { get; }

    /// <summary>That envelope and 10 m around it, as a polygon.</summary>
    public Geometry Frame { get; }

    private static Polygon Rectangle(Envelope envelope, double margin)
    {
        var wide = envelope.Copy();
        wide.ExpandBy(margin);
        return (Polygon)GeoFactory.Plane.ToGeometry(wide);
    }

    /// <summary>The part of a feature inside a rectangle; a feature wholly inside is returned as it is.</summary>
    public static Geometry Clip(Geometry feature, Geometry rectangle)
    {
        if (rectangle.EnvelopeInternal.Covers(feature.EnvelopeInternal))
            return feature;
        return feature.Dimension == Dimension.Surface ? Overlay.Intersection(feature, rectangle) : feature.Intersection(rectangle);
    }

    /// <summary>The setback of a feature (EPSG:4548) if it is areal and has a point in common with the area, else null.</summary>
    public Geometry? Setback(SceneFeature feature, double metres) =>
        _reach.Setback(feature.Plane!, metres, () => Scene.Setback(feature, metres));

    /// <summary>True if the area lies inside the feature and does not meet its boundary.</summary>
    public bool IsWellInside(SceneFeature feature) => feature.Plane!.EnvelopeInternal.Contains(Envelope) && Scene.Prepared(feature).ContainsProperly(Area);

    /// <summary>True if coverage is kept for the layer and kind anywhere.</summary>
    public bool HasCoverage(string layer, string kind) => Scene["coverage"].Any(f => IsOf(f, layer, kind));

    /// <summary>Where around the area the kind has been surveyed (EPSG:4548, polygonal); null if all of the area is.</summary>
    public IReadOnlyList<Geometry>? Surveyed(string layer, string kind)
    {
        SceneFeature[] near = [.. Scene.Near("coverage", Envelope).Where(f => IsOf(f, layer, kind))];
        return near.Any(f => Scene.Covers(f, Area)) ? null : [.. near.Select(f => f.Plane!)];
    }

    /// <summary>Where the kind has not been surveyed; null if nowhere in the area.</summary>
    public ZoneShape? Unsurveyed(string layer, string kind) =>
        Surveyed(layer, kind) is { } surveyed ? new ZoneShape([new ZonePart(Frame)], surveyed, Frame) : null;

    private static bool IsOf(SceneFeature coverage, string layer, string kind) =>
        coverage.Row.Text("layer") == layer && (kind.Length == 0 || string.IsNullOrEmpty(coverage.Kind) || coverage.Kind == kind);
}
