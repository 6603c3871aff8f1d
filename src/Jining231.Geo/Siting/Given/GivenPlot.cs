using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Given;

/// <summary>A plot that somebody brings.</summary>
/// <param name="Id">What it is called in the answer: its id, else its number in the file.</param>
/// <param name="Name">Its name; the id where it has none.</param>
/// <param name="Geographic">Outline in EPSG:4490 on the canonical grid.</param>
public sealed record GivenPlot(string Id, string Name, Polygon Geographic)
{
    /// <summary>Line of a 界址点 TXT on which it begins, or null.</summary>
    public int? Line { get; init; }

    /// <summary>Area as the file states it, 公顷, or null.</summary>
    public double? StatedHa { get; init; }
}
