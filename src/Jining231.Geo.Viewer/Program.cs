using System.Globalization;
using Avalonia;
using Avalonia.Media;
using Jining231.Geo.Viewer.Map;
using Jining231.Geo.Workspace;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Viewer;

/// <summary>
/// <c>jining231-viewer [file or address] [--lang en] [--render out.png [--park id]] [--frames n]</c>: the window, a picture of the same map, or the
/// times of its frames.
/// </summary>
internal static class Program
{
    public static string Rules => Path.Combine(AppContext.BaseDirectory, "geodata", "rules");

    public static string Location { get; private set; } = "";

    public static Lang Lang { get; private set; }

    [STAThread]
    public static int Main(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, name) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;
        Lang = Option("--lang") == "en" ? Lang.En : Lang.Zh;
        Location = args.Length > 0 && !args[0].StartsWith("--", StringComparison.Ordinal) ? args[0] : "";
        if (Option("--render") is not null || Option("--frames") is not null)
            return Headless(Option("--render"), Option("--park"), Option("--frames"));
        return AppBuilder.Configure<App>().UsePlatformDetect()
            .With(new FontManagerOptions { DefaultFamilyName = CjkFont.Family.Length > 0 ? CjkFont.Family : null })
            .StartWithClassicDesktopLifetime(args);
    }

    private static int Headless(string? picture, string? park, string? frames)
    {
        try
        {
            return HeadlessAsync(picture, park, frames).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is Layers.GeoProblemException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(ProblemText.Of(e, Lang));
            return 1;
        }
    }

    private static async Task<int> HeadlessAsync(string? picture, string? park, string? frames)
    {
        await using var workspace = await MapWorkspace.OpenAsync(
            await SourceOpener.OpenAsync(Location, Rules, Environment.UserName, default).ConfigureAwait(false), null, TimeProvider.System, default).ConfigureAwait(false);
        if (picture is not null)
            await Render.PictureAsync(workspace, picture, park).ConfigureAwait(false);
        if (int.TryParse(frames, out var count) && count > 0)
        {
            var times = Render.Frames(workspace, count);
            string At(Func<(double Clock, double Cpu), double> of, double share) =>
                times.Select(of).Order().ElementAt((int)Math.Min(times.Count - 1, share * times.Count)).ToString("0.0", CultureInfo.InvariantCulture);
            Console.WriteLine($"{count} frames, clock: p50 {At(t => t.Clock, 0.5)} ms, p95 {At(t => t.Clock, 0.95)} ms; processor: p50 {At(t => t.Cpu, 0.5)} ms, p95 {At(t => t.Cpu, 0.95)} ms");
        }

        return 0;
    }
}
