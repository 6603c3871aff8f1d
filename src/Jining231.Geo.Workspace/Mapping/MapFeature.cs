using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Mapping;

/// <summary>One row as the map draws it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Plane">Its geometry in EPSG:4548, reprojected once, or null.</param>
public sealed record MapFeature(FeatureRow Row, Geometry? Plane)
{
    /// <summary>Name, or the id where there is none.</summary>
    public string Name => Row.Text("name") ?? Row.Id;

    /// <summary>True if it is drawn at an instant: entries of an account only while they hold land.</summary>
    public bool IsShownAt(DateTimeOffset at) => Row.Layer.ExclusiveCover is null || Liveness.IsLive(Row, at);

    /// <summary>Fill or line colour by the layer's style: CSS hex with alpha, or empty.</summary>
    public string Fill => Row.Layer.Style is { ClassField: { } classField } style && Row[classField] is string code
        && style.ClassFill.TryGetValue(code, out var fill) ? fill : Row.Layer.Style.Fill;
}
