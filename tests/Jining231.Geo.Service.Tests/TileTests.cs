using System.IO.Compression;
using System.Net;
using Jining231.Geo.Tests.Shared.Tiles;

namespace Jining231.Geo.Service.Tests;

/// <summary>Tiles and their descriptions as clients read them.</summary>
public sealed class TileTests(Client client) : IClassFixture<Client>
{
    [Fact]
    public async Task The_grids_are_those_of_Tianditu()
    {
        var set = await client.GetAsync("tileMatrixSets/CGCS2000Quad");
        Assert.Equal("http://www.opengis.net/def/crs/EPSG/0/4490", set["crs"]!.GetValue<string>());
        Assert.Equal(["Lat", "Lon"], set["orderedAxes"]!.AsArray().Select(a => a!.GetValue<string>()));
        var matrices = set["tileMatrices"]!.AsArray();
        Assert.Equal(18, matrices.Count);
        for (var z = 1; z <= 18; z++)
        {
            var matrix = matrices[z - 1]!;
            Assert.Equal($"{z}", matrix["id"]!.GetValue<string>());
            Assert.Equal(1.40625 / Math.Pow(2, z), matrix["cellSize"]!.GetValue<double>());
            Assert.Equal([90.0, -180.0], matrix["pointOfOrigin"]!.AsArray().Select(v => v!.GetValue<double>()));
            Assert.Equal(1 << z, matrix["matrixWidth"]!.GetValue<int>());
            Assert.Equal(1 << (z - 1), matrix["matrixHeight"]!.GetValue<int>());
        }

        var web = await client.GetAsync("tileMatrixSets/WebMercatorQuad");
        Assert.Equal(156543.03392804097, web["tileMatrices"]![0]!["cellSize"]!.GetValue<double>(), 1e-6);
        Assert.Equal(559082264.0287178, web["tileMatrices"]![0]!["scaleDenominator"]!.GetValue<double>(), 1e-3);
    }

    [Theory]
    [InlineData("WebMercatorQuad")]
    [InlineData("CGCS2000Quad")]
    public async Task Every_park_is_found_in_the_tiles_that_the_tileset_names(string set)
    {
        var tileset = await client.GetAsync($"collections/parks/tiles/{set}");
        var limits = tileset["tileMatrixSetLimits"]!.AsArray().Single(l => l!["tileMatrix"]!.GetValue<string>() == "11")!;
        var template = tileset["links"]!.AsArray().Single(l => l!["rel"]!.GetValue<string>() == "item")!["href"]!.GetValue<string>();
        var seen = new HashSet<string>();
        for (var row = limits["minTileRow"]!.GetValue<int>(); row <= limits["maxTileRow"]!.GetValue<int>(); row++)
            for (var column = limits["minTileCol"]!.GetValue<int>(); column <= limits["maxTileCol"]!.GetValue<int>(); column++)
            {
                var bytes = await client.Http.GetByteArrayAsync(new Uri(template
                    .Replace("{tileMatrix}", "11", StringComparison.Ordinal).Replace("{tileRow}", $"{row}", StringComparison.Ordinal).Replace("{tileCol}", $"{column}", StringComparison.Ordinal)));
                foreach (var feature in MvtReader.Read(bytes).SelectMany(l => l.Features))
                    seen.Add((string)feature.Attributes["id"]);
            }

        var items = await client.GetAsync("collections/parks/items?limit=1000");
        Assert.Equal(items["features"]!.AsArray().Where(f => f!["geometry"] is not null).Select(f => f!["id"]!.GetValue<string>()).Order(), seen.Order());
    }

    [Fact]
    public async Task Several_layers_come_in_one_tile_in_drawing_order()
    {
        var bytes = await client.Http.GetByteArrayAsync(new Uri("tiles/WebMercatorQuad/8/101/210?collections=parks,counties", UriKind.Relative));
        Assert.Equal(["counties", "parks"], MvtReader.Read(bytes).Select(l => l.Name));
    }

