using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests.PostGis;

/// <summary>The catalog and the script that makes its tables never drift apart.</summary>
public sealed class SchemaScriptTests
{
    [Fact]
    public void The_shipped_script_is_what_the_catalog_asks_for() => Same("0002-layers.sql", SchemaScript.Of(LayerCatalog.All));

    [Fact]
    public void The_foreign_keys_are_what_the_catalog_asks_for() => Same("0009-references.sql", SchemaScript.OfReferences(LayerCatalog.All));

    private static void Same(string name, string wanted)
    {
        var file = Path.Combine(Checkout.Root, "src", "Jining231.Geo.Stores", "PostGis", "Schema", name);
        if (Environment.GetEnvironmentVariable("JINING_WRITE_SCHEMA") == "1")
            File.WriteAllText(file, wanted);
        Assert.Equal(wanted, File.ReadAllText(file));
    }
}
