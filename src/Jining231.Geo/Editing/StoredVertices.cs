using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Editing;

/// <summary>
/// Gives stored vertices back to a shape whose client rounds to six decimals of a degree (QGIS does, about 5 cm): a change of a name
/// must not move a surveyor's point.
/// </summary>
public static class StoredVertices
{
    private const double Scale = 1e6;

    /// <summary>
    /// The shape with every vertex that is the rounding of a stored one put back to it. A shape with finer positions, or one that would not be
    /// valid with them, stays as it was sent.
    /// </summary>
    public static Geometry Restore(Geometry sent, Geometry stored)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(stored);
        if (sent.Coordinates.Any(c => !IsCut(c.X) || !IsCut(c.Y)))
            return sent;
        var known = new Dictionary<(long, long), Coordinate?>();
        foreach (var vertex in stored.Coordinates)
        {
            var key = Key(vertex);
            // Two stored vertices with one rounding: nobody can tell which is meant.
            known[key] = known.TryGetValue(key, out var other) && other?.Equals2D(vertex) != true ? null : vertex;
        }

        var restored = Reproject.Edit(sent, GeoFactory.Geographic, c => known.GetValueOrDefault(Key(c)) is { } vertex ? (vertex.X, vertex.Y) : (c.X, c.Y));
        return restored.IsValid ? restored : sent;
    }

    private static (long X, long Y) Key(Coordinate c) => ((long)Math.Round(c.X * Scale), (long)Math.Round(c.Y * Scale));

    private static bool IsCut(double ordinate) => Math.Abs(ordinate * Scale - Math.Round(ordinate * Scale)) < 1e-4;
}
