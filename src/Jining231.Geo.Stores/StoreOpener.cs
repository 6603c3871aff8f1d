using Jining231.Geo.Layers;
using Jining231.Geo.Stores.GeoPackage;
using Jining231.Geo.Stores.PostGis;

namespace Jining231.Geo.Stores;

/// <summary>Chooses the store by what names it: a connection string means PostGIS, anything else is the path of a GeoPackage file.</summary>
public static class StoreOpener
{
    /// <summary>Opens the store with the whole catalog, making its schema where there is none.</summary>
    /// <param name="store">File path, or Npgsql connection string (<c>Host=…;Database=…</c>).</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="GeoProblemException">StoreUnavailable or StoreMismatch, saying what to do.</exception>
    public static async Task<IFeatureStore> OpenAsync(string store, CancellationToken cancellationToken) => PostGisStore.IsConnectionString(store)
        ? await PostGisStore.OpenAsync(store, LayerCatalog.All, cancellationToken).ConfigureAwait(false)
        : await GeoPackageStore.OpenAsync(store, LayerCatalog.All, TimeProvider.System, cancellationToken).ConfigureAwait(false);

    /// <summary>False if the text names a file that is not there; whether a database is there shows only when it is opened.</summary>
    public static bool MayExist(string store) => PostGisStore.IsConnectionString(store) || File.Exists(store);
}
