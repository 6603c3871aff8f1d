using System.CommandLine;
using System.Diagnostics;
using System.IO.Compression;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service;

namespace Jining231.Geo.Cli;

/// <summary>
/// <c>export</c>: one layer, complete, from one snapshot at constant memory. A file appears only when it is complete; on standard output the
/// exit code and the end of the format tell a whole answer from a broken one.
/// </summary>
internal static class ExportVerb
{
    private const int FileBuffer = 1024 * 1024;

    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string> layer = new("--layer") { Description = say["图层", "layer"], Required = true };
        layer.AcceptOnlyFromAmong([.. LayerCatalog.All.Select(l => l.Name)]);
        Option<string> format = new("--format") { Description = say["格式：geojson 或 geojsonseq", "format: geojson or geojsonseq"], DefaultValueFactory = _ => "geojson" };
        format.AcceptOnlyFromAmong("geojson", "geojsonseq");
        Option<string?> output = new("--out") { Description = say["文件；缺省为标准输出", "file; by default standard output"] };
        Option<string?> bbox = new("--bbox") { Description = say["范围：西,南,东,北（度）", "box: west,south,east,north (degrees)"] };
        Option<string> order = new("--order")
        {
            Description = say["顺序：id（按编号）或 any（存储中的顺序，大图层更快）", "order: id, or any (as stored; faster for large layers)"],
            DefaultValueFactory = _ => "id",
        };
        order.AcceptOnlyFromAmong("id", "any");
        Option<bool> gzip = new("--gzip") { Description = say["用 gzip 压缩", "compress with gzip"] };
        var command = new Command("export", say["导出图层", "export a layer"]) { layer, format, output, bbox, order, gzip };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var query = new FeatureQuery(parse.GetValue(layer)!)
            {
                Bbox = parse.GetValue(bbox) is { } box ? BboxText.Parse(box, "--bbox") : null,
                AnyOrder = parse.GetValue(order) == "any",
            };
            var definition = LayerCatalog.Get(query.Layer);
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            await using var snapshot = await store.OpenSnapshotAsync(null, cancellationToken);
            IRowFormat written = parse.GetValue(format) == "geojsonseq" ? new GeoJsonSeqFormat(definition) : new GeoJsonFormat(definition);
            var export = new Export(snapshot, query, definition, written, parse.GetValue(gzip), new Counter(say));
            if (parse.GetValue(output) is not { } path)
            {
                await using var stdout = Console.OpenStandardOutput();
                await export.WriteAsync(stdout, cancellationToken);
                return ExitCodes.Ok;
            }

            var count = await WriteFileAsync(Path.GetFullPath(path), export, cancellationToken);
            CliContext.Note(say[$"已导出 {count} 个要素：{path}", $"{count} features exported: {path}"]);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Writes beside the target and renames, so that nobody ever sees half a file.</summary>
    private static async Task<long> WriteFileAsync(string path, Export export, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            long count;
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                count = await export.WriteAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
            return count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"无法写入 {path}：{e.Message}", $"Cannot write {path}: {e.Message}")
            {
                Field = "--out",
            });
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private sealed record Export(IFeatureSnapshot Snapshot, FeatureQuery Query, LayerDef Layer, IRowFormat Format, bool Gzip, IProgress<long> Progress)
    {
        public async Task<long> WriteAsync(Stream target, CancellationToken cancellationToken)
        {
            await using var rows = Snapshot.ReadRows(Query);
            if (!Gzip)
                return await RowPump.RunAsync(rows, Layer, Format, target.WriteAsync, Progress, cancellationToken);
            // Disposed only at the end of a whole export: a broken one must not close its gzip stream in good order.
            var buffered = new BufferedStream(target, FileBuffer);
            var zip = new GZipStream(buffered, CompressionLevel.Fastest, leaveOpen: true);
            var count = await RowPump.RunAsync(rows, Layer, Format, zip.WriteAsync, Progress, cancellationToken);
            await zip.DisposeAsync();
            await buffered.FlushAsync(cancellationToken);
            return count;
        }
    }

    /// <summary>Says on standard error how far a long export is, every two seconds.</summary>
    private sealed class Counter(Language say) : IProgress<long>
    {
        private long _next = Stopwatch.GetTimestamp() + (2 * Stopwatch.Frequency);

        public void Report(long value)
        {
            if (Stopwatch.GetTimestamp() < _next)
                return;
            _next = Stopwatch.GetTimestamp() + (2 * Stopwatch.Frequency);
            CliContext.Note(say[$"已导出 {value} 个要素…", $"{value} features exported…"]);
        }
    }
}
