using System.CommandLine;
using System.Diagnostics;
using System.IO.Compression;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service;
using Jining231.Geo.Spatial;
using Jining231.Geo.Stores.Files;

namespace Jining231.Geo.Cli;

/// <summary>
/// <c>export</c>: one layer, complete, from one snapshot at constant memory. A file appears only when it is complete; on standard output the
/// exit code and the end of the format tell a whole answer from a broken one.
/// </summary>
internal static class ExportVerb
{
    private const int FileBuffer = 1024 * 1024;

    private static readonly string[] Streams = ["geojson", "geojsonseq"];

    private static readonly Dictionary<string, LayerFileKind> Files = new(StringComparer.Ordinal) { ["gpkg"] = LayerFileKind.GeoPackage, ["shp"] = LayerFileKind.Shapefile, ["txt"] = LayerFileKind.BoundaryTxt };

    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string> layer = new("--layer") { Description = say["图层", "layer"], Required = true };
        layer.AcceptOnlyFromAmong([.. LayerCatalog.All.Select(l => l.Name)]);
        Option<string> format = new("--format")
        {
            Description = say["格式：geojson、geojsonseq、gpkg、shp（zip）或 txt（界址点）；后三种须给出 --out", "format: geojson, geojsonseq, gpkg, shp (zip) or txt (界址点 boundary points); the last three need --out"],
            DefaultValueFactory = _ => "geojson",
        };
        format.AcceptOnlyFromAmong([.. Streams, .. Files.Keys]);
        Option<string?> crs = new("--crs")
        {
            Description = say["坐标系，如 EPSG:4548；缺省 geojson 为 CRS84，gpkg、shp 为 EPSG:4490，txt 为 EPSG:4527", "CRS, as EPSG:4548; by default CRS84 for geojson, EPSG:4490 for gpkg and shp, EPSG:4527 for txt"],
        };
        Option<string?> output = new("--out") { Description = say["文件；缺省为标准输出", "file; by default standard output"] };
        Option<string?> bbox = new("--bbox") { Description = say["范围：西,南,东,北（度）", "box: west,south,east,north (degrees)"] };
        Option<string> order = new("--order")
        {
            Description = say["顺序：id（按编号）或 any（存储中的顺序，大图层更快）", "order: id, or any (as stored; faster for large layers)"],
            DefaultValueFactory = _ => "id",
        };
        order.AcceptOnlyFromAmong("id", "any");
        Option<bool> gzip = new("--gzip") { Description = say["用 gzip 压缩", "compress with gzip"] };
        var command = new Command("export", say["导出图层", "export a layer"]) { layer, format, output, crs, bbox, order, gzip };
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
            var name = parse.GetValue(format)!;
            var isFile = Files.TryGetValue(name, out var kind);
            var shape = new FeatureShape(definition, parse.GetValue(crs) is { } code ? Crs.Parse(code, "--crs") : DefaultCrs(name));
            var path = parse.GetValue(output);
            var counter = new Counter(say);
            if (isFile)
            {
                if (path is null || parse.GetValue(gzip))
                    throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue, $"{name} 是文件，须给出 --out，且不与 --gzip 同用。",
                        $"{name} is a file: it needs --out and does not go with --gzip.")
                    { Field = path is null ? "--out" : "--gzip" });
                var written = await WriteFileAsync(Path.GetFullPath(path),
                    partial => LayerFile.WriteAsync(kind, partial, snapshot, query, shape, counter, cancellationToken));
                CliContext.Note(say[$"已导出 {written} 个要素：{path}", $"{written} features exported: {path}"]);
                return ExitCodes.Ok;
            }

            IRowFormat rows = name == "geojsonseq" ? new GeoJsonSeqFormat(shape) : new GeoJsonFormat(shape);
            var export = new Export(snapshot, query, definition, rows, parse.GetValue(gzip), counter);
            if (path is null)
            {
                await using var stdout = Console.OpenStandardOutput();
                await export.WriteAsync(stdout, cancellationToken);
                return ExitCodes.Ok;
            }

            var count = await WriteFileAsync(Path.GetFullPath(path), async partial =>
            {
                await using var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
                var written = await export.WriteAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
                return written;
            });
            CliContext.Note(say[$"已导出 {count} 个要素：{path}", $"{count} features exported: {path}"]);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Crs DefaultCrs(string format) => format switch { "txt" => Crs.Epsg4527, "gpkg" or "shp" => Crs.Epsg4490, _ => Crs.Crs84 };

    /// <summary>Writes beside the target and renames, so that nobody ever sees half a file.</summary>
    private static async Task<long> WriteFileAsync(string path, Func<string, Task<long>> write)
    {
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            var count = await write(partial);
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
