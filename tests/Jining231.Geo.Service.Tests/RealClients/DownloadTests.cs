using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Shared;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Service.Tests.RealClients;

/// <summary>GDAL reads from the files that are offered what it reads from a complete GeoJSON download.</summary>
public abstract class DownloadTests(Client client) : IDisposable
{
    private const double SameMetre = 2e-4, SameDegree = 1e-9;

    internal static readonly JsonSerializerOptions Options = new() { Converters = { new NetTopologySuite.IO.Converters.GeoJsonConverterFactory(GeoFactory.Geographic) } };

    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-files-").FullName;

    public static IEnumerable<object[]> Every => LayerCatalog.All.SelectMany(l => new object[][] { [l.Name, "gpkg"], [l.Name, "shp"] });

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_file_holds_what_the_export_holds(string layer, string format)
    {
        await CompareAsync(layer, format, "", null);
    }

    [Theory]
    [InlineData("gpkg", "bbox=116.4,35.2,116.7,35.5&status=vacant", "4548")]
    [InlineData("shp", "bbox=116.4,35.2,116.7,35.5&status=vacant", "4527")]
    [InlineData("gpkg", "filter=class_code%20LIKE%20'1%25'%20AND%20NOT%20status%3D'vacant'&properties=name,class_code", "3857")]
    [InlineData("shp", "filter=class_code%20LIKE%20'1%25'%20AND%20NOT%20status%3D'vacant'&properties=name,class_code,version", "4326")]
    [InlineData("gpkg", "q=1&sortby=-status", "CRS84")]
    [InlineData("shp", "skipGeometry=true&status=built", "4490")]
    [InlineData("gpkg", "skipGeometry=true&status=built&datetime=2099-01-01T00:00:00Z", "4490")]
    public async Task A_file_takes_the_parameters_of_a_page(string format, string query, string crs)
    {
        await CompareAsync("parcels", format, query, Crs.Parse(crs));
    }

