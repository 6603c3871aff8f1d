using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Service.Tests.RealClients;

/// <summary>GDAL's driver of OGC API - Features reads what its driver of GeoJSON reads from a complete download.</summary>
public sealed class GdalTests(Client client) : IClassFixture<Client>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-gdal-").FullName;

    private string Service => "OAPIF:" + client.Http.BaseAddress;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_collection_is_listed_with_its_count_and_fields()
    {
        foreach (var layer in LayerCatalog.All)
        {
            var said = await ForeignProgram.RunAsync("ogrinfo", "-ro", "-so", Service, layer.Name);
            var features = (await client.GetAsync($"collections/{layer.Name}/items?limit=10000"))["features"]!.AsArray();
            Assert.Contains($"Feature Count: {features.Count}\n", said, StringComparison.Ordinal);
            // This driver takes geometry and fields from the first features; an empty collection shows it none.
            if (features.Any(f => f!["geometry"] is not null))
                Assert.Contains($"Geometry: {Geometry(layer.Geometry)}\n", said, StringComparison.Ordinal);
            if (features.Count == 0)
                continue;
            foreach (var field in layer.Fields)
                Assert.Contains($"\n{field.Name}: ", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_collection_is_read_page_by_page_completely_and_identically()
    {
        foreach (var layer in LayerCatalog.All)
        {
            var direct = await ReadAsync(await DownloadAsync(layer.Name), layer.Name);
            var paged = await ReadAsync(Service, layer.Name, "-oo", "PAGE_SIZE=100");
            Assert.Equal(direct.Count, paged.Count);
            foreach (var (id, feature) in direct)
                Assert.Equal(feature, paged[id]);
        }
    }

    [Theory]
    [InlineData("parcels", "-spat", "116.4", "35.2", "116.7", "35.5")]
    [InlineData("transport", "-spat", "116.5", "35.3", "116.6", "35.4")]
    [InlineData("parcels", "-where", "status = 'vacant'")]
    [InlineData("parks", "-where", "kind = 'chemical' AND approved_area_ha > 500")]
    [InlineData("parks", "-where", "name LIKE '%化工%' OR recognised_chemical = 1")]
    [InlineData("controls", "-where", "in_force_from IS NOT NULL AND NOT kind IN ('drinking_water')")]
    [InlineData("parcels", "-spat", "116", "35", "116.6", "35.4", "-where", "class_code = '07'")]
    public async Task What_is_asked_for_by_box_and_attributes_is_what_is_there(string layer, params string[] asked)
    {
        var direct = await ReadAsync(await DownloadAsync(layer), layer, asked);
        var paged = await ReadAsync(Service, layer, ["-oo", "PAGE_SIZE=50", .. asked]);
        Assert.NotEmpty(direct);
        Assert.Equal(direct.Keys.Order(), paged.Keys.Order());
    }

    private async Task<string> DownloadAsync(string layer)
    {
        var path = Path.Combine(_folder, layer + ".geojson");
        await File.WriteAllTextAsync(path, await client.Http.GetStringAsync(new Uri($"collections/{layer}/items?limit=all", UriKind.Relative)));
        return path;
    }

    /// <summary>Every feature by its id: geometry and properties as GDAL has them.</summary>
    private async Task<Dictionary<string, string>> ReadAsync(string source, string layer, params string[] options)
    {
        var target = Path.Combine(_folder, Guid.NewGuid().ToString("N") + ".seq");
        await ForeignProgram.RunAsync("ogr2ogr", ["-f", "GeoJSONSeq", target, source, layer, "-lco", "COORDINATE_PRECISION=9", .. options]);
        var features = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in await File.ReadAllLinesAsync(target))
        {
            var feature = JsonNode.Parse(line)!;
            var properties = feature["properties"]!.AsObject();
            // The driver of files gives the id beside the properties, that of services among them.
            var id = (feature["id"] ?? properties["id"])!.GetValue<string>();
            properties.Remove("id");
            foreach (var (name, value) in properties.Where(p => p.Value is null || p.Value.ToJsonString() is "1" or "0").ToList())
                properties[name] = value is null ? null : value.GetValue<int>();
            features.Add(id, feature["geometry"]?.ToJsonString() + properties.ToJsonString());
        }

        return features;
    }

    private static string Geometry(GeometryKind kind) => kind switch
    {
        GeometryKind.MultiPoint => "Multi Point",
        GeometryKind.MultiLineString => "Multi Line String",
        GeometryKind.MultiPolygon => "Multi Polygon",
        _ => "None",
    };
}
