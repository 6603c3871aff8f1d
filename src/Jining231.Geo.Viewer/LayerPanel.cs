using Avalonia.Controls;
using Avalonia.Layout;
using Avalonia.Media;
using Jining231.Geo.Layers;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Viewer;

/// <summary>The layer tree with legend and quality badges.</summary>
internal static class LayerPanel
{
    public static Control Of(MapWorkspace workspace, Lang lang, Action changed)
    {
        var list = new StackPanel { Margin = new(10), Spacing = 6 };
        list.Children.Add(Say.Text(Say.In(lang, "图层", "Layers"), 15, true));
        foreach (var node in workspace.Layers)
        {
            var box = new CheckBox
            {
                IsChecked = node.Visible, Content = Say.Text(node.Title(lang)), IsEnabled = node.Layer.Def.Geometry != GeometryKind.None, MinHeight = 0,
            };
            box.IsCheckedChanged += (_, _) =>
            {
                node.Visible = box.IsChecked == true;
                changed();
            };
            var badge = new Border
            {
                Background = Brush.Parse("#eef2f7"), CornerRadius = new(8), Padding = new(6, 1), HorizontalAlignment = HorizontalAlignment.Right,
                VerticalAlignment = VerticalAlignment.Center, Child = Say.Text(node.Badge(lang), 11, brush: Say.Quiet),
            };
            Grid.SetColumn(badge, 1);
            list.Children.Add(new Grid { ColumnDefinitions = new("*,Auto"), Children = { box, badge } });
            if (node.Layer.Def.Geometry == GeometryKind.None)
                continue;
            foreach (var entry in node.Legend)
                list.Children.Add(LegendOf(entry, lang));
        }

        return new ScrollViewer { Content = list };
    }

    private static DockPanel LegendOf(LegendEntry entry, Lang lang)
    {
        var swatch = new Border
        {
            Width = 20, Height = 12, Margin = new(0, 0, 6, 0), Background = Colour(entry.Fill), BorderBrush = Colour(entry.Stroke), BorderThickness = new(1.2), VerticalAlignment = VerticalAlignment.Center,
        };
        DockPanel.SetDock(swatch, Dock.Left);
        return new DockPanel { Margin = new(28, 0, 4, 0), Children = { swatch, Say.Text(entry.Text.In(lang), 12, brush: Say.Quiet) } };
    }

    /// <summary>CSS puts alpha last, Avalonia first.</summary>
    private static IBrush? Colour(string css) => css.Length switch
    {
        9 => Brush.Parse($"#{css[7..]}{css[1..7]}"),
        7 => Brush.Parse(css),
        _ => null,
    };
}
