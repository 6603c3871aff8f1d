using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>An area cut along all zone boundaries, faces that the same zones cover taken together: one kind of land.</summary>
internal abstract class LandFaces
{
    /// <summary>The kinds of land, in a fixed order.</summary>
    public abstract IReadOnlyList<FaceKind> Kinds { get; }

    /// <summary>The land of some kinds as one valid polygonal geometry (EPSG:4548), empty for none.</summary>
    public abstract Geometry Join(IReadOnlyCollection<int> kinds);
}

/// <summary>All faces that the same zones cover.</summary>
/// <param name="Rules">Numbers of the removing zones, ascending.</param>
/// <param name="Gaps">Numbers of the unknown zones, ascending.</param>
/// <param name="AreaM2">Their area, m² in EPSG:4548, not rounded.</param>
internal sealed record FaceKind(IReadOnlyList<int> Rules, IReadOnlyList<int> Gaps, double AreaM2)
{
    /// <summary>A name that orders kinds and tells them apart: a character for each zone.</summary>
    public static string Name(IReadOnlyList<int> rules, IReadOnlyList<int> gaps) => $"{new string([.. rules.Select(r => (char)r)])}\uffff{new string([.. gaps.Select(g => (char)g)])}";
}
