using Jining231.Geo.Layers;

namespace Jining231.Geo.Tests.Shared.Cql2;

/// <summary>Rows whose values are drawn, field by field, from the rows of the golden suite: their nulls, accents, edges and ties in new company.</summary>
public static class RandomRows
{
    /// <summary>New rows of a layer, <c>x-00</c> onwards; always the same, so that a failing filter can be tried again.</summary>
    public static IReadOnlyList<CreateFeature> Of(string layer, int count)
    {
        var seeds = GoldenFilters.Layers[layer];
        var picks = new Random(231);
        CreateFeature Seed() => seeds[picks.Next(seeds.Count)];
        return [.. Enumerable.Range(0, count).Select(i => new CreateFeature(
            layer, $"x-{i:D2}", Seed().Wkb, LayerCatalog.Get(layer).Fields.ToDictionary(f => f.Name, f => Seed().Values.GetValueOrDefault(f.Name))))];
    }
}
