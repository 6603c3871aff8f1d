using System.CommandLine;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Service;

namespace Jining231.Geo.Cli;

/// <summary><c>export</c>: one layer as GeoJSON; a file appears only when it is complete.</summary>
internal static class ExportVerb
{
    private const int FlushBytes = 64 * 1024;

    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string> layer = new("--layer") { Description = say["图层", "layer"], Required = true };
        layer.AcceptOnlyFromAmong([.. LayerCatalog.All.Select(l => l.Name)]);
        Option<string> format = new("--format") { Description = say["格式：geojson 或 geojsonseq", "format: geojson or geojsonseq"], DefaultValueFactory = _ => "geojson" };
        format.AcceptOnlyFromAmong("geojson", "geojsonseq");
        Option<string?> output = new("--out") { Description = say["文件；缺省为标准输出", "file; by default standard output"] };
        Option<string?> bbox = new("--bbox") { Description = say["范围：西,南,东,北（度）", "box: west,south,east,north (degrees)"] };
        var command = new Command("export", say["导出图层", "export a layer"]) { layer, format, output, bbox };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var query = new FeatureQuery(parse.GetValue(layer)!) { Bbox = parse.GetValue(bbox) is { } box ? BboxText.Parse(box, "--bbox") : null };
            await using var store = await context.OpenStoreAsync(parse, cancellationToken);
            await using var snapshot = await store.OpenSnapshotAsync(null, cancellationToken);
            var sequence = parse.GetValue(format) == "geojsonseq";
            if (parse.GetValue(output) is not { } path)
            {
                await using var stdout = Console.OpenStandardOutput();
                await WriteAsync(stdout, snapshot, query, sequence, cancellationToken);
                return ExitCodes.Ok;
            }

            var count = await WriteFileAsync(Path.GetFullPath(path), snapshot, query, sequence, cancellationToken);
            CliContext.Note(say[$"已导出 {count} 个要素：{path}", $"{count} features exported: {path}"]);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Writes beside the target and renames, so that nobody ever sees half a file.</summary>
    private static async Task<int> WriteFileAsync(
        string path, IFeatureSnapshot snapshot, FeatureQuery query, bool sequence, CancellationToken cancellationToken)
    {
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            int count;
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
            {
                count = await WriteAsync(file, snapshot, query, sequence, cancellationToken);
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

    private static async Task<int> WriteAsync(
        Stream target, IFeatureSnapshot snapshot, FeatureQuery query, bool sequence, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(target, FeatureJsonWriter.Options);
        if (!sequence)
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteString("name", query.Layer);
            json.WriteStartArray("features");
        }

        var count = 0;
        await foreach (var row in snapshot.QueryAsync(query, cancellationToken))
        {
            if (sequence)
                target.Write("\u001e"u8);
            FeatureJsonWriter.WriteFeature(json, row);
            count++;
            if (sequence)
            {
                await json.FlushAsync(cancellationToken);
                target.Write("\n"u8);
                json.Reset();
            }
            else if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(cancellationToken);
            }
        }

        if (!sequence)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }

        await json.FlushAsync(cancellationToken);
        return count;
    }
}
