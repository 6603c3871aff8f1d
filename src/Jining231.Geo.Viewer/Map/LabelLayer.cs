using Jining231.Geo.Workspace.Mapping;
using Mapsui;
using Mapsui.Layers;
using Mapsui.Nts;
using Mapsui.Styles;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Viewer.Map;

/// <summary>
/// The names of all layers, above all fills, at interior points; a name that would cover an earlier one is left out. From afar counties
/// come first and parks next, near by what lies in them.
/// </summary>
internal sealed class LabelLayer : BaseLayer
{
    private const double Size = 13, CountiesFirstAbove = 60;
    private readonly (MapLabel Label, GeometryFeature Drawn)[] _near, _far;

    public LabelLayer(IEnumerable<MapLayer> layers)
        : base("names")
    {
        Style = null;
        var labels = layers.SelectMany(Labels.Of).Where(l => l.Feature.IsShownAt(DateTimeOffset.UtcNow)).Select(l => (Label: l, Drawn: Make(l, IsCounty(l)))).ToArray();
        _near = [.. labels.OrderByDescending(l => l.Label.Feature.Row.Layer.Style.Order).ThenByDescending(l => l.Label.Feature.Plane!.Area)];
        _far = [.. _near.OrderBy(l => l.Label.Feature.Row.Layer.Name switch { "counties" => 0, "parks" => 1, _ => 2 })];
    }

    public override IEnumerable<IFeature> GetFeatures(MRect box, double resolution)
    {
        var taken = new List<Envelope>();
        var found = new List<IFeature>();
        if (box is null)
            return found;
        foreach (var (label, drawn) in resolution > CountiesFirstAbove ? _far : _near)
        {
            if (label.At.X < box.MinX || label.At.X > box.MaxX || label.At.Y < box.MinY || label.At.Y > box.MaxY)
                continue;
            var (w, h) = (label.Text.Sum(c => c < 128 ? 0.6 : 1.0) * Size * resolution / 2, Size * resolution * 0.8);
            var room = new Envelope(label.At.X - w, label.At.X + w, label.At.Y - h, label.At.Y + h);
            if (taken.Any(t => t.Intersects(room)))
                continue;
            taken.Add(room);
            found.Add(drawn);
        }

        return found;
    }

    private static bool IsCounty(MapLabel label) => label.Feature.Row.Layer.Name == "counties";

    private static GeometryFeature Make(MapLabel label, bool county)
    {
        var drawn = new GeometryFeature(Spatial.GeoFactory.Plane.CreatePoint(label.At));
        drawn.Styles.Add(new LabelStyle
        {
            Text = label.Text,
            Font = MapsuiApi.Font(CjkFont.Family, county ? Size + 2 : Size, bold: !county),
            ForeColor = county ? Css.Color("#5b5178") : Css.Color("#1b1f24"),
            BackColor = null,
            Halo = new Pen(Css.Color("#ffffffee"), 2),
            CollisionDetection = false,
        });
        return drawn;
    }
}
