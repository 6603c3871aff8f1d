using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace Jining231.Geo.Eligibility;

/// <summary>One area and the rectangle around it to which large features are cut before they are worked on.</summary>
internal sealed class ZoneFrame
{
    private const double MarginM = 10;

    private readonly IPreparedGeometry _area;

    public ZoneFrame(Geometry areaPlane, LandScene scene)
    {
        Area = areaPlane;
        _area = PreparedGeometryFactory.Prepare(areaPlane);
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

    /// <summary>True if the geometry and the area have a point in common.</summary>
    public bool Touches(Geometry plane) => plane.EnvelopeInternal.Intersects(Envelope) && _area.Intersects(plane);

    /// <summary>True if coverage is kept for the layer and kind anywhere.</summary>
    public bool HasCoverage(string layer, string kind) => Scene["coverage"].Any(f => IsOf(f, layer, kind));

    /// <summary>Where in the frame the kind has been surveyed; null if all of the area is.</summary>
    public Geometry? Surveyed(string layer, string kind)
    {
        SceneFeature[] near = [.. Scene.Near("coverage", Envelope).Where(f => IsOf(f, layer, kind))];
        return near.Any(f => Scene.Covers(f, Area))
            ? null
            : Overlay.Union([.. near.Select(f => Clip(f.Plane!, Frame)).Where(g => !g.IsEmpty)]);
    }

    /// <summary>Where in the frame the kind has not been surveyed; null if nowhere in the area.</summary>
    public Geometry? Unsurveyed(string layer, string kind) =>
        Surveyed(layer, kind) is { } surveyed && Overlay.Difference(Frame, surveyed) is { IsEmpty: false } rest ? rest : null;

    private static bool IsOf(SceneFeature coverage, string layer, string kind) =>
        coverage.Row.Text("layer") == layer && (kind.Length == 0 || string.IsNullOrEmpty(coverage.Kind) || coverage.Kind == kind);
}
