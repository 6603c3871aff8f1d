using SkiaSharp;

namespace Jining231.Geo.Viewer.Map;

/// <summary>Finds a font that has Chinese: Mapsui falls back to none by itself.</summary>
internal static class CjkFont
{
    private static readonly string[] Known =
        ["Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "Noto Sans SC"];

    /// <summary>Family name; what the system gives for 济 where none of the known ones is there.</summary>
    public static string Family { get; } = Find();

    private static string Find()
    {
        foreach (var name in Known)
        {
            using var face = SKTypeface.FromFamilyName(name);
            if (face is not null && string.Equals(face.FamilyName, name, StringComparison.OrdinalIgnoreCase) && face.ContainsGlyph('济'))
                return name;
        }

        using var any = SKFontManager.Default.MatchCharacter('济');
        return any?.FamilyName ?? "";
    }
}
