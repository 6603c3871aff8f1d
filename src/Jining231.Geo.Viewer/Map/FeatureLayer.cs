using Jining231.Geo.Workspace.Mapping;
using Mapsui;
using Mapsui.Layers;
using Mapsui.Nts;
using Mapsui.Styles;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Viewer.Map;

/// <summary>Draws a layer of the workspace: only what is on the screen, generalised for its resolution, each drawing object made once.</summary>
internal sealed class FeatureLayer : BaseLayer
{
    private const double LinesFromPixels = 10;
    private readonly MapLayer _layer;
    private readonly MRect? _extent;
    private readonly Dictionary<(string Id, int Level), GeometryFeature?> _drawn = [];
    private readonly Dictionary<string, IStyle> _styles = new(StringComparer.Ordinal);

    public FeatureLayer(MapLayer layer)
        : base(layer.Def.Name)
    {
        _layer = layer;
        Style = null;
        var box = new Envelope();
        foreach (var feature in layer.Features)
            if (feature.Plane is { } plane)
                box.ExpandToInclude(plane.EnvelopeInternal);
        _extent = box.IsNull ? null : new MRect(box.MinX, box.MinY, box.MaxX, box.MaxY);
    }

    public override MRect? Extent => _extent;

    public override IEnumerable<IFeature> GetFeatures(MRect box, double resolution)
    {
        var found = new List<IFeature>();
        if (box is null)
            return found;
        var level = MapLayer.LevelAt(resolution);
        lock (_drawn)
        {
            foreach (var feature in _layer.Query(new Envelope(box.MinX, box.MaxX, box.MinY, box.MaxY), DateTimeOffset.UtcNow))
            {
                if (!_drawn.TryGetValue((feature.Row.Id, level), out var drawn))
                    _drawn[(feature.Row.Id, level)] = drawn = Make(feature, resolution);
                if (drawn is not null)
                    found.Add(drawn);
            }
        }

        return found;
    }

    private GeometryFeature? Make(MapFeature feature, double resolution)
    {
        if (_layer.ShapeAt(feature, resolution) is not { } shape)
            return null;
        var drawn = new GeometryFeature(shape);
        // Lines take most of the time of a frame, and around a small shape they show nothing but themselves.
        var box = shape.EnvelopeInternal;
        drawn.Styles.Add(StyleOf(feature.Fill, shape, outlined: Math.Max(box.Width, box.Height) >= LinesFromPixels * resolution));
        return drawn;
    }

    private IStyle StyleOf(string fill, Geometry shape, bool outlined)
    {
        var style = _layer.Def.Style;
        var key = $"{fill}{shape.Dimension}{outlined}";
        if (_styles.TryGetValue(key, out var known))
            return known;
        IStyle made = shape.Dimension switch
        {
            Dimension.Point => new SymbolStyle { SymbolScale = 0.4, Fill = new Brush(Css.Color(fill)), Outline = new Pen(Css.Color(style.Stroke), style.StrokeWidth * 2) },
            Dimension.Curve => new VectorStyle { Line = new Pen(Css.Color(style.ClassField is null ? style.Stroke : fill), style.StrokeWidth), Fill = null, Outline = null },
            _ => new VectorStyle
            {
                Fill = fill.Length == 0 ? null : new Brush(Css.Color(fill)), Outline = outlined || fill.Length == 0 ? new Pen(Css.Color(style.Stroke), style.StrokeWidth) : null, Line = null,
            },
        };
        return _styles[key] = made;
    }
}
