using NetTopologySuite.Geometries;

namespace Jining231.Geo.Spatial;

/// <summary>How an area was measured.</summary>
public enum AreaMethod
{
    /// <summary>椭球面积: on the CGCS2000 ellipsoid (国土调查办发〔2008〕32号).</summary>
    Ellipsoidal,

    /// <summary>平面面积: in EPSG:4548.</summary>
    Planar4548,
}

/// <summary>An area that names its method. Rounded: m² to 0.01, 公顷 to 0.0001, 亩 to 0.01, each from the unrounded value.</summary>
/// <param name="Method">How it was measured.</param>
/// <param name="M2">Square metres.</param>
/// <param name="Ha">公顷.</param>
/// <param name="Mu">亩.</param>
public sealed record AreaMeasure(AreaMethod Method, double M2, double Ha, double Mu)
{
    /// <summary>Method as shown: 椭球面积 or 平面面积（EPSG:4548）.</summary>
    public string MethodZh => Method == AreaMethod.Ellipsoidal ? "椭球面积" : "平面面积（EPSG:4548）";

    /// <summary>Method as on the wire (<c>areaMethod</c>).</summary>
    public string MethodCode => Method == AreaMethod.Ellipsoidal ? "ellipsoidal-cgcs2000" : "planar-epsg4548";

    /// <summary>椭球面积 of a geometry in EPSG:4548 (edges straight there).</summary>
    public static AreaMeasure Ellipsoidal(Geometry plane) => Of(AreaMethod.Ellipsoidal, EllipsoidalArea.OfPlane(plane));

    /// <summary>平面面积 of a geometry in EPSG:4548.</summary>
    public static AreaMeasure Planar(Geometry plane) => Of(AreaMethod.Planar4548, PlanarArea.OfPlane(plane));

    /// <summary>Rounds an unrounded area in m².</summary>
    public static AreaMeasure Of(AreaMethod method, double m2) => new(method, Units.RoundM2(m2), Units.ToHa(m2), Units.ToMu(m2));
}
