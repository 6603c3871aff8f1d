using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>What became of a locked plot.</summary>
/// <param name="Plot">The plot.</param>
/// <param name="EllipsoidalM2">Ellipsoidal area (椭球面积), m², to 0.01.</param>
/// <param name="PlanarM2">Planar area in EPSG:4548 (平面面积), m², to 0.01.</param>
/// <param name="ParkId">Park in which it was judged, or null: its middle lies in none.</param>
/// <param name="ParkName">Name of the park.</param>
/// <param name="Rank">Rank among the sites, or null: it breaks a rule.</param>
/// <param name="Reasons">Everything against it; none if it is a site.</param>
/// <param name="Breaches">The rules that it breaks on the ground: which, where and by how much.</param>
public sealed record LockedAnswer(
    LockedPlot Plot, double EllipsoidalM2, double PlanarM2, string? ParkId, string? ParkName, int? Rank, IReadOnlyList<Reason> Reasons,
    IReadOnlyList<PlotBreach> Breaches);

/// <summary>One rule that a plot breaks.</summary>
/// <param name="Rule">Key of the rule; <c>unknown:…</c> for land without survey, <c>outside-park</c>, <c>outside-scope</c>.</param>
/// <param name="Zh">Title, Chinese.</param>
/// <param name="En">Title, English.</param>
/// <param name="AreaM2">Land of the plot that the rule takes, m² in EPSG:4548 (平面面积), to 0.01.</param>
/// <param name="RequiredM">Distance to keep, m, or null where none is asked.</param>
/// <param name="Features">The features whose distance is not kept or that the plot overlaps, nearest first.</param>
/// <param name="Where">The land taken, EPSG:4490 on the canonical grid, or null where it is too thin to draw.</param>
public sealed record PlotBreach(
    string Rule, string Zh, string En, double AreaM2, double? RequiredM, IReadOnlyList<BreachFeature> Features, Geometry? Where);

/// <summary>A feature that a plot comes too near to.</summary>
/// <param name="Layer">Layer of the feature.</param>
/// <param name="FeatureId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="ActualM">Distance edge to edge in EPSG:4548, m, to 0.01, rounded down; 0: they meet.</param>
public sealed record BreachFeature(string Layer, string FeatureId, string? Name, double ActualM);
