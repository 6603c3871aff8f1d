using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Spatial;

public class CrsTests
{
    [Theory]
    [InlineData("CRS84", "CRS84")]
    [InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "CRS84")]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", "CRS84")]
    [InlineData("urn:ogc:def:crs:OGC::CRS84", "CRS84")]
    [InlineData("4548", "4548")]
    [InlineData("epsg:4548", "4548")]
    [InlineData("urn:ogc:def:crs:EPSG::4527", "4527")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4490", "4490")]
    [InlineData("https://www.opengis.net/def/crs/EPSG/0/3857", "3857")]
    [InlineData("[EPSG:4326]", "4326")]
    public void A_crs_is_found_by_code_uri_and_urn(string text, string code) => Assert.Equal(code, Crs.Parse(text).Code);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("4547")]
    [InlineData("ESRI:4548")]
    [InlineData("EPSG:")]
    [InlineData("EPSG:x4548")]
    [InlineData("EPSG:CRS84")]
    public void An_unknown_crs_is_named_with_what_is_allowed(string? text)
    {
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(() => Crs.Parse(text, "bbox-crs")).Problems);
        Assert.Equal((ProblemCode.UnknownName, "bbox-crs", 6), (problem.Code, problem.Field, problem.Allowed.Count));
    }

    [Theory]
    [InlineData("CRS84", false)]
    [InlineData("4326", true)]
    [InlineData("4490", true)]
    [InlineData("4527", true)]
    [InlineData("4548", true)]
    [InlineData("3857", false)]
    public void Axis_order_follows_the_authority(string code, bool northFirst) => Assert.Equal(northFirst, Crs.Parse(code).NorthFirst);

    [Theory]
    [InlineData("CRS84", 35.4, 116.5, "longitude comes first")]
    [InlineData("4490", 35.4, 116.5, "latitude comes first")]
    [InlineData("4548", 3_920_000, 450_000, "northing comes first")]
    [InlineData("4548", 39_450_000, 3_920_000, "looks like 4527")]
    [InlineData("4490", 450_000, 3_920_000, "looks like 4548")]
    public void A_position_outside_gets_a_hint(string code, double x, double y, string hint)
    {
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(() => Crs.Parse(code).Check(x, y, "/p")).Problems);
        Assert.Equal((ProblemCode.OutsideCrs, "/p"), (problem.Code, problem.Field));
        Assert.Contains(hint, problem.MessageEn, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bbox_is_read_in_the_order_of_its_crs()
    {
        Assert.Equal(new Envelope(116, 117, 35, 36), Bbox.Parse("116,35,117,36", Crs.Crs84));
        Assert.Equal(new Envelope(116, 117, 35, 36), Bbox.Parse("35, 116, 36, 117", Crs.Epsg4490));
        var plane = Bbox.Parse("3900000,450000,3910000,460000", Crs.Epsg4548);
        Assert.True(plane.Contains(116.5, 35.28));
        Assert.InRange(plane.Width, 0.1, 0.12);
    }

    [Theory]
    [InlineData("116,35,117")]
    [InlineData("116,35,0,117,36,9")]
    [InlineData("116,35,117,NaN")]
    [InlineData("116,35,117,inf")]
    [InlineData("116,35,117,1e999")]
    [InlineData("116,35,,36")]
    [InlineData("117,35,116,36")]
    [InlineData("116,36,117,35")]
    public void A_broken_bbox_is_refused_by_name(string text)
    {
        var problem = Assert.Single(Assert.Throws<GeoProblemException>(() => Bbox.Parse(text, Crs.Crs84)).Problems);
        Assert.Equal((ProblemCode.InvalidValue, "bbox"), (problem.Code, problem.Field));
        Assert.NotEmpty(problem.Allowed);
    }

    [Theory]
    [InlineData("35,116,36,187", "CRS84")]
    [InlineData("35,116,36,117", "CRS84")]
    [InlineData("450000,3900000,460000,3910000", "4548")]
    public void A_bbox_outside_its_crs_is_refused(string text, string crs) => Assert.Equal(
        ProblemCode.OutsideCrs, Assert.Throws<GeoProblemException>(() => Bbox.Parse(text, Crs.Parse(crs))).Problems[0].Code);
}
