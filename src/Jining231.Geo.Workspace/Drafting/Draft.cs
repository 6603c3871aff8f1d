using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace.Mapping;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Drafting;

/// <summary>What a draft is to become.</summary>
public enum DraftKind
{
    /// <summary>A line that is measured.</summary>
    Line,

    /// <summary>An area that is measured or reserved.</summary>
    Polygon,
}

/// <summary>
/// A shape being drawn, in EPSG:4548: vertices one by one, each undone and redone, snapped to what is there. Finished drafts
/// can be moved vertex by vertex, also by undo.
/// </summary>
/// <param name="kind">Line or polygon.</param>
public sealed class Draft(DraftKind kind)
{
    private readonly Stack<Coordinate[]> _undo = new();
    private readonly Stack<Coordinate[]> _redo = new();
    private Coordinate[] _vertices = [];

    /// <summary>Line or polygon.</summary>
    public DraftKind Kind { get; } = kind;

    /// <summary>True once the last vertex has been set.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>The vertices, without the closing one.</summary>
    public IReadOnlyList<Coordinate> Vertices => _vertices;

    /// <summary>Fewest vertices of a whole shape.</summary>
    public int Fewest => Kind == DraftKind.Polygon ? 3 : 2;

    /// <summary>Adds a vertex; a repeated click on the last one is passed over.</summary>
    public void Add(Coordinate at)
    {
        ArgumentNullException.ThrowIfNull(at);
        if (!IsFinished && (_vertices.Length == 0 || !_vertices[^1].Equals2D(at)))
            Set([.. _vertices, at.Copy()]);
    }

    /// <summary>Moves a vertex.</summary>
    public void Move(int index, Coordinate to)
    {
        ArgumentNullException.ThrowIfNull(to);
        var moved = _vertices.ToArray();
        moved[index] = to.Copy();
        Set(moved);
    }

    /// <summary>Takes back the last step; false if there is none.</summary>
    public bool Undo() => Swap(_undo, _redo);

    /// <summary>Does again what was taken back; false if there is nothing.</summary>
    public bool Redo() => Swap(_redo, _undo);

    /// <summary>Ends drawing. Raises <see cref="GeoProblemException"/> where the shape is not whole or crosses itself; it can then be corrected.</summary>
    public Geometry Finish()
    {
        var shape = Shape() ?? throw Broken($"至少需要 {Fewest} 个点。", $"At least {Fewest} points are needed.");
        if (Validity.FindDefect(shape) is { } defect)
            throw Broken($"图形有误：{defect.Zh}。请按退格键撤销上一个点，或移动顶点后重试。", $"The shape is broken: {defect.En}. Take back the last point (Backspace) or move a vertex, then try again.");
        IsFinished = true;
        return shape;
    }

    /// <summary>The shape so far in EPSG:4548, with an optional last vertex under the pointer; null where there are too few.</summary>
    public Geometry? Shape(Coordinate? hover = null)
    {
        Coordinate[] all = hover is null ? _vertices : [.. _vertices, hover];
        if (Kind == DraftKind.Polygon && all.Length >= 3)
            return GeoFactory.Plane.CreatePolygon([.. all.Select(c => c.Copy()), all[0].Copy()]);
        return all.Length >= 2 ? Line(all) : null;

        Geometry? Line(Coordinate[] c) => Kind == DraftKind.Line || hover is not null ? GeoFactory.Plane.CreateLineString([.. c.Select(v => v.Copy())]) : null;
    }

    private void Set(Coordinate[] vertices)
    {
        _undo.Push(_vertices);
        _redo.Clear();
        _vertices = vertices;
    }

    private bool Swap(Stack<Coordinate[]> from, Stack<Coordinate[]> to)
    {
        if (!from.TryPop(out var vertices))
            return false;
        to.Push(_vertices);
        _vertices = vertices;
        IsFinished = false;
        return true;
    }

    private static GeoProblemException Broken(string zh, string en) => new(new GeoProblem(ProblemCode.InvalidGeometry, zh, en) { Field = "geometry" });
}

/// <summary>Pulls a point onto the nearest vertex, else the nearest edge, of what is there.</summary>
public static class Snapper
{
    /// <summary>The point itself, or what it snaps to: vertices win over edges; both only within reach.</summary>
    /// <param name="layers">Layers to snap to.</param>
    /// <param name="at">Point in EPSG:4548.</param>
    /// <param name="reachM">Reach, m.</param>
    /// <param name="shownAt">Only what the map draws at this instant attracts.</param>
    public static Coordinate Snap(IEnumerable<MapLayer> layers, Coordinate at, double reachM, DateTimeOffset shownAt)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(at);
        var box = new Envelope(at);
        box.ExpandBy(reachM);
        Coordinate? vertex = null, edge = null;
        double toVertex = reachM, toEdge = reachM;
        foreach (var shape in layers.SelectMany(l => l.Query(box, shownAt)).Select(f => f.Plane!))
        {
            foreach (var c in shape.Coordinates)
                if (c.Distance(at) is var d && d <= toVertex)
                    (vertex, toVertex) = (c, d);
            if (vertex is null && NearestOnEdge(shape, at) is { } near && near.Distance(at) is var e && e <= toEdge)
                (edge, toEdge) = (near, e);
        }

        return (vertex ?? edge ?? at).Copy();
    }

    private static Coordinate? NearestOnEdge(Geometry shape, Coordinate at) => shape.Dimension == Dimension.Point
        ? null
        : NetTopologySuite.Operation.Distance.DistanceOp.NearestPoints(shape.Dimension == Dimension.Surface ? shape.Boundary : shape, GeoFactory.Plane.CreatePoint(at))[0];
}
