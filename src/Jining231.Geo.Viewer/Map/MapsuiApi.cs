using Mapsui;
using Mapsui.Layers;
using Mapsui.Rendering.Skia;
using Mapsui.Styles;
using SkiaSharp;

namespace Jining231.Geo.Viewer.Map;

/// <summary>The members of Mapsui that differ between versions; written to 5.1.</summary>
internal static class MapsuiApi
{
    private static readonly MapRenderer Renderer = new();

    /// <summary>Draws one frame on a canvas, as the window does.</summary>
    public static void DrawFrame(SKCanvas canvas, Mapsui.Map map, IEnumerable<ILayer> layers) =>
        Renderer.Render(canvas, map.Navigator.Viewport, layers, [], map.RenderService, map.BackColor);

    /// <summary>Draws a map whose size and box are set to PNG.</summary>
    public static byte[] RenderPng(Mapsui.Map map, IEnumerable<ILayer> layers)
    {
        using var stream = Renderer.RenderToBitmapStream(map.Navigator.Viewport, layers, map.RenderService, map.BackColor, 1);
        return stream.ToArray();
    }

    /// <summary>Takes the widgets off: they cannot write Chinese.</summary>
    public static void ClearWidgets(Mapsui.Map map)
    {
        while (map.Widgets.TryDequeue(out _))
        {
        }
    }

    /// <summary>A font of a family.</summary>
    public static Font Font(string family, double size, bool bold) => new() { FontFamily = family, Size = size, Bold = bold };
}
