using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>
/// A coordinate reference system that is read and written. Inside the product coordinates always run x = longitude or easting,
/// y = latitude or northing; <see cref="NorthFirst"/> tells how the authority orders them on the wire under <c>crs=</c>.
/// </summary>
/// <remarks>CRS84 and EPSG:4326 are taken as EPSG:4490: WGS 84 and CGCS2000 agree within survey tolerance.</remarks>
public sealed class Crs
{
    private readonly Func<double, double, (double X, double Y)> _fromGeographic;
    private readonly Func<double, double, (double X, double Y)> _toGeographic;

    private Crs(
        string code, string uri, bool northFirst, bool geographic, string titleZh, Envelope extent,
        Func<double, double, (double X, double Y)> from, Func<double, double, (double X, double Y)> to)
    {
        Code = code;
        Uri = uri;
        NorthFirst = northFirst;
        IsGeographic = geographic;
        TitleZh = titleZh;
        Extent = extent;
        _fromGeographic = from;
        _toGeographic = to;
    }

    /// <summary>OGC CRS84: longitude, latitude in degrees; what GeoJSON speaks.</summary>
    public static Crs Crs84 { get; } = Geographic("CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84", false, "WGS 84 经纬度（经度在前）");

    /// <summary>EPSG:4326, WGS 84: latitude, longitude in degrees.</summary>
    public static Crs Epsg4326 { get; } = Geographic("4326", Epsg("4326"), true, "WGS 84 经纬度");

    /// <summary>EPSG:4490, CGCS2000: latitude, longitude in degrees; the CRS of storage.</summary>
    public static Crs Epsg4490 { get; } = Geographic("4490", Epsg("4490"), true, "CGCS2000 经纬度");

    /// <summary>EPSG:4527, CGCS2000 / 3-degree Gauss-Kruger zone 39: northing, easting with zone prefix, metres.</summary>
    public static Crs Epsg4527 { get; } = GaussKrugerCrs("4527", GaussKruger.Epsg4527, 39_000_000, "CGCS2000 三度带第39带");

    /// <summary>EPSG:4548, CGCS2000 / 3-degree Gauss-Kruger CM 117E: northing, easting, metres; the CRS of all engines.</summary>
    public static Crs Epsg4548 { get; } = GaussKrugerCrs("4548", GaussKruger.Epsg4548, 0, "CGCS2000 三度带中央经线117°");

    /// <summary>EPSG:3857, spherical web Mercator: easting, northing, metres; for drawing, never for areas.</summary>
    public static Crs Epsg3857 { get; } = new(
        "3857", Epsg("3857"), false, false, "Web 墨卡托",
        Box(WebMercator.Forward(Limits.MinX, Limits.MinY), WebMercator.Forward(Limits.MaxX, Limits.MaxY)), WebMercator.Forward, WebMercator.Inverse);

    /// <summary>All systems, CRS84 first.</summary>
    public static IReadOnlyList<Crs> All { get; } = [Crs84, Epsg4326, Epsg4490, Epsg4527, Epsg4548, Epsg3857];

    /// <summary>Short code: <c>CRS84</c> or the EPSG number.</summary>
    public string Code { get; }

    /// <summary>OGC URI, as in <c>Content-Crs</c>.</summary>
    public string Uri { get; }

    /// <summary>True if the authority puts latitude or northing first.</summary>
    public bool NorthFirst { get; }

    /// <summary>True for degrees, false for metres.</summary>
    public bool IsGeographic { get; }

    /// <summary>Chinese title.</summary>
    public string TitleZh { get; }

    /// <summary>Where coordinates may lie (x, y inside order): China for degrees and 3857, ±3.5° around 117° E for Gauss-Krüger.</summary>
    public Envelope Extent { get; }

    private static Envelope Limits => GeographicExtent.Bounds;

    /// <summary>
    /// Finds a system by short code (<c>4548</c>, <c>CRS84</c>), <c>EPSG:4548</c>, <c>urn:ogc:def:crs:EPSG::4548</c> or OGC URI.
    /// </summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.UnknownName"/> with the codes that are allowed.</exception>
    public static Crs Parse(string? text, string field = "crs")
    {
        var code = ShortCode((text ?? "").Trim().Trim('[', ']'));
        return All.FirstOrDefault(c => c.Code == code) ?? throw new GeoProblemException(
            new GeoProblem(ProblemCode.UnknownName, $"不支持坐标系“{text}”。", $"The CRS '{text}' is not supported.")
            {
                Field = field,
                Allowed = [.. All.Select(c => c.Uri)],
            });
    }

    /// <summary>EPSG:4490 degrees (x = longitude) to this system (x = longitude or easting).</summary>
    public (double X, double Y) FromGeographic(double lonDeg, double latDeg) => _fromGeographic(lonDeg, latDeg);

    /// <summary>This system (x = longitude or easting) to EPSG:4490 degrees (x = longitude).</summary>
    public (double X, double Y) ToGeographic(double x, double y) => _toGeographic(x, y);

    /// <summary>Puts two ordinates in the order of the wire into x, y; applied twice it is undone.</summary>
    public (double X, double Y) Reorder(double first, double second) => NorthFirst ? (second, first) : (first, second);

    /// <summary>Refuses a position outside <see cref="Extent"/>, with a hint if the axes or the zone prefix look wrong.</summary>
    /// <exception cref="GeoProblemException"><see cref="ProblemCode.OutsideCrs"/>; <see cref="ProblemCode.InvalidValue"/> for NaN.</exception>
    public void Check(double x, double y, string? field) => CrsExtent.Check(this, x, y, field);

    private static string ShortCode(string text)
    {
        if (text.EndsWith("CRS84", StringComparison.OrdinalIgnoreCase))
            return text.Length == 5 || IsAuthority(text[..^5], "OGC") ? "CRS84" : "";
        var digits = text.Length - text.AsSpan().TrimEnd("0123456789").Length;
        return digits == text.Length || IsAuthority(text[..^digits], "EPSG") ? text[^digits..] : "";
    }

    private static bool IsAuthority(string prefix, string authority) =>
        prefix.TrimEnd('/', ':', '.', '0', '1', '3', '9').Split('/', ':')[^1].Equals(authority, StringComparison.OrdinalIgnoreCase);

    private static string Epsg(string code) => "http://www.opengis.net/def/crs/EPSG/0/" + code;

    private static Crs Geographic(string code, string uri, bool northFirst, string zh) =>
        new(code, uri, northFirst, true, zh, Limits, static (x, y) => (x, y), static (x, y) => (x, y));

    private static Crs GaussKrugerCrs(string code, GaussKruger projection, double prefix, string zh) =>
        new(code, Epsg(code), true, false, zh, new Envelope(prefix + 130_000, prefix + 870_000, 1_840_000, 5_940_000), projection.Forward, projection.Inverse);

    private static Envelope Box((double X, double Y) low, (double X, double Y) high) => new(low.X, high.X, low.Y, high.Y);
}
