using System.Globalization;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Texts;

/// <summary>Unit in which areas are shown first.</summary>
public enum AreaUnit
{
    /// <summary>亩, 公顷 beside it.</summary>
    Mu,

    /// <summary>公顷, 亩 beside it.</summary>
    Hectare,
}

/// <summary>Areas and lengths as text: every number carries its unit and method.</summary>
public static class AreaText
{
    /// <summary>An area in the chosen unit with the other beside it, and its method.</summary>
    public static string Of(AreaMeasure area, AreaUnit unit, Lang lang)
    {
        ArgumentNullException.ThrowIfNull(area);
        return $"{Number(area.Mu, area.Ha, unit, lang)} · {Method(area.Method, lang)}";
    }

    /// <summary>Ellipsoidal and planar area of a geometry in EPSG:4548, one a line.</summary>
    public static string Both(Geometry plane, AreaUnit unit, Lang lang) =>
        $"{Of(AreaMeasure.Ellipsoidal(plane), unit, lang)}\n{Of(AreaMeasure.Planar(plane), unit, lang)}";

    /// <summary>m² without a method (the caller names it), in both units.</summary>
    public static string Number(double m2, AreaUnit unit, Lang lang) => Number(Units.ToMu(m2), Units.ToHa(m2), unit, lang);

    /// <summary>The name of a method.</summary>
    public static string Method(AreaMethod method, Lang lang) => (method, lang) switch
    {
        (AreaMethod.Ellipsoidal, Lang.Zh) => "椭球面积",
        (AreaMethod.Ellipsoidal, _) => "ellipsoidal (CGCS2000)",
        (_, Lang.Zh) => "平面面积（EPSG:4548）",
        _ => "planar (EPSG:4548)",
    };

    /// <summary>A length in m or km.</summary>
    public static string Length(double metres) => metres < 10_000
        ? string.Create(CultureInfo.InvariantCulture, $"{metres:0.00} m")
        : string.Create(CultureInfo.InvariantCulture, $"{metres / 1000:0.000} km");

    private static string Number(double mu, double ha, AreaUnit unit, Lang lang)
    {
        var (m, h) = (mu.ToString("0.00", CultureInfo.InvariantCulture), ha.ToString("0.0000", CultureInfo.InvariantCulture));
        var haName = lang == Lang.En ? "ha" : "公顷";
        return unit == AreaUnit.Mu ? $"{m} 亩（{h} {haName}）" : $"{h} {haName}（{m} 亩）";
    }
}
