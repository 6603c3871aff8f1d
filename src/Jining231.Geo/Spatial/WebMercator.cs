namespace Jining231.Geo.Spatial;

/// <summary>EPSG:3857: Mercator on the sphere of radius 6 378 137 m, fed with ellipsoidal longitude and latitude.</summary>
internal static class WebMercator
{
    public static (double X, double Y) Forward(double lonDeg, double latDeg) =>
        (Cgcs2000.SemiMajorM * lonDeg * Math.PI / 180, Cgcs2000.SemiMajorM * Math.Asinh(Math.Tan(latDeg * Math.PI / 180)));

    public static (double X, double Y) Inverse(double x, double y) =>
        (x / Cgcs2000.SemiMajorM * 180 / Math.PI, Math.Atan(Math.Sinh(y / Cgcs2000.SemiMajorM)) * 180 / Math.PI);
}
