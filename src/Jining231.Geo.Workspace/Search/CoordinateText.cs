using System.Globalization;
using System.Text.RegularExpressions;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Search;

/// <summary>A position that somebody typed or pasted.</summary>
/// <param name="Plane">EPSG:4548, x = easting.</param>
/// <param name="Crs">System it was given in.</param>
public sealed record TypedPosition(Coordinate Plane, Crs Crs);

/// <summary>
/// Reads and writes coordinates in 4490 (degrees, or degrees-minutes-seconds), 4548 (m, no zone) and 4527 (m, zone prefix 39). The system is
/// told from the size of the numbers, and so is the order: both x, y and 北(X), 东(Y) are understood.
/// </summary>
public static partial class CoordinateText
{
    /// <summary>The position in a text, or null if it holds no two coordinates in or around the city's plane.</summary>
    public static TypedPosition? Read(string text)
    {
        var numbers = Numbers(text ?? "");
        if (numbers.Count != 2)
            return null;
        return Try(numbers[0], numbers[1]) ?? Try(numbers[1], numbers[0]);
    }

    /// <summary>A position (EPSG:4548) as the status bar shows it in a system.</summary>
    public static string Write(Coordinate plane, Crs crs)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(crs);
        var (lon, lat) = Crs.Epsg4548.ToGeographic(plane.X, plane.Y);
        var (x, y) = crs.FromGeographic(lon, lat);
        return crs.IsGeographic
            ? string.Create(CultureInfo.InvariantCulture, $"{x:0.000000}°E {y:0.000000}°N")
            : string.Create(CultureInfo.InvariantCulture, $"北(X) {y:0.000} 东(Y) {x:0.000}");
    }

    private static TypedPosition? Try(double x, double y)
    {
        Crs? crs = (x, y) switch
        {
            ( >= 113.5 and <= 120.5, >= 32 and <= 39) => Crs.Epsg4490,
            ( >= 39_130_000 and <= 39_870_000, >= 3_500_000 and <= 4_350_000) => Crs.Epsg4527,
            ( >= 130_000 and <= 870_000, >= 3_500_000 and <= 4_350_000) => Crs.Epsg4548,
            _ => null,
        };
        if (crs is null)
            return null;
        var (lon, lat) = crs.ToGeographic(x, y);
        var (e, n) = Crs.Epsg4548.FromGeographic(lon, lat);
        return new(new Coordinate(e, n), crs);
    }

    private static List<double> Numbers(string text)
    {
        var sexagesimal = Sexagesimal().Matches(text);
        if (sexagesimal.Count == 2)
            return [.. sexagesimal.Select(m => Number(m.Groups[1].Value) + Number(m.Groups[2].Value) / 60 + Number(m.Groups[3].Value) / 3600)];
        return Words().IsMatch(Labels().Replace(text, " ")) ? [] : [.. Decimal().Matches(Labels().Replace(text, " ")).Select(m => Number(m.Value))];
    }

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : 0;

    [GeneratedRegex(@"(\d{1,3})\s*[°度]\s*(\d{1,2})\s*['′分]\s*(\d{1,2}(?:\.\d+)?)?\s*[""″秒]?")]
    private static partial Regex Sexagesimal();

    [GeneratedRegex(@"[北东]\s*[\(（][XYxy][\)）]|EPSG:\d{4}|[NESWnesw°]|经度|纬度|[XYxy]\s*[=:：]", RegexOptions.CultureInvariant)]
    private static partial Regex Labels();

    [GeneratedRegex(@"\p{L}")]
    private static partial Regex Words();

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex Decimal();
}
