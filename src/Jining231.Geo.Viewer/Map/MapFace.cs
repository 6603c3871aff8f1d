using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Drafting;
using Jining231.Geo.Workspace.Siting;
using Mapsui;
using Mapsui.Layers;
using Mapsui.Nts;
using Mapsui.Styles;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Viewer.Map;

/// <summary>Turns a workspace into the layers of a Mapsui map in EPSG:4548; the same for the window and for the picture.</summary>
internal sealed class MapFace
{
    private readonly MemoryLayer _sites = new("sites") { Style = null };
    private readonly MemoryLayer _draft = new("draft") { Style = null };
    private readonly MemoryLayer _mark = new("mark") { Style = null };

    public MapFace()
    {
        Mapsui.Projections.ProjectionDefaults.Projection = new PlaneProjection();
        Map = new Mapsui.Map { CRS = "EPSG:4548", BackColor = Css.Color("#f8f9fa") };
        MapsuiApi.ClearWidgets(Map);
        Map.Navigator.RotationLock = true;
        Map.Navigator.OverrideZoomBounds = new MMinMax(0.05, 1500);
    }

    public Mapsui.Map Map { get; }

    /// <summary>Layers drawn now, lowest first.</summary>
    public IReadOnlyList<ILayer> Drawn { get; private set; } = [];

    /// <summary>Lays the layers anew: fills in order, then names, then sites and draft on top.</summary>
    public void Show(MapWorkspace workspace)
    {
        var visible = workspace.Layers.Where(l => l.Visible).OrderBy(l => l.Layer.Def.Style.Order).ToArray();
        foreach (var old in Map.Layers.ToArray())
            Map.Layers.Remove(old);
        Drawn =
        [
            .. visible.Select(l => new FeatureLayer(l.Layer)),
            _sites,
            new LabelLayer(visible.Select(l => l.Layer)),
            _draft,
            _mark,
        ];
        foreach (var layer in Drawn)
            Map.Layers.Add(layer);
        Map.Refresh();
    }

    /// <summary>Draws the sites of an answer; the chosen one stands out.</summary>
    public void ShowSites(IReadOnlyList<SiteCard> sites, int? chosen)
    {
        _sites.Features =
        [
            .. sites.Select(s =>
            {
                var drawn = new GeometryFeature(s.Plane);
                var strong = s.Rank == chosen;
                drawn.Styles.Add(new VectorStyle { Fill = new Brush(Css.Color(strong ? "#f0365599" : "#f0365544")), Outline = new Pen(Css.Color("#c2183c"), strong ? 4 : 2), Line = null });
                drawn.Styles.Add(new LabelStyle { Text = s.Rank.ToString(System.Globalization.CultureInfo.InvariantCulture), Font = MapsuiApi.Font(CjkFont.Family, 16, true), ForeColor = Css.Color("#7a0c22"), BackColor = new Brush(Css.Color("#ffffffcc")) });
                return drawn;
            }),
        ];
        _sites.DataHasChanged();
        Map.RefreshGraphics();
    }

    /// <summary>Draws the shape being drawn.</summary>
    public void ShowDraft(Draft? draft, Coordinate? hover)
    {
        var features = new List<IFeature>();
        if (draft?.Shape(hover) is { } shape)
        {
            var drawn = new GeometryFeature(shape);
            drawn.Styles.Add(new VectorStyle { Fill = new Brush(Css.Color("#0b728555")), Outline = new Pen(Css.Color("#0b7285"), 2.5), Line = new Pen(Css.Color("#0b7285"), 2.5) });
            features.Add(drawn);
        }

        foreach (var vertex in draft?.Vertices ?? [])
            features.Add(Dot(vertex, "#ffffff", "#0b7285", 0.25));
        _draft.Features = features;
        _draft.DataHasChanged();
        Map.RefreshGraphics();
    }

    /// <summary>Marks a feature or a position.</summary>
    public void Mark(Geometry? shape)
    {
        if (shape is null)
        {
            _mark.Features = [];
        }
        else if (shape.Dimension == Dimension.Point)
        {
            _mark.Features = [Dot(shape.Coordinate, "#ffd43bcc", "#1b1f24", 0.5)];
        }
        else
        {
            var drawn = new GeometryFeature(shape);
            drawn.Styles.Add(new VectorStyle { Fill = null, Outline = new Pen(Css.Color("#f59f00"), 4), Line = new Pen(Css.Color("#f59f00"), 5) });
            _mark.Features = [drawn];
        }

        _mark.DataHasChanged();
        Map.RefreshGraphics();
    }

    /// <summary>Brings a box into view.</summary>
    public void ZoomTo(Envelope box)
    {
        var grown = box.Copy();
        grown.ExpandBy(Math.Max(200, box.Width * 0.15), Math.Max(200, box.Height * 0.15));
        Map.Navigator.ZoomToBox(new MRect(grown.MinX, grown.MinY, grown.MaxX, grown.MaxY));
    }

    /// <summary>Position under a point of the screen (device-independent pixels), EPSG:4548.</summary>
    public Coordinate ToPlane(double x, double y)
    {
        var v = Map.Navigator.Viewport;
        return new Coordinate(v.CenterX + (x - v.Width / 2) * v.Resolution, v.CenterY - (y - v.Height / 2) * v.Resolution);
    }

    private static GeometryFeature Dot(Coordinate at, string fill, string stroke, double scale)
    {
        var drawn = new GeometryFeature(Spatial.GeoFactory.Plane.CreatePoint(at.Copy()));
        drawn.Styles.Add(new SymbolStyle { SymbolScale = scale, Fill = new Brush(Css.Color(fill)), Outline = new Pen(Css.Color(stroke), 3) });
        return drawn;
    }
}
