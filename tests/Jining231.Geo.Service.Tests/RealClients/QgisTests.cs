using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Service.Tests.RealClients;

/// <summary>QGIS loads every layer, page by page, with all vertices.</summary>
public sealed class QgisTests(Client client) : IClassFixture<Client>
{
    [Fact]
    public async Task QGIS_loads_every_layer_over_several_pages()
    {
        var seen = JsonNode.Parse(await ForeignProgram.RunAsync(
            ForeignProgram.Python, [ForeignProgram.Script("qgis_read.py"), client.Http.BaseAddress!.ToString(), "100", .. LayerCatalog.All.Select(l => l.Name)]))!;
        foreach (var layer in LayerCatalog.All)
        {
            var read = seen[layer.Name]!;
            Assert.True(read["error"] is null, $"{layer.Name}: {read["error"]}");
            var features = (await client.GetAsync($"collections/{layer.Name}/items?limit=10000"))["features"]!.AsArray();
            Assert.Equal(features.Count, read["count"]!.GetValue<int>());
            var vertices = read["vertices"]!.AsObject();
            Assert.Equal(features.Select(f => f!["id"]!.GetValue<string>()).Order(StringComparer.Ordinal), vertices.Select(v => v.Key).Order(StringComparer.Ordinal));
            foreach (var feature in features)
                Assert.Equal(feature!["geometry"] is { } geometry ? Positions(geometry["coordinates"]!) : null, vertices[feature["id"]!.GetValue<string>()]?.GetValue<int>());
            // An empty collection shows its fields to QGIS 3.22 nowhere.
            if (features.Count == 0)
                continue;
            Assert.Equal(["id", .. layer.Fields.Select(f => f.Name), "version"], read["fields"]!.AsArray().Select(f => f!.GetValue<string>()));
            if (features.Any(f => f!["geometry"] is not null))
                Assert.Equal((layer.Geometry.ToString(), "EPSG:4326"), (read["geometry"]!.GetValue<string>(), read["crs"]!.GetValue<string>()));
            var box = (await client.GetAsync($"collections/{layer.Name}/items?limit=10000&bbox=116.4,35.2,116.7,35.5"))["features"]!.AsArray().Select(f => f!["id"]!.GetValue<string>());
            Assert.Empty(read["inBox"]!.AsArray().Select(i => i!.GetValue<string>()).Except(box));
            if (layer.Name == "parcels")
                Assert.NotEmpty(read["inBox"]!.AsArray());
        }
    }

    private static int Positions(JsonNode node) => node is JsonArray { Count: > 0 } list && list[0] is JsonArray ? list.Sum(n => Positions(n!)) : 1;
}
