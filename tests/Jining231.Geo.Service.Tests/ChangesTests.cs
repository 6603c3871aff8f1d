using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Service.Tests;

/// <summary>What changed between two moments: where, by whom, by which document, how many 亩.</summary>
public abstract class ChangesTests(Client client)
{
    private const string Wenshang = "370830";

    [Fact]
    public async Task A_parcel_that_comes_grows_and_goes_is_told_with_document_and_area_between_any_two_moments()
    {
        var before = await MomentAsync();
        var made = await client.SendAsync(HttpMethod.Post, "collections/parcels/items?documentNo=%E5%88%9B", Parcel(0.001), "application/geo+json");
        Assert.True(made.Status == HttpStatusCode.Created, made.Body.ToJsonString());
        var place = made.Raw.Headers.Location!.AbsolutePath[1..];
        var born = await MomentAsync();
        var grown = await client.SendAsync(HttpMethod.Put, place + "?documentNo=%E6%94%B9", Parcel(0.003), "application/geo+json", ("If-Match", made.Raw.Headers.ETag!.ToString()));
        Assert.True(grown.Status == HttpStatusCode.OK, grown.Body.ToJsonString());
        var larger = await MomentAsync();
        var gone = await client.SendAsync(HttpMethod.Delete, place + "?documentNo=%E5%88%A0", headers: ("If-Match", grown.Raw.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, gone.Status);
        var end = await MomentAsync();

        var all = await ChangesAsync(before, end);
        Assert.Equal([("create", "创"), ("update", "改"), ("delete", "删")], all.Select(c => (Text(c, "action"), Text(c, "documentNo"))));
        Assert.All(all, c => Assert.False(string.IsNullOrEmpty(Text(c, "actor"))));
        var small = Area(all[0], "areaAfterM2");
        Assert.Equal(3, Area(all[1], "areaAfterM2") / small, 0.01);
        Assert.Equal((0.0, small, 0.0), (Area(all[0], "areaBeforeM2"), Area(all[1], "areaBeforeM2"), Area(all[2], "areaAfterM2")));
        Assert.Equal(Area(all[0], "areaAfterM2") * 3 / 2000, Area(all[0], "gainMu"), 0.01);

        Assert.Equal(["update"], (await ChangesAsync(born, larger)).Select(c => Text(c, "action")));
        Assert.Empty(await ChangesAsync(end, await MomentAsync()));
        var sums = (await client.GetAsync(Query(before, born, "layers=parcels")))["sums"]!.AsArray().Single()!;
        Assert.Equal((1, 0, 0), (sums["created"]!.GetValue<int>(), sums["updated"]!.GetValue<int>(), sums["deleted"]!.GetValue<int>()));
        Assert.Equal(small, sums["gainM2"]!.GetValue<double>(), 0.01);
    }

    [Fact]
    public async Task A_change_counts_for_the_county_and_park_it_belongs_to_and_for_no_other()
    {
        var before = await MomentAsync();
        var made = await client.SendAsync(HttpMethod.Post, "collections/parcels/items", Parcel(0.001), "application/geo+json");
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var end = await MomentAsync();
        Assert.Single(await ChangesAsync(before, end, $"county={Wenshang}"));
        Assert.Single(await ChangesAsync(before, end, "parkId=park-c3-wenshang"));
        Assert.Empty(await ChangesAsync(before, end, "county=370811"));
        Assert.Empty(await ChangesAsync(before, end, "parkId=park-c1-jinxiang"));
        Assert.Empty(await ChangesAsync(before, end, "layers=controls,reserves"));
    }

    [Theory]
    [InlineData("", "from")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-06-01T00:00:00Z&to=2026-03-01T00:00:00Z", "to")]
    [InlineData("from=2026-06-01T00:00:00Z&county=999999", "county")]
    [InlineData("from=2026-06-01T00:00:00Z&parkId=nowhere", "parkId")]
    [InlineData("from=2026-06-01T00:00:00Z&layers=clouds", "layers")]
    [InlineData("from=2026-06-01T00:00:00Z&colour=red", "colour")]
    public async Task Bad_input_names_its_parameter(string query, string field)
    {
        var answer = await client.SendAsync(HttpMethod.Get, "changes?" + query);
        Assert.True((int)answer.Status is 400 or 404, $"{answer.Status} {answer.Body.ToJsonString()}");
        Assert.Equal(field, answer.Body["errors"]![0]!["field"]!.GetValue<string>());
    }

    private async Task<JsonNode[]> ChangesAsync(string from, string to, string more = "layers=parcels") =>
        [.. (await client.GetAsync(Query(from, to, more)))["changes"]!.AsArray().Select(c => c!)];

    private static string Query(string from, string to, string more) => $"changes?from={from}&to={to}&{more}";

    /// <summary>An instant of the store's own clock, with nothing recorded in the same millisecond.</summary>
    private async Task<string> MomentAsync()
    {
        await Task.Delay(5);
        var at = (await client.GetAsync("reserves"))["at"]!.GetValue<string>();
        await Task.Delay(5);
        return Uri.EscapeDataString(at);
    }

    private static string Text(JsonNode change, string name) => change[name]?.GetValue<string>() ?? "";

    private static double Area(JsonNode change, string name) => change[name]!.GetValue<double>();

    /// <summary>A parcel in Wenshang's chemical park, as wide as said in degrees.</summary>
    private static string Parcel(double width)
    {
        string East(double x) => (116.45 + x).ToString("0.######", CultureInfo.InvariantCulture);
        return $$$"""
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[{{{East(0)}}},35.7],[{{{East(width)}}},35.7],[{{{East(width)}}},35.701],[{{{East(0)}}},35.701],[{{{East(0)}}},35.7]]]},
             "properties":{"name":"测试地块","status":"vacant","adcode":"370830","park_id":"park-c3-wenshang","class_code":"1001","source":"测试","quality":"synthetic"}}
            """;
    }
}
