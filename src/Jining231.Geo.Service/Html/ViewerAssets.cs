using System.Text.Json;

namespace Jining231.Geo.Service.Html;

/// <summary>The built script that draws the map of a page, and its style sheets, from the list that the build of the viewer writes.</summary>
internal sealed class ViewerAssets
{
    private const string Entry = "src/page.ts";

    public ViewerAssets(string root)
    {
        var list = Path.Combine(root, "manifest.json");
        if (!File.Exists(list))
            return;
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(list));
        if (!manifest.RootElement.TryGetProperty(Entry, out var entry))
            return;
        Script = entry.GetProperty("file").GetString();
        var styles = new List<string>();
        Collect(manifest.RootElement, Entry, [], styles);
        Styles = styles;
    }

    /// <summary>Path of the script; null if the build has none.</summary>
    public string? Script { get; }

    /// <summary>Paths of the style sheets.</summary>
    public IReadOnlyList<string> Styles { get; } = [];

    private static void Collect(JsonElement manifest, string name, HashSet<string> seen, List<string> styles)
    {
        if (!seen.Add(name) || !manifest.TryGetProperty(name, out var part))
            return;
        if (part.TryGetProperty("css", out var sheets))
            styles.AddRange(sheets.EnumerateArray().Select(s => s.GetString()!));
        if (part.TryGetProperty("imports", out var imports))
            foreach (var import in imports.EnumerateArray())
                Collect(manifest, import.GetString()!, seen, styles);
    }
}
