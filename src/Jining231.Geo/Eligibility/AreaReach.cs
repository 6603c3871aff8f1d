using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Operation.Distance;

namespace Jining231.Geo.Eligibility;

/// <summary>Tells what reaches an area (polygonal, EPSG:4548); its indexes are built once, when they are first needed. For one thread.</summary>
internal sealed class AreaReach(Geometry area)
{
    /// <summary>Distance up to which a setback's excess is known, metres.</summary>
    private const double MostM = 12_000;

    /// <summary>Questions from which on cells are worth drawing.</summary>
    private const int ManyQuestions = 30;

    private readonly IPreparedGeometry _area = PreparedGeometryFactory.Prepare(area);
    private IndexedFacetDistance? _edge;
    private AreaCells? _cells;
    private int _questions;

    /// <summary>True if the geometry and the area have a point in common.</summary>
    public bool Touches(Geometry plane) => plane.EnvelopeInternal.Intersects(area.EnvelopeInternal)
        && (Holds(plane.EnvelopeInternal) ?? _area.Intersects(plane));

    /// <summary>False only if the setback of a geometry cannot reach the area, so that it need not be made.</summary>
    public bool MayReach(Geometry plane, double metres)
    {
        if (metres is 0 or > MostM)
            return true;
        var within = metres + 2 * Buffers.MaxExcessM;
        var box = plane.EnvelopeInternal.Copy();
        box.ExpandBy(within);
        return box.Intersects(area.EnvelopeInternal)
            && (Holds(box) ?? ((_edge ??= new IndexedFacetDistance(area)).IsWithinDistance(plane, within) || _area.Intersects(plane)));
    }

    /// <summary>The setback of a geometry if it is areal and has a point in common with the area, else null; it is made only if it may reach the area.</summary>
    public Geometry? Setback(Geometry plane, double metres, Func<Geometry> make) =>
        MayReach(plane, metres) && make() is { Dimension: Dimension.Surface } setback && Touches(setback) ? setback : null;

    private bool? Holds(Envelope box) =>
        ++_questions <= ManyQuestions || area.EnvelopeInternal is not { Width: > 0, Height: > 0 } ? null : (_cells ??= new AreaCells(area)).Holds(box);
}