    [Fact]
    public async Task A_tile_comes_compressed_on_request_and_is_not_sent_twice()
    {
        const string Path = "collections/counties/tiles/WebMercatorQuad/8/101/210";
        var plain = await client.SendAsync(HttpMethod.Get, Path);
        var gzip = await client.SendAsync(HttpMethod.Get, Path, headers: ("Accept-Encoding", "gzip"));
        Assert.Equal(["gzip"], gzip.Raw.Content.Headers.ContentEncoding);
        Assert.NotEqual(plain.Raw.Headers.ETag, gzip.Raw.Headers.ETag);
        await using var unpacked = new GZipStream(await gzip.Raw.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes);
        Assert.Equal(await plain.Raw.Content.ReadAsByteArrayAsync(), bytes.ToArray());
        foreach (var tag in new[] { plain.Raw.Headers.ETag!, gzip.Raw.Headers.ETag! })
            Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(HttpMethod.Get, Path, headers: ("If-None-Match", tag.ToString()))).Status);
        Assert.Matches("^counties;drawn=[0-9]+;aggregated=0;dropped=0$", plain.Raw.Headers.GetValues("Tile-Summary").Single());
    }

    [Theory]
    [InlineData("gzip;q=0", false)]
    [InlineData("br, gzip;q=0.0, *;q=0.5", false)]
    [InlineData("x-gzip-like", false)]
    [InlineData("*", true)]
    [InlineData("br;q=1, GZIP;q=0.2", true)]
    public async Task A_tile_is_compressed_only_for_clients_that_take_it(string accepted, bool compressed)
    {
        var (_, _, raw) = await client.SendAsync(HttpMethod.Get, "collections/counties/tiles/WebMercatorQuad/8/101/210", headers: ("Accept-Encoding", accepted));
        Assert.Equal(compressed ? ["gzip"] : [], raw.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task TileJson_names_the_tiles_and_says_how_shapes_are_simplified()
    {
        var tileJson = await client.GetAsync("tiles/WebMercatorQuad?f=tilejson&collections=parks,ports");
        Assert.Equal(["ports", "parks"], tileJson["vector_layers"]!.AsArray().Select(l => l!["id"]!.GetValue<string>()).OrderDescending());
        Assert.Contains("aggregated", tileJson["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.EndsWith("/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=parks,ports", tileJson["tiles"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("collections/parks/tiles/WebMercatorQuad/19/0/0", 404, "tileMatrix")]
    [InlineData("collections/parks/tiles/CGCS2000Quad/0/0/0", 404, "tileMatrix")]
    [InlineData("collections/parks/tiles/CGCS2000Quad/2/2/0", 404, "tileRow")]
    [InlineData("collections/parks/tiles/CGCS2000Quad/2/0/x", 404, "tileCol")]
    [InlineData("collections/parks/tiles/Nowhere/2/0/0", 404, "tileMatrixSetId")]
    [InlineData("collections/indicators/tiles/WebMercatorQuad/2/0/0", 404, "collectionId")]
    [InlineData("tiles/WebMercatorQuad/2/0/0?collections=parks,indicators", 400, "collections")]
    [InlineData("tiles/WebMercatorQuad/2/0/0?f=png", 400, "f")]
    [InlineData("collections/parks/tiles/WebMercatorQuad/2/0/0?bbox=1,2,3,4", 400, "bbox")]
    public async Task What_is_not_there_is_named(string path, int status, string field)
    {
        var (code, body, _) = await client.SendAsync(HttpMethod.Get, path);
        Assert.Equal(status, (int)code);
        Assert.Equal(field, body["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_empty_tile_has_no_content() =>
        Assert.Equal(HttpStatusCode.NoContent, (await client.SendAsync(HttpMethod.Get, "collections/parks/tiles/WebMercatorQuad/8/0/0")).Status);
}
