using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>Makes every shipped layer from the fact tables; the same tables give the same bytes.</summary>
internal static class LayerRecipe
{
    /// <summary>File content by file name.</summary>
    public static SortedDictionary<string, byte[]> Run(string factsFolder)
    {
        var facts = new Facts(factsFolder);
        var counties = new Counties(facts);
        var parks = new Parks(facts, counties);
        var city = new CityLayers(facts, counties, parks);
        var located = parks.All.Where(p => p.Shape is not null && p.Fact.Level == "park").ToList();
        var around = new List<Surroundings>();
        foreach (var park in located.Where(p => p.Fact.Around is not null))
        {
            List<Geometry> others = [.. located.Where(p => p != park).Select(p => p.Shape!)];
            var drawn = new Surroundings(park, others);
            drawn.Draw();
            around.Add(drawn);
        }

        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        Add("counties", counties.Features());
        Add("parks", parks.Features());
        Add("ports", city.Ports());
        Add("transport", city.Transport());
        Add("subsidence", city.Subsidence());
        Add("controls", around.SelectMany(a => a.Controls).Concat(city.Controls()));
        Add("sensitive", around.SelectMany(a => a.Sensitive));
        Add("parcels", Parcels.Features(parks).Concat(around.SelectMany(a => a.Parcels)));
        Add("projects", city.Projects());
        Add("coverage", city.Coverage());
        Add("indicators", city.Indicators());
        return files;

        void Add(string layer, IEnumerable<OutFeature> features) =>
            files[layer + ".geojson"] = LayerFile.Write(LayerCatalog.Get(layer), features);
    }
}
