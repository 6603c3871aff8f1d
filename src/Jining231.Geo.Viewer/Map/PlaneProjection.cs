using Jining231.Geo.Spatial;
using Mapsui;
using Mapsui.Nts;
using Mapsui.Projections;

namespace Jining231.Geo.Viewer.Map;

/// <summary>The product's own projections for Mapsui: all systems of <see cref="Crs"/>, x = longitude or easting.</summary>
internal sealed class PlaneProjection : IProjection
{
    public (double X, double Y) Project(string fromCRS, string toCRS, double x, double y)
    {
        var (lon, lat) = Crs.Parse(fromCRS).ToGeographic(x, y);
        return Crs.Parse(toCRS).FromGeographic(lon, lat);
    }

    public void Project(string fromCRS, string toCRS, MPoint point) => (point.X, point.Y) = Project(fromCRS, toCRS, point.X, point.Y);

    public void Project(string fromCRS, string toCRS, MRect rect)
    {
        var (ax, ay) = Project(fromCRS, toCRS, rect.MinX, rect.MinY);
        var (bx, by) = Project(fromCRS, toCRS, rect.MaxX, rect.MaxY);
        (rect.Min.X, rect.Min.Y, rect.Max.X, rect.Max.Y) = (ax, ay, bx, by);
    }

    public bool IsProjectionSupported([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? fromCRS, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? toCRS) =>
        Known(fromCRS) && Known(toCRS);

    public void Project(string fromCRS, string toCRS, IFeature feature)
    {
        if (feature is GeometryFeature { Geometry: { } geometry } moved)
        {
            moved.Geometry = Reproject.Between(geometry, Crs.Parse(fromCRS), Crs.Parse(toCRS));
            moved.Modified();
        }
    }

    public void Project(string fromCRS, string toCRS, IEnumerable<IFeature> features)
    {
        foreach (var feature in features)
            Project(fromCRS, toCRS, feature);
    }

    private static bool Known(string? crs) => crs is not null && Crs.All.Any(c => crs.EndsWith(c.Code, StringComparison.Ordinal));
}
