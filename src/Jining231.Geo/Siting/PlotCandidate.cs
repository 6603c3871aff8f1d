using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>A plot that may be good; nothing is promised before it is proved.</summary>
/// <param name="Shape"><c>rectangle</c>, <c>block</c> or <c>cut</c>.</param>
/// <param name="Plane">Outline in EPSG:4548, not yet on the canonical grid.</param>
/// <param name="WidthM">Shorter side, or the width by opening, m.</param>
/// <param name="LengthM">Longer side, m.</param>
/// <param name="Enclosure">Share of the ring around it that is not free: a plot in a corner leaves fewer slivers; 0 to 1.</param>
internal sealed record PlotCandidate(string Shape, Polygon Plane, double WidthM, double LengthM, double Enclosure)
{
    /// <summary>Rank inside the search, larger is better; a rounded number so that it compares alike everywhere.</summary>
    public double Promise => Math.Round(0.6 * Enclosure + 0.4 * WidthM / LengthM, 6);
}
