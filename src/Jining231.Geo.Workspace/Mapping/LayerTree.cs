using Jining231.Geo.Layers;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Workspace.Mapping;

/// <summary>A line of the legend.</summary>
/// <param name="Text">What it stands for.</param>
/// <param name="Fill">Fill colour (CSS hex with alpha), or empty.</param>
/// <param name="Stroke">Line colour (CSS hex), or empty.</param>
public sealed record LegendEntry(Words Text, string Fill, string Stroke);

/// <summary>One layer in the tree.</summary>
public sealed class LayerNode
{
    internal LayerNode(MapLayer layer)
    {
        Layer = layer;
        Visible = layer.Def.Style.VisibleAtStart && layer.Def.Geometry != GeometryKind.None;
        Legend = BuildLegend(layer);
    }

    /// <summary>The layer.</summary>
    public MapLayer Layer { get; }

    /// <summary>Drawn or not.</summary>
    public bool Visible { get; set; }

    /// <summary>The legend: the classes that occur, or the layer's one style.</summary>
    public IReadOnlyList<LegendEntry> Legend { get; }

    /// <summary>Title with the number of rows.</summary>
    public string Title(Lang lang) => $"{(lang == Lang.En ? Layer.Def.TitleEn : Layer.Def.TitleZh)} · {Layer.Features.Count}";

    /// <summary>Quality badge, or the words for an empty layer.</summary>
    public string Badge(Lang lang) => Layer.Quality is null
        ? lang == Lang.En ? "empty" : "暂无数据"
        : CodeTitle(Codelists.Quality, Layer.Quality, lang);

    internal static string CodeTitle(Codelist list, string value, Lang lang) =>
        list.Find(value) is { } code ? lang == Lang.En ? code.En : code.Zh : value;

    private static LegendEntry[] BuildLegend(MapLayer layer)
    {
        var (def, style) = (layer.Def, layer.Def.Style);
        var field = style.ClassField is { } name ? def.Fields[def.IndexOf(name)] : null;
        if (field?.Codelist is not { } list)
            return [new(new(def.TitleZh, def.TitleEn), style.Fill, style.Stroke)];
        var present = layer.Features.Select(f => f.Row.Text(field.Name)).ToHashSet();
        return
        [
            .. from code in list.Codes
               where present.Contains(code.Value) && style.ClassFill.ContainsKey(code.Value)
               select new LegendEntry(new(code.Zh, code.En), style.ClassFill[code.Value], style.Stroke),
        ];
    }
}
