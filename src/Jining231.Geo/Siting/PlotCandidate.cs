using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting;

/// <summary>A plot that may be good; nothing is promised before it is proved.</summary>
/// <param name="Shape"><c>rectangle</c>, <c>block</c>, <c>cut</c> or <c>assembly</c>.</param>
/// <param name="Plane">Outline in EPSG:4548, not yet on the canonical grid.</param>
/// <param name="WidthM">Shorter side, or the width by opening, m.</param>
/// <param name="LengthM">Longer side, m.</param>
/// <param name="Enclosure">Share of the ring around it that is not free: a plot in a corner leaves fewer slivers; 0 to 1.</param>
internal sealed record PlotCandidate(string Shape, Polygon Plane, double WidthM, double LengthM, double Enclosure)
{
    /// <summary>The parcels of an assembly; null for other shapes.</summary>
    public Assemblies.Assembly? Assembly { get; init; }

    /// <summary>Rank inside the search, larger is better; a rounded number so that it compares alike everywhere.</summary>
    public double Promise { get; } = PromiseOf(Enclosure, WidthM / LengthM);

    /// <summary>Promise of an enclosure and a form (width ÷ length).</summary>
    public static double PromiseOf(double enclosure, double form) => Math.Floor((0.6 * enclosure + 0.4 * form) * 1e6 + 0.5) / 1e6;
}
