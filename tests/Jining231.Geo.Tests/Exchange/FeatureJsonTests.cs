using System.Text;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Exchange;

public class FeatureJsonTests
{
    private const string Square = "[[[116.5,35.4],[116.51,35.4],[116.51,35.41],[116.5,35.41],[116.5,35.4]]]";

    [Fact]
    public void Numbers_are_written_in_shortest_form_without_exponent()
    {
        var point = GeoFactory.Geographic.CreatePoint(new Coordinate(116.5, 35.123456789));
        Assert.Equal("""{"type":"Point","coordinates":[116.5,35.123456789]}""", Write(point));
        var line = GeoFactory.Geographic.CreateLineString([new(0.000000001, -0.00001), new(-0.0, 120)]);
        Assert.Equal("""{"type":"LineString","coordinates":[[0.000000001,-0.00001],[0,120]]}""", Write(line));
    }

    [Fact]
    public void Clockwise_shells_are_written_counter_clockwise()
    {
        var clockwise = GeoFactory.Geographic.CreatePolygon([new(116, 35), new(116, 36), new(117, 36), new(117, 35), new(116, 35)]);
        Assert.Equal("""{"type":"Polygon","coordinates":[[[116,35],[117,35],[117,36],[116,36],[116,35]]]}""", Write(clockwise));
    }

    [Fact]
    public void A_collection_becomes_additions_with_typed_values_and_stored_geometry()
    {
        var change = Assert.Single(Read(Feature("p1", "'name':'甲','kind':'village','population':12,'source':'s','quality':'indicative'", Square)));
        Assert.Equal(("sensitive", "p1"), (change.Layer, change.Id));
        Assert.Equal("甲", change.Values["name"]);
        Assert.Equal(12L, change.Values["population"]);
        var stored = Assert.IsType<MultiPolygon>(Wkb.Read(change.Wkb!.Value));
        Assert.Equal(5, stored.NumPoints);
    }

    [Fact]
    public void A_feature_comes_out_as_it_went_in()
    {
        var change = Assert.Single(Read(Feature("p1", "'name':'甲','kind':'village','source':'s','quality':'indicative'", Square)));
        var layer = LayerCatalog.Get("sensitive");
        var row = new FeatureRow(layer, "p1", 3, change.Wkb, [.. layer.Fields.Select(f => change.Values.GetValueOrDefault(f.Name))]);
        Assert.Equal(
            """{"type":"Feature","id":"p1","geometry":{"type":"MultiPolygon","coordinates":[""" + Square
            + """]},"properties":{"name":"甲","kind":"village","population":null,"source":"s","quality":"indicative","policy_ref":null,"note":null,"version":3}}""",
            Written(w => FeatureJsonWriter.WriteFeature(w, row)));
    }

    [Theory]
    [InlineData("'name':'甲','kind':'villge','source':'s','quality':'indicative'", ProblemCode.UnknownName, "/features/0/properties/kind")]
    [InlineData("'name':1,'kind':'village','source':'s','quality':'indicative'", ProblemCode.InvalidValue, "/features/0/properties/name")]
    [InlineData("'name':'甲','kind':'village','source':'s'", ProblemCode.InvalidValue, "/features/0/properties/quality")]
    [InlineData("'name':'甲','colour':'red'", ProblemCode.UnknownName, "/features/0/properties/colour")]
    [InlineData("'population':1.5", ProblemCode.InvalidValue, "/features/0/properties/population")]
    public void A_wrong_property_is_named_by_its_pointer(string properties, ProblemCode code, string field)
    {
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(() => Read(Feature("p1", properties, Square))).Problems);
        Assert.Equal((code, field), (problem.Code, problem.Field));
    }

    [Theory]
    [InlineData("[[[116.5,35.4],[116.51,35.4],[116.51,35.41],[116.5,35.41]]]", ProblemCode.InvalidGeometry, "/g/coordinates/0")]
    [InlineData("[[[116.5,35.4],[116.51,35.41],[116.51,35.4],[116.5,35.41],[116.5,35.4]]]", ProblemCode.InvalidGeometry, "/g")]
    [InlineData("[[[116.5,35.4],[116.51,\"NaN\"],[116.51,35.41],[116.5,35.4]]]", ProblemCode.InvalidValue, "/g/coordinates/0/1/1")]
    [InlineData("[[[1e999,35.4],[116.51,35.4],[116.51,35.41],[116.5,35.4]]]", ProblemCode.InvalidValue, "/g/coordinates/0/0/0")]
    [InlineData("[]", ProblemCode.InvalidGeometry, "/g/coordinates")]
    [InlineData("[[]]", ProblemCode.InvalidGeometry, "/g/coordinates/0")]
    [InlineData("[[[116.5,35.4],[116.51],[116.51,35.41],[116.5,35.4]]]", ProblemCode.InvalidValue, "/g/coordinates/0/1")]
    [InlineData("7", ProblemCode.InvalidValue, "/g/coordinates")]
    [InlineData("[[[35.4,116.5],[35.4,116.51],[35.41,116.51],[35.4,116.5]]]", ProblemCode.OutsideCrs, "/g/coordinates/0/0")]
    [InlineData("[[[16.5,35.4],[16.51,35.4],[16.51,35.41],[16.5,35.4]]]", ProblemCode.OutsideCrs, "/g/coordinates/0/0")]
    [InlineData("[[[116.5,35.4],[116.5,35.4],[116.5,35.4],[116.5,35.4]]]", ProblemCode.InvalidGeometry, "/g")]
    public void A_broken_geometry_is_named_by_its_pointer(string coordinates, ProblemCode code, string field)
    {
        using var json = JsonDocument.Parse($$"""{"type":"Polygon","coordinates":{{coordinates}}}""");
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(() => FeatureJsonReader.ReadGeometry(json.RootElement, "/g")).Problems);
        Assert.Equal((code, field), (problem.Code, problem.Field));
    }

    [Fact]
    public void Broken_json_is_named_by_line()
    {
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(() => Read("{\n\"type\":}")).Problems);
        Assert.Equal(ProblemCode.InvalidValue, problem.Code);
        Assert.Contains("line 2", problem.MessageEn, StringComparison.Ordinal);
    }

    private static IReadOnlyList<CreateFeature> Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return FeatureJsonReader.ReadCollection(stream, LayerCatalog.Get("sensitive"), 1000);
    }

    private static string Feature(string id, string properties, string coordinates) =>
        $$"""{"type":"FeatureCollection","features":[{"type":"Feature","id":"{{id}}","geometry":{"type":"Polygon","coordinates":{{coordinates}}},"properties":"""
        + "{" + properties.Replace('\'', '"') + "}}]}";

    private static string Write(Geometry geometry) => Written(w => FeatureJsonWriter.WriteGeometry(w, geometry));

    private static string Written(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, FeatureJsonWriter.Options))
            write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
