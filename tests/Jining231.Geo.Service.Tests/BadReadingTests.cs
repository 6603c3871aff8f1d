namespace Jining231.Geo.Service.Tests;

/// <summary>Each bad parameter of a read is a 400-class problem that names it.</summary>
public abstract class BadReadingTests(Client client)
{
    private const string E4490 = "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4490", E4548 = "bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4548";

    /// <summary>Query of /collections/parcels/items, the parameter named, and a word of the English detail.</summary>
    public static TheoryData<string, string, string> Bad => new()
    {
        { "colour=red", "colour", "no parameter" },
        { "Limit=1", "Limit", "no parameter" },
        { "limit=1&limit=2", "limit", "once" },
        { "limit=0", "limit", "1 to" },
        { "limit=ten", "limit", "1 to" },
        { "limit=1.5", "limit", "1 to" },
        { "offset=-1", "offset", "0 to" },
        { "offset=99999999999", "offset", "0 to" },
        { "offset=5&cursor=abc", "offset", "exclude" },
        { "bbox=", "bbox", "4 (or 6)" },
        { "bbox=1,2,3", "bbox", "4 (or 6)" },
        { "bbox=1,2,3,4,5", "bbox", "4 (or 6)" },
        { "bbox=1,2,3,4,5,6,7", "bbox", "4 (or 6)" },
        { "bbox=116,35,117,x", "bbox", "not a number" },
        { "bbox=116,35,117,NaN", "bbox", "not a number" },
        { "bbox=116,35,117,1e999", "bbox", "not a number" },
        { "bbox=116,36,117,35", "bbox", "south" },
        { "bbox=170,-10,-170,10", "bbox", "180°" },
        { "bbox=35,116,36,117", "bbox", "longitude comes first" },
        { $"bbox=116,35,117,36&{E4490}", "bbox", "latitude comes first" },
        { $"bbox=460000,3920000,470000,3930000&{E4548}", "bbox", "northing first" },
        { "bbox=116,35,117,36&bbox-crs=EPSG:2326", "bbox-crs", "not supported" },
        { "bbox=116,35,117,36&bbox-crs=", "bbox-crs", "not supported" },
        { "crs=http://www.opengis.net/def/crs/EPSG/0/99999", "crs", "not supported" },
        { "sortby=colour", "sortby", "cannot be sorted" },
        { "sortby=geometry", "sortby", "cannot be sorted" },
        { "sortby=", "sortby", "cannot be sorted" },
        { "sortby=name,,status", "sortby", "cannot be sorted" },
        { "sortby=--name", "sortby", "cannot be sorted" },
        { "properties=colour", "properties", "no field" },
        { "skipGeometry=yes", "skipGeometry", "true or false" },
        { "count=all", "count", "not known" },
        { "q=", "q", "nothing to search" },
        { "q=,%20,", "q", "nothing to search" },
        { "f=xml", "f", "no format" },
        { "datetime=yesterday", "datetime", "RFC 3339" },
        { "datetime=2026-13-01T00:00:00Z", "datetime", "RFC 3339" },
        { "datetime=2026-03-02T00:00:00Z/2026-03-01T00:00:00Z", "datetime", "RFC 3339" },
        { "datetime=../../..", "datetime", "RFC 3339" },
        { "status=sold", "status", "not a value" },
        { "cursor=!!!", "cursor", "not valid" },
        { "filter=status%20%3D", "filter", "column" },
        { "filter=colour%3D1", "filter", "no queryable" },
        { "filter=status%3D'vacant'&filter-lang=sql", "filter-lang", "not offered" },
        { "filter=status%3D'vacant'&filter-crs=EPSG:1", "filter-crs", "not supported" },
        { "filter=S_INTERSECTS(geometry,POINT(35%20116))", "filter", "longitude comes first" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_parameter_is_named(string query, string field, string word)
    {
        var (status, problem, raw) = await client.SendAsync(HttpMethod.Get, $"collections/parcels/items?{query}");
        Assert.InRange((int)status, 400, 499);
        Assert.Equal("application/problem+json", raw.Content.Headers.ContentType!.MediaType);
        Assert.Equal(field, problem["errors"]![0]!["field"]!.GetValue<string>());
        Assert.Contains(word, problem.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sortby", "name,status,park_id,adcode,class_code,enterprise,note")]
    [InlineData("filter", "")]
    [InlineData("q", "")]
    public async Task What_is_over_a_bound_is_refused_by_name(string parameter, string value)
    {
        if (value.Length == 0)
            value = parameter == "q" ? new string('a', 1_001) : string.Concat(Enumerable.Repeat("NOT (", 80)) + "TRUE" + new string(')', 80);
        var (status, problem, _) = await client.SendAsync(HttpMethod.Get, $"collections/parcels/items?{parameter}={Uri.EscapeDataString(value)}");
        Assert.InRange((int)status, 400, 499);
        Assert.Equal(parameter, problem["errors"]![0]!["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_address_longer_than_the_server_reads_is_no_server_error()
    {
        using var answer = await client.Http.GetAsync(new Uri("collections/parcels/items?filter=" + new string('a', 200_000), UriKind.Relative));
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task A_format_that_nobody_writes_is_not_acceptable()
    {
        var (status, _, raw) = await client.SendAsync(HttpMethod.Get, "collections/parcels/items", headers: ("Accept", "application/gml+xml"));
        Assert.Equal(406, (int)status);
        Assert.Equal("application/problem+json", raw.Content.Headers.ContentType!.MediaType);
    }
}
