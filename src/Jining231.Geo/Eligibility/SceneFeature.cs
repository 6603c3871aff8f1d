using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>One feature made ready for engines.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Id">Public identity.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Value of <c>kind</c>, or empty where the layer has none.</param>
/// <param name="Plane">Geometry in EPSG:4548, metres; null where the place is unknown.</param>
/// <param name="Row">The row it comes from.</param>
public sealed record SceneFeature(string Layer, string Id, string Name, string Kind, Geometry? Plane, FeatureRow Row)
{
    /// <summary>surveyed, published, indicative or synthetic.</summary>
    public string Quality => Row.Text("quality") ?? "synthetic";

    /// <summary>Materialises a row.</summary>
    public static SceneFeature From(FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var geographic = row.ReadGeometry();
        return new SceneFeature(
            row.Layer.Name, row.Id, row.Text("name") ?? row.Id, row.Layer.IndexOf("kind") < 0 ? "" : row.Text("kind") ?? "",
            geographic is null || geographic.IsEmpty ? null : Reproject.ToPlane(geographic), row);
    }
}
