namespace Jining231.Geo.Siting.Corridors;

/// <summary>What corridors that do not split a plot mean for it: their strips lie inside, and nothing is built on them.</summary>
/// <param name="BuildableM2">The plot without any strip, m² (椭球面积), to 0.01.</param>
/// <param name="CountedM2">What is held against the area asked for, m² (椭球面积), to 0.01.</param>
/// <param name="Strips">The strips, in the order of the rules; they may overlap.</param>
public sealed record SiteCrossing(double BuildableM2, double CountedM2, IReadOnlyList<StripCrossed> Strips);

/// <summary>A strip inside a plot.</summary>
/// <param name="Rule">Key of the rule.</param>
/// <param name="Layer">Layer of the feature.</param>
/// <param name="FeatureId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="RequiredM">Distance that what is built keeps from the feature, m.</param>
/// <param name="StripM2">Land of the plot within it, m² in EPSG:4548 (平面面积), to 0.01.</param>
/// <param name="Counts">True if the strip counts towards the area asked for.</param>
public sealed record StripCrossed(string Rule, string Layer, string FeatureId, string? Name, double RequiredM, double StripM2, bool Counts);
