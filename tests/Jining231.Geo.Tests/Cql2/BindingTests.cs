using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Shared.Cql2;

namespace Jining231.Geo.Tests.Cql2;

/// <summary>What a filter may name and compare in a layer, and how a refusal helps.</summary>
public sealed class BindingTests
{
    private static readonly LayerDef Parks = LayerCatalog.Get("parks");

    [Theory]
    [InlineData("colour = 'red'", 0, "UnknownName", "approved_area_ha")]
    [InlineData("name = 1", 5, "InvalidValue", "string cannot be compared with an integer")]
    [InlineData("name = 'a' AND approved_area_ha > 'x'", 32, "InvalidValue", "number cannot be compared")]
    [InlineData("approved_area_ha = DATE('2026-01-01')", 17, "InvalidValue", "a date")]
    [InlineData("name", 0, "InvalidValue", "a boolean is expected here, not a string")]
    [InlineData("name + 1 = 2", 0, "InvalidValue", "a number is expected")]
    [InlineData("clusters = 'chemical'", 9, "InvalidValue", "an array cannot be compared")]
    [InlineData("A_CONTAINS(clusters, (1))", 22, "InvalidValue", "a string is expected")]
    [InlineData("A_CONTAINS(name, ('a'))", 11, "InvalidValue", "an array is expected")]
    [InlineData("geometry = 1", 9, "InvalidValue", "a geometry cannot be compared")]
    [InlineData("S_INTERSECTS(name, POINT(116 35))", 13, "InvalidValue", "a geometry is expected")]
    [InlineData("Buffer(geometry, 10) IS NULL", 0, "UnknownName", "S_INTERSECTS")]
    [InlineData("name LIKE id", 10, "InvalidValue", "character literal")]
    [InlineData("T_DURING(DATE('2026-01-01'), INTERVAL('2025-01-01','..'))", 9, "InvalidValue", "intervals only")]
    [InlineData("T_AFTER(INTERVAL('2026-01-02','2026-01-01'), DATE('2026-01-01'))", 8, "OutOfRange", "begins after its end")]
    [InlineData("T_AFTER(name, DATE('2026-01-01'))", 8, "InvalidValue", "a date or a timestamp is expected")]
    [InlineData("INTERVAL('..','..') IS NULL", 0, "InvalidValue", "an interval")]
    [InlineData("S_INTERSECTS(geometry, POINT(35 116))", 23, "OutsideCrs", "swapped")]
    [InlineData("S_INTERSECTS(geometry, BBOX(1,2,0,3))", 23, "OutOfRange", "minimum")]
    [InlineData("S_INTERSECTS(geometry, BBOX(0,0,460000,3920000))", 23, "OutsideCrs", "axis order")]
    [InlineData("S_INTERSECTS(geometry, POLYGON((116 35,117 36,117 35,116 36,116 35)))", 23, "InvalidGeometry", "crosses itself")]
    public void A_refusal_marks_the_place_and_says_what_fits(string text, int offset, string code, string words)
    {
        var problem = Assert.Throws<GeoProblemException>(() => LayerFilter.Read(text, FilterLanguage.Text, Parks)).Problems[0];
        Assert.Equal("filter", problem.Field);
        Assert.Equal(code, problem.Code.ToString());
        Assert.Contains($"character {offset})", problem.MessageEn, StringComparison.Ordinal);
        Assert.Contains(words, problem.MessageEn + " " + string.Join(" ", problem.Allowed), StringComparison.Ordinal);
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", problem.MessageZh);
    }

