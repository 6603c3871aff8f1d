using Avalonia.Controls;
using Avalonia.Media;

namespace Jining231.Geo.Viewer;

/// <summary>Where the parts of the window stand: bar above, layers, map and panels side by side, status below.</summary>
internal static class Frame
{
    public static Grid Of(Control bar, Control layers, Control map, Control panels, Control status)
    {
        var line = Brush.Parse("#d0d7de");
        var left = new Border { Background = Brush.Parse("#fbfcfd"), BorderBrush = line, BorderThickness = new(0, 1, 1, 1), Child = layers };
        var right = new Border { Background = Brush.Parse("#f6f8fa"), BorderBrush = line, BorderThickness = new(1), Child = panels };
        var grid = new Grid { RowDefinitions = new("Auto,*,Auto"), ColumnDefinitions = new("250,*,400"), Background = Brushes.White, Children = { bar, left, map, right, status } };
        foreach (var wide in new[] { bar, status })
            Grid.SetColumnSpan(wide, 3);
        foreach (var (control, column) in new[] { (left, 0), (map, 1), (right, 2) })
        {
            Grid.SetRow(control, 1);
            Grid.SetColumn(control, column);
        }

        Grid.SetRow(status, 2);
        return grid;
    }
}
