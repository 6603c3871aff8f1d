using Jining231.Geo.Viewer.Map;
using Jining231.Geo.Workspace;

namespace Jining231.Geo.Viewer;

/// <summary>The map without a window: a picture, or the times of frames.</summary>
internal static class Render
{
    private const int Width = 1400, Height = 900;

    /// <summary>Draws a park, or the whole city, to PNG.</summary>
    public static async Task PictureAsync(MapWorkspace workspace, string path, string? parkId)
    {
        var face = Face(workspace, parkId);
        await File.WriteAllBytesAsync(path, MapsuiApi.RenderPng(face.Map, face.Drawn)).ConfigureAwait(false);
    }

    /// <summary>
    /// Pans and zooms through the city and gives what each frame takes, drawn in software as the window draws it: milliseconds by the clock, and of
    /// processor time, which other programs on a busy machine do not lengthen.
    /// </summary>
    public static IReadOnlyList<(double Clock, double Cpu)> Frames(MapWorkspace workspace, int frames)
    {
        var face = Face(workspace, null);
        var start = face.Map.Navigator.Viewport;
        var times = new List<(double, double)>();
        using var surface = SkiaSharp.SKSurface.Create(new SkiaSharp.SKImageInfo(Width, Height));
        for (var i = 0; i < frames; i++)
        {
            var t = (double)i / frames;
            var zoom = Math.Pow(0.005, 0.5 - 0.5 * Math.Cos(t * 6 * Math.PI));
            face.Map.Navigator.CenterOnAndZoomTo(
                new Mapsui.MPoint(start.CenterX + 20_000 * Math.Sin(t * 14), start.CenterY + 20_000 * Math.Cos(t * 10)), start.Resolution * zoom);
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var cpu = Environment.CpuUsage.TotalTime;
            MapsuiApi.DrawFrame(surface.Canvas, face.Map, face.Drawn);
            times.Add((clock.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds));
        }

        return times;
    }

    private static MapFace Face(MapWorkspace workspace, string? parkId)
    {
        var face = new MapFace();
        face.Map.Navigator.SetSize(Width, Height);
        face.Show(workspace);
        var layer = workspace.Layer(parkId is null ? "counties" : "parks");
        var box = new NetTopologySuite.Geometries.Envelope();
        foreach (var feature in layer.Features.Where(f => parkId is null || f.Row.Id == parkId))
            if (feature.Plane is { } plane)
                box.ExpandToInclude(plane.EnvelopeInternal);
        if (box.IsNull)
            throw new Layers.GeoProblemException(new Layers.GeoProblem(Layers.ProblemCode.NotFound,
                $"没有园区“{parkId}”，或位置未知。请用 --park 给出园区编号，例如 {layer.Features[^1].Row.Id}。",
                $"There is no park '{parkId}' with a known place. Give a park's id with --park, {layer.Features[^1].Row.Id} say."));
        face.ZoomTo(box);
        return face;
    }
}
