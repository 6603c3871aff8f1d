using Jining231.Geo.Exchange.Shp;
using Jining231.Geo.Stores.Files;
using Jining231.Geo.Stores.GeoPackage;

namespace Jining231.Geo.Service.Items;

/// <summary>A file that holds every feature asked for.</summary>
/// <param name="Name">Value of <c>f</c>.</param>
/// <param name="Media">Media type.</param>
/// <param name="Title">For people.</param>
/// <param name="Kind">Kind of file.</param>
/// <param name="Extension">Ending of its name.</param>
internal sealed record ItemDownload(string Name, string Media, string Title, LayerFileKind Kind, string Extension) : Representation(Name, Media, Title);

/// <summary>The files that are offered.</summary>
internal static class ItemDownloads
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ItemDownload> All { get; } =
    [
        new("gpkg", GeoPackageFile.Media, "GeoPackage", LayerFileKind.GeoPackage, "gpkg"),
        new("shp", ShapefileZip.Media, "Shapefile (zip)", LayerFileKind.Shapefile, "shp.zip"),
    ];
}