    [Theory]
    [InlineData("application/geopackage+sqlite3", "SQLite format 3", "parks.gpkg")]
    [InlineData("application/zip", "PK", "parks.shp.zip")]
    public async Task The_kind_is_negotiated_and_the_length_is_known(string media, string magic, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("collections/parks/items", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", media + ", application/json;q=0.5");
        using var answer = await client.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(media, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.False(answer.Headers.TransferEncodingChunked ?? false);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(answer.Content.Headers.ContentLength, bytes.Length);
        Assert.StartsWith(magic, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        using var known = new HttpRequestMessage(HttpMethod.Get, new Uri("collections/parks/items", UriKind.Relative));
        known.Headers.TryAddWithoutValidation("Accept", media);
        known.Headers.TryAddWithoutValidation("If-None-Match", answer.Headers.ETag!.ToString());
        using var unchanged = await client.Http.SendAsync(known);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("gpkg")]
    [InlineData("shp")]
    [InlineData("txt")]
    public async Task Equal_data_are_equal_bytes(string format) =>
        Assert.Equal(await client.Http.GetByteArrayAsync(new Uri($"collections/parcels/items?f={format}", UriKind.Relative)),
            await client.Http.GetByteArrayAsync(new Uri($"collections/parcels/items?f={format}", UriKind.Relative)));

    [Theory]
    [InlineData("limit=5", "limit")]
    [InlineData("offset=5", "offset")]
    [InlineData("cursor=abc", "cursor")]
    [InlineData("count=exact", "count")]
    [InlineData("filter=status%20%3D", "filter")]
    [InlineData("crs=EPSG:1", "crs")]
    public async Task What_a_file_does_not_take_is_named(string query, string field)
    {
        var (status, problem, _) = await client.SendAsync(HttpMethod.Get, $"collections/parcels/items?f=gpkg&{query}");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Collections_link_to_their_files()
    {
        foreach (var layer in LayerCatalog.All)
            foreach (var link in (await client.GetAsync("collections/" + layer.Name))["links"]!.AsArray().Where(l => l!["rel"]!.GetValue<string>() == "enclosure"))
            {
                using var answer = await client.Http.GetAsync(new Uri(link!["href"]!.GetValue<string>()));
                Assert.Equal(link["type"]!.GetValue<string>(), answer.Content.Headers.ContentType!.MediaType);
            }

        var page = await client.GetAsync("collections/parcels/items?limit=3&status=vacant");
        Assert.Equal(3, page["links"]!.AsArray().Count(l => l!["rel"]!.GetValue<string>() == "enclosure" && l["href"]!.GetValue<string>().Contains("?f=", StringComparison.Ordinal)
            && l["href"]!.GetValue<string>().EndsWith("status=vacant", StringComparison.Ordinal)));
    }

    private async Task CompareAsync(string layer, string format, string query, Crs? crs)
    {
        var definition = LayerCatalog.Get(layer);
        var named = crs is null ? "" : "&crs=" + Uri.EscapeDataString(crs.Uri);
        var path = Path.Combine(_folder, format == "gpkg" ? layer + ".gpkg" : layer + ".shp.zip");
        await File.WriteAllBytesAsync(path, await client.Http.GetByteArrayAsync(new Uri($"collections/{layer}/items?f={format}&{query}{named}", UriKind.Relative)));
        var names = format == "shp" ? LongNames(path, layer) : null;
        var expected = await client.GetAsync($"collections/{layer}/items?limit=all&{query}");
        var features = expected["features"]!.AsArray().ToDictionary(f => f!["id"]!.GetValue<string>());
        var got = await ReadAsync(path, layer, names);
        Assert.Equal(features.Keys.Order(StringComparer.Ordinal), got.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, feature) in got)
        {
            var properties = features[id]!["properties"]!.AsObject();
            foreach (var (name, value) in properties)
                // GDAL leaves a date of dBASE out where it has no value.
                Assert.Equal(Plain(value, names is not null), Plain(feature.Properties[name], names is not null));
            Assert.Empty(feature.Properties.Select(p => p.Key).Except(properties.Select(p => p.Key)));
            Same(features[id]!["geometry"], feature.Geometry, crs ?? Crs.Epsg4490);
        }

        var spatial = definition.Geometry != GeometryKind.None && !query.Contains("skipGeometry", StringComparison.Ordinal);
        var said = await ForeignProgram.RunAsync("ogrinfo", "-so", "-al", path);
        Assert.Equal(spatial, said.Contains($"ID[\"EPSG\",{CrsWkt.EpsgNumber(crs ?? Crs.Epsg4490)}]]", StringComparison.Ordinal));
    }

    /// <summary>What each short name stands for, from the table in the zip.</summary>
    private static Dictionary<string, string> LongNames(string path, string layer)
    {
        using var zip = ZipFile.OpenRead(path);
        using var reader = new StreamReader(zip.GetEntry(layer + "-fields.txt")!.Open());
        var lines = reader.ReadToEnd().Split("\r\n").SkipWhile(l => !l.StartsWith("字段", StringComparison.Ordinal)).Skip(1).Where(l => l.Length > 0).Select(l => l.Split('\t')).ToArray();
        Assert.All(lines, l => Assert.InRange(l[0].Length, 1, 10));
        Assert.All(lines, l => Assert.Equal("0", l[5]));
        return lines.ToDictionary(l => l[0], l => l[1], StringComparer.Ordinal);
    }

    private async Task<Dictionary<string, (JsonObject Properties, JsonNode? Geometry)>> ReadAsync(string path, string layer, Dictionary<string, string>? names)
    {
        var target = Path.Combine(_folder, "read.seq");
        // Coordinates as they stand in the file, not brought to WGS 84.
        await ForeignProgram.RunAsync("ogr2ogr", "-f", "GeoJSONSeq", target, path, layer, "-lco", "COORDINATE_PRECISION=12", "-lco", "SIGNIFICANT_FIGURES=17", "-nlt", "PROMOTE_TO_MULTI", "-a_srs", "EPSG:4326");
        var features = new Dictionary<string, (JsonObject, JsonNode?)>(StringComparer.Ordinal);
        foreach (var line in await File.ReadAllLinesAsync(target))
        {
            var feature = JsonNode.Parse(line)!;
            var properties = new JsonObject(feature["properties"]!.AsObject().Select(p => KeyValuePair.Create(names?[p.Key] ?? p.Key, p.Value?.DeepClone())));
            var id = properties["id"]!.GetValue<string>();
            properties.Remove("id");
            features.Add(id, (properties, feature["geometry"]));
        }

        File.Delete(target);
        return features;
    }

    /// <summary>A value as text that does not depend on how the format has it: instants, lists and truth values differ between GDAL's drivers.</summary>
    private static string? Plain(JsonNode? value, bool emptyIsNull)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonArray list:
                return string.Join("|", list.Select(v => v!.GetValue<string>()));
            case JsonValue number when number.TryGetValue<bool>(out var truth):
                return truth ? "1" : "0";
            case JsonValue number when number.TryGetValue<double>(out var real):
                return real.ToString("G15", CultureInfo.InvariantCulture);
        }

        var text = value!.GetValue<string>();
        if (text.Length == 0 && emptyIsNull)
            return null;
        if (text.StartsWith('['))
            return Plain(JsonNode.Parse(text), emptyIsNull);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && text.Contains('-', StringComparison.Ordinal)
            ? Rfc3339.Format(instant)
            : text;
    }

    private static void Same(JsonNode? expected, JsonNode? got, Crs crs)
    {
        Assert.Equal(expected is null, got is null);
        if (expected is null)
            return;
        var a = Read(expected);
        var b = Read(got!);
        if (!crs.IsGeographic)
            a = Reproject.Between(a, Crs.Epsg4490, crs);
        a.Normalize();
        b.Normalize();
        Assert.True(a.EqualsExact(b, crs.IsGeographic ? SameDegree : SameMetre), $"{a}\n{b}");
    }

    private static Geometry Read(JsonNode node) => node.Deserialize<Geometry>(Options)!;
}

/// <summary>On a file.</summary>
public sealed class DownloadTestsOnGeoPackage(Client client) : DownloadTests(client), IClassFixture<Client>;

/// <summary>On PostGIS.</summary>
public sealed class DownloadTestsOnPostGis(PostGisClient client) : DownloadTests(client), IClassFixture<PostGisClient>;