    [Fact]
    public void Times_written_as_text_are_refused_with_the_spelling_that_works()
    {
        var problem = Assert.Throws<GeoProblemException>(
            () => LayerFilter.Read("held_until > '2026-01-01'", FilterLanguage.Text, LayerCatalog.Get("reserves"))).Problems[0];
        Assert.Contains("TIMESTAMP('…')", problem.MessageEn, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_without_geometry_has_no_geometry_to_name()
    {
        var indicators = LayerCatalog.Get("indicators");
        Assert.DoesNotContain("geometry", Queryables.Names(indicators));
        var problem = Assert.Throws<GeoProblemException>(
            () => LayerFilter.Read("S_INTERSECTS(geometry, POINT(116 35))", FilterLanguage.Text, indicators)).Problems[0];
        Assert.Equal(ProblemCode.UnknownName, problem.Code);
        Assert.Contains("value", problem.Allowed);
    }

    [Theory]
    [InlineData("CRS84", "POINT(116.503 35.303)")]
    [InlineData("4326", "POINT(35.303 116.503)")]
    [InlineData("http://www.opengis.net/def/crs/EPSG/0/4490", "POINT(35.303 116.503)")]
    [InlineData("3857", "POINT(12969054.64 4205134.25)")]
    [InlineData("4548", "POINT(3908249.39 454813.04)")]
    [InlineData("4548", "BBOX(3908249, 454813, 3908250, 454814)")]
    public void The_crs_of_the_filter_sets_units_and_axis_order(string crs, string shape)
    {
        var filter = LayerFilter.Read($"S_INTERSECTS(geometry, {shape})", FilterLanguage.Text, Parks, Crs.Parse(crs));
        Assert.Equal(["a", "d"], GoldenFilters.Rows("parks").Where(filter.Matches).Select(r => r.Id));
    }

    [Fact]
    public void An_edge_of_a_box_follows_the_parallel_and_an_edge_of_a_polygon_the_plane()
    {
        // Between 115.5° and 118.5° E the straight edge of EPSG:4548 leaves the parallel by hundreds of metres at 117° E.
        var inside = new GeometryProbe(117, 35.9999);
        Assert.True(inside.Meets("BBOX(115.5, 35, 118.5, 36)"));
        Assert.False(inside.Meets("POLYGON((115.5 35,118.5 35,118.5 35.99,115.5 35.99,115.5 35))"));
        Assert.False(new GeometryProbe(117, 36.0001).Meets("BBOX(115.5, 35, 118.5, 36)"));
        Assert.True(new GeometryProbe(117, 36.001).Meets("POLYGON((115.5 35,118.5 35,118.5 36,115.5 36,115.5 35))"));
    }

    [Theory]
    [InlineData("Straße ΟΔΟΣ ODOS İ ǅ ﬁ", "strasse οδοσ odos i̇ ǆ fi")]
    [InlineData("济宁 𐐀 Ꭰ", "济宁 𐐨 Ꭰ")]
    public void Case_folding_is_the_full_one_of_unicode(string text, string folded) => Assert.Equal(folded, TextFolding.Apply(TextFold.Case, text));

    [Fact]
    public void Accents_go_and_japanese_voicing_stays()
    {
        Assert.Equal("Beyonce aaaa", TextFolding.Apply(TextFold.Accent, "Beyoncé áàâä"));
        Assert.Equal(TextFolding.Apply(TextFold.Accent, "e\u0301\u0323"), TextFolding.Apply(TextFold.Accent, "ẹ\u0301"));
        Assert.Equal("か\u3099", TextFolding.Apply(TextFold.Accent, "が"));
        Assert.Equal("\u1112\u1161\u11ab", TextFolding.Apply(TextFold.Accent, "한"));
        Assert.Equal("\u1100\u1161", TextFolding.Apply(TextFold.Accent, "가"));
        Assert.Equal("济宁ﬁ", TextFolding.Apply(TextFold.Accent, "济宁ﬁ"));
    }

    [Fact]
    public void A_filter_made_by_a_program_is_bound_as_one_that_was_read()
    {
        var filter = LayerFilter.Bind(Cql2Text.Parse("name LIKE '%园%' AND NOT recognised_chemical IS NULL"), Parks);
        Assert.Equal(["d", "e"], GoldenFilters.Rows("parks").Where(filter.Matches).Select(r => r.Id));
    }

    /// <summary>A park of one tiny square around a place.</summary>
    private sealed class GeometryProbe(double lon, double lat)
    {
        public bool Meets(string shape)
        {
            var square = GeoFactory.Geographic.CreatePolygon(
                [new(lon, lat), new(lon + 1e-7, lat), new(lon + 1e-7, lat + 1e-7), new(lon, lat + 1e-7), new(lon, lat)]);
            var row = GoldenFilters.Rows("parks")[0] with { Wkb = Wkb.Write(StoredGeometry.Normalise(square, GeometryKind.MultiPolygon)) };
            return LayerFilter.Read($"S_INTERSECTS(geometry, {shape})", FilterLanguage.Text, Parks).Matches(row);
        }
    }
}
