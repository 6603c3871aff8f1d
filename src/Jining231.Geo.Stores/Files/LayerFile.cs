using Jining231.Geo.Exchange;
using Jining231.Geo.Exchange.BoundaryPoints;
using Jining231.Geo.Exchange.Shp;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.GeoPackage;

namespace Jining231.Geo.Stores.Files;

/// <summary>Kinds of file that are written whole before they are handed out.</summary>
public enum LayerFileKind
{
    /// <summary>OGC GeoPackage 1.3.</summary>
    GeoPackage,

    /// <summary>Esri Shapefile in a zip.</summary>
    Shapefile,

    /// <summary>界址点 TXT.</summary>
    BoundaryTxt,
}

/// <summary>Writes the rows of a query into such a file; what it takes in memory does not grow with the rows.</summary>
public static class LayerFile
{
    /// <summary>Writes the file and gives the number of rows in it.</summary>
    /// <param name="kind">Kind of file.</param>
    /// <param name="path">Where; nothing is there yet. Parts are kept beside it while it is written.</param>
    /// <param name="snapshot">What is read; once, and for a Shapefile twice.</param>
    /// <param name="query">Which rows.</param>
    /// <param name="shape">What is shown of them; its CRS in the order x = longitude or easting.</param>
    /// <param name="progress">Told the rows written so far; may be null.</param>
    /// <param name="cancellationToken">Stops the writing; the caller removes the file.</param>
    /// <exception cref="GeoProblemException">The rows do not go into this kind of file (field <c>f</c>), or the disk is full.</exception>
    public static async Task<long> WriteAsync(
        LayerFileKind kind, string path, IFeatureSnapshot snapshot, FeatureQuery query, FeatureShape shape, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(shape);
        var recordedAt = snapshot.Revisions[query.Layer].RecordedAt;
        try
        {
            if (kind == LayerFileKind.GeoPackage)
            {
                using var package = new GeoPackageFile(path, shape, recordedAt);
                return await FillAsync(package, snapshot, query, shape, progress, cancellationToken).ConfigureAwait(false);
            }

            if (kind == LayerFileKind.BoundaryTxt)
            {
                var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                await using (stream.ConfigureAwait(false))
                {
                    using var text = new BoundaryTxt(shape, recordedAt, stream);
                    return await FillAsync(text, snapshot, query, shape, progress, cancellationToken).ConfigureAwait(false);
                }
            }

            var widths = await TextWidths.MeasureAsync(snapshot, query, shape, cancellationToken).ConfigureAwait(false);
            var parts = 0;
            var target = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            await using (target.ConfigureAwait(false))
            {
                using var zip = new ShapefileZip(shape, widths, recordedAt, () => Part($"{path}.{parts++}"), target);
                return await FillAsync(zip, snapshot, query, shape, progress, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (IOException e)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable, $"无法写临时文件：{e.Message}", $"The file cannot be written: {e.Message}") { Field = "store" });
        }
    }

    private static FileStream Part(string path) =>
        new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 * 1024, FileOptions.DeleteOnClose);

    private static async Task<long> FillAsync(IRowFile file, IFeatureSnapshot snapshot, FeatureQuery query, FeatureShape shape, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var rows = snapshot.ReadRows(query);
        await using (rows.ConfigureAwait(false))
        {
            var batch = new RowBatch(shape.Layer);
            var count = 0L;
            while (await rows.ReadAsync(batch, cancellationToken).ConfigureAwait(false))
            {
                for (var i = 0; i < batch.Count; i++)
                    file.Add(batch[i]);
                count += batch.Count;
                progress?.Report(count);
            }

            file.Complete();
            return count;
        }
    }
}
