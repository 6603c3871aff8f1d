using Avalonia.Controls;
using Avalonia.Layout;
using Avalonia.Media;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Viewer;

/// <summary>Small controls in the two languages.</summary>
internal static class Say
{
    public static IBrush Ink { get; } = Brush.Parse("#1b1f24");

    public static IBrush Quiet { get; } = Brush.Parse("#4b5563");

    public static string In(Lang lang, string zh, string en) => lang == Lang.En ? en : zh;

    public static TextBlock Text(string text, double size = 13, bool bold = false, IBrush? brush = null) => new()
    {
        Text = text, FontSize = size, FontWeight = bold ? FontWeight.SemiBold : FontWeight.Normal, TextWrapping = TextWrapping.Wrap, Foreground = brush ?? Ink,
    };

    public static Button Button(string text, Action click, string? name = null)
    {
        var button = new Button { Content = text, Name = name, Padding = new(10, 5), VerticalAlignment = VerticalAlignment.Center };
        button.Click += (_, _) => click();
        return button;
    }

    public static Control Field(string title, Control editor) => new StackPanel
    {
        Spacing = 2, Margin = new(0, 0, 0, 6), Children = { Text(title, 12, brush: Quiet), editor },
    };

    public static Border Card(params Control[] children)
    {
        var stack = new StackPanel { Spacing = 4 };
        stack.Children.AddRange(children);
        return new Border
        {
            Background = Brushes.White, BorderBrush = Brush.Parse("#d0d7de"), BorderThickness = new(1), CornerRadius = new(6), Padding = new(10), Margin = new(0, 0, 0, 8), Child = stack,
        };
    }
}
