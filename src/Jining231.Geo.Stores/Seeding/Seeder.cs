using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Stores.Seeding;

/// <summary>
/// Loads the shipped layers into a store. Running it again writes only what is new: a feature that is already there, edited by
/// somebody or not, is left as it is.
/// </summary>
public static class Seeder
{
    /// <summary>Actor recorded for seeded features.</summary>
    public const string Actor = "seed";

    private const int MaxVertices = 2_000_000, Attempts = 3;

    /// <summary>Reads every <c>layer.geojson</c> (RFC 7946) of the folder whose layer the store holds, and adds the missing features.</summary>
    /// <param name="store">Store to fill.</param>
    /// <param name="layersFolder">Folder with one file per layer.</param>
    /// <param name="progress">Told after each layer; may be null.</param>
    /// <param name="cancellationToken">Cancels between layers; what is written stays.</param>
    /// <returns>Counts per layer.</returns>
    /// <exception cref="GeoProblemException">The folder or a file is missing or broken.</exception>
    public static async Task<SeedReport> SeedAsync(IFeatureStore store, string layersFolder, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (!Directory.Exists(layersFolder))
            throw new GeoProblemException(new GeoProblem(ProblemCode.StoreMismatch,
                $"找不到随附数据文件夹：{layersFolder}。", $"The folder of shipped layers is missing: {layersFolder}."));
        var layers = store.Describe().Layers.Where(l => !l.ServiceWritesOnly && File.Exists(FileOf(layersFolder, l))).ToArray();
        var counts = new List<SeededLayer>(layers.Length);
        for (var i = 0; i < layers.Length; i++)
        {
            counts.Add(await SeedLayerAsync(store, layers[i], FileOf(layersFolder, layers[i]), cancellationToken).ConfigureAwait(false));
            progress?.Report(new SeedProgress(layers[i].Name, i + 1, layers.Length));
        }

        return new SeedReport(counts);
    }

    private static string FileOf(string folder, LayerDef layer) => Path.Combine(folder, layer.Name + ".geojson");

    private static async Task<SeededLayer> SeedLayerAsync(IFeatureStore store, LayerDef layer, string file, CancellationToken cancellationToken)
    {
        IReadOnlyList<CreateFeature> shipped;
        var stream = File.OpenRead(file);
        await using (stream.ConfigureAwait(false))
            shipped = FeatureJsonReader.ReadCollection(stream, layer, MaxVertices);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AddMissingAsync(store, layer, shipped, cancellationToken).ConfigureAwait(false);
            }
            catch (GeoProblemException e) when (e.Problems[0].Code == ProblemCode.AlreadyExists && attempt < Attempts)
            {
                // Another program seeded the layer at the same moment: its rows are there now.
            }
        }
    }

    private static async Task<SeededLayer> AddMissingAsync(
        IFeatureStore store, LayerDef layer, IReadOnlyList<CreateFeature> shipped, CancellationToken cancellationToken)
    {
        var present = await PresentAsync(store, layer, cancellationToken).ConfigureAwait(false);
        var missing = shipped.Where(f => !present.ContainsKey(f.Id)).ToArray();
        if (missing.Length > 0)
            await store.ApplyAsync(new ChangeSet(Actor, missing), cancellationToken).ConfigureAwait(false);
        var differing = shipped.Count(f => present.TryGetValue(f.Id, out var row) && !SameAs(row, f));
        return new SeededLayer(layer.Name, missing.Length, shipped.Count - missing.Length - differing, differing);
    }

    private static async Task<Dictionary<string, FeatureRow>> PresentAsync(IFeatureStore store, LayerDef layer, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, FeatureRow>(StringComparer.Ordinal);
        var snapshot = await store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            await foreach (var row in snapshot.QueryAsync(new FeatureQuery(layer.Name), cancellationToken).ConfigureAwait(false))
                rows.Add(row.Id, row);
        }

        return rows;
    }

    private static bool SameAs(FeatureRow row, CreateFeature shipped)
    {
        for (var i = 0; i < row.Layer.Fields.Count; i++)
            if (!FeatureRow.SameValue(row.Values[i], shipped.Values.GetValueOrDefault(row.Layer.Fields[i].Name)))
                return false;
        if (row.Wkb is not { } present || shipped.Wkb is not { } wkb)
            return row.Wkb is null && shipped.Wkb is null;
        return present.Span.SequenceEqual(Wkb.Write(StoredGeometry.Normalise(Wkb.Read(wkb), row.Layer.Geometry)));
    }
}

/// <summary>How far seeding has come.</summary>
/// <param name="Layer">Layer just done.</param>
/// <param name="Done">Layers done.</param>
/// <param name="Total">Layers in all.</param>
public sealed record SeedProgress(string Layer, int Done, int Total);

/// <summary>What one seeding did to one layer.</summary>
/// <param name="Layer">Layer name.</param>
/// <param name="Added">Features added.</param>
/// <param name="Unchanged">Features already there and equal.</param>
/// <param name="Differing">Features already there that differ from the shipped ones; they were kept as they are.</param>
public sealed record SeededLayer(string Layer, int Added, int Unchanged, int Differing);

/// <summary>What one seeding did.</summary>
/// <param name="Layers">Counts per layer.</param>
public sealed record SeedReport(IReadOnlyList<SeededLayer> Layers);
