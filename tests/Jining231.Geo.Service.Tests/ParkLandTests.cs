using System.Net;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>The land of a park by HTTP: balance and map of one record agree, distances can be tried, bad input names its parameter.</summary>
public abstract class ParkLandTests(Client client)
{
    private const string Park = "park-c1-jinxiang";

    [Fact]
    public async Task The_map_and_the_balance_of_a_park_are_one_account()
    {
        var map = await client.GetAsync($"parks/{Park}/eligibility?hazard=medium");
        var balance = await client.GetAsync($"parks/{Park}/balance?hazard=medium");
        var free = balance["parks"]![0]!["parts"]!.AsArray().Single(p => p!["part"]!.GetValue<string>() == "free")!;
        Assert.Equal(free["m2"]!.GetValue<double>(), map["eligibleM2"]!.GetValue<double>(), 0.05);
        Assert.Equal(map["grossM2"]!.GetValue<double>(), map["features"]!.AsArray().Sum(f => f!["properties"]!["areaM2"]!.GetValue<double>()), 0.5);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync(HttpMethod.Get, "parks/none/eligibility")).Status);
    }

    [Fact]
    public async Task A_larger_distance_takes_more_land_and_says_that_it_is_a_trial()
    {
        var map = await client.GetAsync($"parks/{Park}/eligibility?hazard=medium");
        Assert.False(map["trial"]!.GetValue<bool>());
        var distance = map["distances"]!.AsArray().First(d => d!["ruleM"]!.GetValue<double>() > 0)!;
        var (rule, metres) = (distance["rule"]!.GetValue<string>(), distance["ruleM"]!.GetValue<double>());
        double[] areas = [.. await Task.WhenAll(new[] { 0.5, 1, 3 }.Select(async f => (await Tried(rule, f * metres))["eligibleM2"]!.GetValue<double>()))];
        Assert.Equal(map["eligibleM2"]!.GetValue<double>(), areas[1]);
        Assert.True(areas[0] >= areas[1] && areas[1] >= areas[2] && areas[0] > areas[2], string.Join(' ', areas));
        Assert.True((await Tried(rule, 3 * metres))["trial"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("setbacks=control:pipeline", "setbacks")]
    [InlineData("setbacks=control:pipeline=-5", "setbacks")]
    [InlineData("setbacks=control:pipeline=6000", "setbacks")]
    [InlineData("setbacks=control:pipeline=5,control:pipeline=6", "setbacks")]
    [InlineData("setbacks=nothing=5", "setbacks")]
    [InlineData("hazard=extreme", "hazard")]
    [InlineData("use=housing", "use")]
    [InlineData("colour=red", "colour")]
    public async Task Bad_input_names_its_parameter(string query, string field)
    {
        var answer = await client.SendAsync(HttpMethod.Get, $"parks/{Park}/eligibility?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, answer.Body["errors"]![0]!["field"]!.GetValue<string>()));
    }

    private Task<JsonNode> Tried(string rule, double metres) => client.GetAsync(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"parks/{Park}/eligibility?hazard=medium&setbacks={rule}={metres}"));
}
