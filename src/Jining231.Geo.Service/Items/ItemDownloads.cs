using Jining231.Geo.Exchange.BoundaryPoints;
using Jining231.Geo.Exchange.Shp;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Stores.Files;
using Jining231.Geo.Stores.GeoPackage;

namespace Jining231.Geo.Service.Items;

/// <summary>A file that holds every feature asked for.</summary>
/// <param name="Name">Value of <c>f</c>.</param>
/// <param name="Media">Media type.</param>
/// <param name="Title">For people.</param>
/// <param name="Kind">Kind of file.</param>
/// <param name="Extension">Ending of its name.</param>
internal sealed record ItemDownload(string Name, string Media, string Title, LayerFileKind Kind, string Extension) : Representation(Name, Media, Title)
{
    /// <summary>Content-Type of the answer.</summary>
    public string ContentType { get; init; } = Media;

    /// <summary>CRS of the file where none is asked for.</summary>
    public Crs Crs { get; init; } = Crs.Epsg4490;

    /// <summary>True if the file holds areas alone.</summary>
    public bool AreasOnly { get; init; }
}

/// <summary>The files that are offered.</summary>
internal static class ItemDownloads
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ItemDownload> All { get; } =
    [
        new("gpkg", GeoPackageFile.Media, "GeoPackage", LayerFileKind.GeoPackage, "gpkg"),
        new("shp", ShapefileZip.Media, "Shapefile (zip)", LayerFileKind.Shapefile, "shp.zip"),
        new("txt", BoundaryTxt.Media, "界址点 TXT", LayerFileKind.BoundaryTxt, "txt")
        {
            ContentType = $"{BoundaryTxt.Media}; charset=gb18030", Crs = Crs.Epsg4527, AreasOnly = true,
        },
    ];

    /// <summary>Those that a layer goes into.</summary>
    public static IEnumerable<ItemDownload> Of(LayerDef layer) => All.Where(d => !d.AreasOnly || layer.Geometry == GeometryKind.MultiPolygon);
}
