using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Workspace.Mapping;

namespace Jining231.Geo.Workspace.Export;

/// <summary>Writes a layer as RFC 7946 (CRS84, 9 decimals): the same features as the service's items and the command line's export.</summary>
public static class GeoJsonExport
{
    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="progress">Features written, of all; may be null.</param>
    /// <param name="cancellationToken">Cancels; no file is left.</param>
    public static async Task WriteAsync(MapLayer layer, string path, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var part = path + ".part";
        try
        {
            var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None);
            await using (stream.ConfigureAwait(false))
            {
                var json = new Utf8JsonWriter(stream, FeatureJsonWriter.Options);
                await using (json.ConfigureAwait(false))
                {
                    json.WriteStartObject();
                    json.WriteString("type", "FeatureCollection");
                    json.WriteStartArray("features");
                    for (var i = 0; i < layer.Features.Count; i++)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        FeatureJsonWriter.WriteFeature(json, layer.Features[i].Row);
                        if (json.BytesPending > 1 << 16)
                            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
                        progress?.Report((i + 1.0) / layer.Features.Count);
                    }

                    json.WriteEndArray();
                    json.WriteEndObject();
                }
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable,
                $"无法写入“{path}”。请换一个文件夹，或检查磁盘空间和权限。", $"'{path}' cannot be written. Choose another folder, or check space and rights.")
            { Field = "path" });
        }
        finally
        {
            if (File.Exists(part))
                File.Delete(part);
        }
    }
}
