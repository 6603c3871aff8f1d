using Jining231.Geo.Exchange.Shp;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Tests.Exchange;

/// <summary>Field names of Shapefiles.</summary>
public sealed class ShortNamesTests
{
    [Theory]
    [InlineData("name", "name")]
    [InlineData("required_area_ha", "req_are_ha")]
    [InlineData("in_force_from", "in_for_fro")]
    [InlineData("override_document_no", "ove_doc_no")]
    public void A_long_name_keeps_the_beginning_of_its_words(string name, string expected) => Assert.Equal(expected, ShortNames.Of([name])[0]);

    [Fact]
    public void Names_differ_whatever_the_case()
    {
        Assert.Equal(["lead_enter", "lead_ente2", "LEAD_ENTE3"], ShortNames.Of(["lead_enterprises", "lead_enterprise", "LEAD_ENTERPRISE"]));
        Assert.Equal(["a", "A2"], ShortNames.Of(["a", "A"]));
    }

    [Fact]
    public void Every_layer_has_names_that_dbase_takes()
    {
        foreach (var layer in LayerCatalog.All)
        {
            var names = ShortNames.Of(["id", .. layer.Fields.Select(f => f.Name), "version"]);
            Assert.All(names, n => Assert.InRange(n.Length, 1, 10));
            Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }
    }
}
