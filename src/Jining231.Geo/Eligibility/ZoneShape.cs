using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Eligibility;

/// <summary>
/// Land as it is found, in parts that may touch, overlap and repeat: the account nodes them as they are, and only who asks for one geometry
/// pays for putting them together.
/// </summary>
public sealed class ZoneShape
{
    private readonly Geometry? _frame;
    private readonly Lazy<Geometry> _geometry;

    /// <summary>The land of some parts, without what is left out.</summary>
    /// <param name="parts">Valid polygonal parts in EPSG:4548.</param>
    /// <param name="without">Valid geometry in EPSG:4548 that is none of it, whatever part covers it; what is not polygonal does not count.</param>
    /// <param name="frame">Rectangle to which the one geometry is cut, or null for no cut.</param>
    public ZoneShape(IReadOnlyList<ZonePart> parts, IReadOnlyList<Geometry>? without = null, Geometry? frame = null)
    {
        (Parts, Without, _frame) = (parts, without ?? [], frame);
        _geometry = new Lazy<Geometry>(PutTogether);
    }

    /// <summary>The land of one geometry (valid, polygonal, EPSG:4548).</summary>
    public ZoneShape(Geometry plane)
        : this([new ZonePart(plane)])
    {
    }

    /// <summary>What it is made of.</summary>
    public IReadOnlyList<ZonePart> Parts { get; }

    /// <summary>What is none of it.</summary>
    public IReadOnlyList<Geometry> Without { get; }

    /// <summary>The land as one valid polygonal geometry (EPSG:4548), cut to the frame; put together once.</summary>
    public Geometry Geometry => _geometry.Value;

    private Geometry PutTogether()
    {
        Geometry[] parts = [.. Parts.Select(Whole).Where(g => !g.IsEmpty)];
        var all = parts.Length == 1 ? parts[0] : Overlay.Union(parts);
        Geometry[] without = [.. Without.Select(Clip).Where(g => g.Dimension == Dimension.Surface && !g.IsEmpty)];
        return without.Length == 0 ? all : Overlay.Difference(all, Overlay.Union(without));
    }

    private Geometry Whole(ZonePart part)
    {
        var plane = Clip(part.Plane);
        return part.Hollow is null ? plane : Overlay.Difference(plane, Clip(part.Hollow));
    }

    private Geometry Clip(Geometry plane) => _frame is null ? plane : ZoneFrame.Clip(plane, _frame);
}

/// <summary>A part of a zone, valid and polygonal, EPSG:4548.</summary>
/// <param name="Plane">The part.</param>
/// <param name="Hollow">What this part leaves free though another part may take it; it lies within the part. Null for nothing.</param>
public readonly record struct ZonePart(Geometry Plane, Geometry? Hollow = null);
