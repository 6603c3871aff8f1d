using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>Whole layers are whole, and a download whose database dies in the middle is seen to be broken.</summary>
public sealed class BrokenExportTests
{
    [Fact]
    public async Task A_download_is_whole_or_seen_to_be_broken()
    {
        await using var services = new PostGisServices();
        var service = await services.StartAsync();
        Fill(services, "x", 60_000, 100);
        var expected = long.Parse(services.Sql("SELECT count(*) FROM jining.sensitive"), System.Globalization.CultureInfo.InvariantCulture);
        await WholeAsync(service.Http, null, expected);
        await WholeAsync(service.Http, "gzip", expected);
        await WholeAsync(service.Http, "br", expected);

        var folder = Directory.CreateTempSubdirectory("jining231-");
        var file = Path.Combine(folder.FullName, "all.geojson");
        try
        {
            var (code, _, errors) = await CommandTests.RunAsync(["export", "--layer", "sensitive", "--order", "any", "--gzip", "--out", file, "--store", services.Database]);
            Assert.True(code == 0, errors);
            await using (var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress))
            using (var json = await JsonDocument.ParseAsync(zip))
                Assert.Equal(expected, json.RootElement.GetProperty("features").GetArrayLength());

            // More than the sockets on the way may hold (32 MiB and 4 MiB each): what they hold arrives though the server is dead.
            Fill(services, "y", 100_000, 400);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("collections/sensitive/items?limit=all", UriKind.Relative));
            using var answer = await service.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            await using var body = await answer.Content.ReadAsStreamAsync();
            await body.ReadExactlyAsync(new byte[100_000]);
            using var export = Process.Start(new ProcessStartInfo("dotnet", [RunningService.Program, "export", "--layer", "sensitive", "--order", "any", "--store", services.Database])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            await export.StandardOutput.BaseStream.ReadExactlyAsync(new byte[100_000]);
            services.Cluster.Down();
            await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null));
            using var rest = new MemoryStream();
            await export.StandardOutput.BaseStream.CopyToAsync(rest);
            await export.WaitForExitAsync();
            Assert.NotEqual(0, export.ExitCode);
            Assert.DoesNotContain("numberReturned", Encoding.UTF8.GetString(rest.ToArray()), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task An_export_that_fails_leaves_no_file()
    {
        await using var services = new PostGisServices();
        await services.StartAsync();
        services.Sql("ALTER TABLE jining.sensitive DISABLE TRIGGER USER; ALTER TABLE jining.sensitive DROP CONSTRAINT sensitive_geom_check; "
            + "INSERT INTO jining.sensitive (id, name, source, quality, kind, geom) VALUES ('broken', 'x', 'test', 'synthetic', 'village', 'SRID=4490;MULTIPOLYGON(((1e300 1e300,1e301 1e300,1e301 1e301,1e300 1e300)))')");
        var folder = Directory.CreateTempSubdirectory("jining231-");
        try
        {
            var (code, _, errors) = await CommandTests.RunAsync(["export", "--layer", "sensitive", "--out", Path.Combine(folder.FullName, "x.geojson"), "--store", services.Database]);
            Assert.NotEqual(0, code);
            Assert.NotEmpty(errors);
            Assert.Empty(folder.GetFiles());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Adds villages whose names have so many characters (of three bytes).</summary>
    private static void Fill(PostGisServices services, string prefix, int rows, int characters) =>
        services.Sql($"INSERT INTO jining.sensitive (id, name, source, quality, kind, geom) SELECT '{prefix}-' || i, repeat('村', {characters}), 'test', 'synthetic', 'village',"
            + $" ST_Multi(ST_MakeEnvelope(x, y, x + 0.0005, y + 0.0005, 4490)) FROM generate_series(1, {rows}) i, LATERAL (SELECT 116 + (i % 300) * 0.001 AS x, 35 + (i / 300) * 0.001 AS y) c");

    private static async Task WholeAsync(HttpClient http, string? coding, long expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("collections/sensitive/items?limit=all", UriKind.Relative));
        if (coding is not null)
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(coding));
        using var answer = await http.SendAsync(request);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(coding is null ? [] : [coding], answer.Content.Headers.ContentEncoding);
        await using Stream plain = coding switch
        {
            "gzip" => new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress),
            "br" => new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress),
            _ => new MemoryStream(bytes),
        };
        using var json = await JsonDocument.ParseAsync(plain);
        Assert.Equal(expected, json.RootElement.GetProperty("numberReturned").GetInt64());
        Assert.Equal(expected, json.RootElement.GetProperty("features").EnumerateArray().Select(f => f.GetProperty("id").GetString()).Distinct().Count());
    }
}
