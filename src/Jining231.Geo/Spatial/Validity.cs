using Jining231.Geo.Layers;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;
using NetTopologySuite.Operation.Valid;

namespace Jining231.Geo.Spatial;

/// <summary>Validity by the OGC simple features rules, and explicit repair.</summary>
public static class Validity
{
    /// <summary>The first defect of a geometry and its place (in the geometry's own coordinates), or null if it is valid.</summary>
    public static ValidityDefect? FindDefect(Geometry geometry)
    {
        ArgumentNullException.ThrowIfNull(geometry);
        return new IsValidOp(geometry).ValidationError is { } error ? Defect(error) : null;
    }

    /// <summary>
    /// Refuses an EPSG:4490 geometry that is empty, lies outside the CRS or is invalid, read in EPSG:4490 as well as in EPSG:4548
    /// (where its edges are straight).
    /// </summary>
    /// <exception cref="GeoProblemException">The message names the defect and its longitude and latitude.</exception>
    public static void Check(Geometry geographic, string? field)
    {
        ArgumentNullException.ThrowIfNull(geographic);
        if (geographic.IsEmpty)
            throw GeometryProblems.Empty(field);
        geographic.Apply(new ExtentFilter(field));
        if (FindDefect(geographic) is { } defect)
            throw defect.ToProblem(field);
        if (geographic is IPolygonal && FindDefect(Reproject.ToPlane(geographic)) is { } planar)
            throw (planar with { At = At(planar.At) }).ToProblem(field);
    }

    /// <summary>Repairs an invalid geometry, keeping all its area (GeometryFixer); the result says what was wrong.</summary>
    public static RepairResult Repair(Geometry geometry) =>
        FindDefect(geometry) is { } defect
            ? new RepairResult(GeometryFixer.Fix(geometry), defect)
            : new RepairResult(geometry, null);

    private static Coordinate? At(Coordinate? plane)
    {
        if (plane is null)
            return null;
        var (lon, lat) = GaussKruger.Epsg4548.Inverse(plane.X, plane.Y);
        return new Coordinate(lon, lat);
    }

    private static ValidityDefect Defect(TopologyValidationError error)
    {
        var (zh, en) = error.ErrorType switch
        {
            TopologyValidationErrors.SelfIntersection => ("边界自相交", "the boundary crosses itself"),
            TopologyValidationErrors.RingSelfIntersection => ("边界环在一点上碰到自己", "a ring touches itself"),
            TopologyValidationErrors.HoleOutsideShell => ("孔在外环之外", "a hole lies outside its shell"),
            TopologyValidationErrors.NestedHoles => ("孔中有孔", "holes are nested"),
            TopologyValidationErrors.NestedShells => ("面的各部分相互重叠", "parts of the polygon overlap"),
            TopologyValidationErrors.DisconnectedInteriors => ("面的内部被孔隔断", "holes cut the interior apart"),
            TopologyValidationErrors.DuplicateRings => ("有重复的环", "a ring occurs twice"),
            TopologyValidationErrors.TooFewPoints => ("不同的点太少", "there are too few distinct positions"),
            TopologyValidationErrors.InvalidCoordinate => ("坐标不是有限数", "a coordinate is not finite"),
            TopologyValidationErrors.RingNotClosed => ("边界环未闭合", "a ring is not closed"),
            _ => ("几何无效", "the geometry is invalid"),
        };
        return new ValidityDefect(zh, en, error.Coordinate);
    }

    private sealed class ExtentFilter(string? field) : ICoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence seq, int i) => GeographicExtent.Check(seq.GetX(i), seq.GetY(i), field);
    }
}

/// <summary>What is wrong with a geometry, and where.</summary>
/// <param name="Zh">The defect, Chinese.</param>
/// <param name="En">The defect, English.</param>
/// <param name="At">Its place in the geometry's coordinates, or null.</param>
public sealed record ValidityDefect(string Zh, string En, Coordinate? At)
{
    internal GeoProblemException ToProblem(string? field)
    {
        var place = At is null ? "" : GeometryProblems.Format($"({At.X:0.#########}, {At.Y:0.#########})");
        return GeometryProblems.Broken(
            field, At is null ? $"{Zh}。" : $"{Zh}，位置 {place}。", At is null ? $"{En}." : $"{En} at {place}.");
    }
}

/// <summary>A repaired geometry.</summary>
/// <param name="Geometry">The valid geometry; the input itself if nothing was wrong.</param>
/// <param name="Defect">What was wrong first, or null if nothing was.</param>
public sealed record RepairResult(Geometry Geometry, ValidityDefect? Defect);
