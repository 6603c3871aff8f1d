using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Service.Tests.RealClients;

/// <summary>OWSLib works through the service: description, collections, pages by offset, single features, boxes, processes.</summary>
public sealed class OwsLibTests(Client client) : IClassFixture<Client>
{
    [Fact]
    public async Task OWSLib_reads_everything_there_is()
    {
        var seen = JsonNode.Parse(await ForeignProgram.RunAsync(ForeignProgram.Python, ForeignProgram.Script("owslib_read.py"), client.Http.BaseAddress!.ToString()))!;
        Assert.StartsWith("3.0.", seen["api"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(
            (await client.GetAsync("conformance"))["conformsTo"]!.AsArray().Select(c => c!.GetValue<string>()), seen["conformance"]!.AsArray().Select(c => c!.GetValue<string>()));
        var collections = seen["collections"]!.AsObject();
        Assert.Equal(LayerCatalog.All.Select(l => l.Name).Order(), collections.Select(c => c.Key).Order());
        foreach (var (name, read) in collections)
        {
            var whole = await client.GetAsync($"collections/{name}/items?limit=10000");
            var ids = whole["features"]!.AsArray().Select(f => f!["id"]!.GetValue<string>()).ToArray();
            Assert.Equal(ids, read!["ids"]!.AsArray().Select(i => i!.GetValue<string>()));
            Assert.Equal(ids.FirstOrDefault(), read["first"]?.GetValue<string>());
            Assert.Contains("id", read["queryables"]!.AsArray().Select(q => q!.GetValue<string>()));
            var box = await client.GetAsync($"collections/{name}/items?limit=1&bbox=116.4,35.2,116.7,35.5");
            Assert.Equal(box["numberMatched"]!.GetValue<int>(), read["inBox"]!.GetValue<int>());
        }

        Assert.Contains("siting", seen["processes"]!.AsArray().Select(p => p!.GetValue<string>()));
    }
}
