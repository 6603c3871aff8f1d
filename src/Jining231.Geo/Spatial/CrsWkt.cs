namespace Jining231.Geo.Spatial;

/// <summary>
/// Coordinate reference systems as well-known text for files that carry it. Coordinates in such files always run x = longitude or easting,
/// y = latitude or northing, whatever the authority says: GeoPackage and Shapefile both ask for that.
/// </summary>
public static class CrsWkt
{
    private const string Wgs84 = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]]," + Degrees + ",";
    private const string Cgcs2000 = "GEOGCS[\"China Geodetic Coordinate System 2000\",DATUM[\"China_2000\",SPHEROID[\"CGCS2000\",6378137,298.257222101,AUTHORITY[\"EPSG\",\"1024\"]],AUTHORITY[\"EPSG\",\"1043\"]]," + Degrees + ",";
    private const string Degrees = "PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]]";
    private const string EsriWgs84 = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]]," + EsriDegrees;
    private const string EsriCgcs2000 = "GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298.257222101]]," + EsriDegrees;
    private const string EsriDegrees = "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

    /// <summary>EPSG number under which a file names the system; CRS84 is WGS 84, whose axes run x, y in files.</summary>
    public static int EpsgNumber(Crs crs)
    {
        ArgumentNullException.ThrowIfNull(crs);
        return crs == Crs.Crs84 ? 4326 : int.Parse(crs.Code, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Well-known text of OGC 01-009 ("WKT 1"), as GeoPackage keeps it.</summary>
    public static string Ogc(Crs crs) => EpsgNumber(crs) switch
    {
        4326 => Wgs84 + "AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]",
        4490 => Cgcs2000 + "AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4490\"]]",
        4527 => Zone("CGCS2000 / 3-degree Gauss-Kruger zone 39", "39500000", "4527"),
        4548 => Zone("CGCS2000 / 3-degree Gauss-Kruger CM 117E", "500000", "4548"),
        _ => "PROJCS[\"WGS 84 / Pseudo-Mercator\"," + Wgs84 + "AUTHORITY[\"EPSG\",\"4326\"]],PROJECTION[\"Mercator_1SP\"],PARAMETER[\"central_meridian\",0],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Easting\",EAST],AXIS[\"Northing\",NORTH],EXTENSION[\"PROJ4\",\"+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext +no_defs\"],AUTHORITY[\"EPSG\",\"3857\"]]",
    };

    /// <summary>Well-known text as ArcGIS writes it, for <c>.prj</c> files; all programs read it, ArcGIS no other.</summary>
    public static string Esri(Crs crs) => EpsgNumber(crs) switch
    {
        4326 => EsriWgs84,
        4490 => EsriCgcs2000,
        4527 => EsriZone("CGCS2000_3_Degree_GK_Zone_39", "39500000.0"),
        4548 => EsriZone("CGCS2000_3_Degree_GK_CM_117E", "500000.0"),
        _ => "PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\"," + EsriWgs84 + ",PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],PARAMETER[\"Standard_Parallel_1\",0.0],PARAMETER[\"Auxiliary_Sphere_Type\",0.0],UNIT[\"Meter\",1.0]]",
    };

    private static string Zone(string name, string falseEasting, string code) =>
        $"PROJCS[\"{name}\",{Cgcs2000}AUTHORITY[\"EPSG\",\"4490\"]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",117],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",{falseEasting}],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1,AUTHORITY[\"EPSG\",\"9001\"]],AXIS[\"Northing\",NORTH],AXIS[\"Easting\",EAST],AUTHORITY[\"EPSG\",\"{code}\"]]";

    private static string EsriZone(string name, string falseEasting) =>
        $"PROJCS[\"{name}\",{EsriCgcs2000},PROJECTION[\"Gauss_Kruger\"],PARAMETER[\"False_Easting\",{falseEasting}],PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",117.0],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]";
}
