using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers;

/// <summary>The nearest features of a layer, on top of envelope queries, so that every store serves it from the index it has.</summary>
public static class NearestSearch
{
    /// <summary>First radius asked for, and how it grows while too little is found, m.</summary>
    private const double FirstMetres = 250, Growth = 4;

    /// <summary>From this radius on the whole layer is read: it reaches across the province.</summary>
    private const double WholeMetres = 300_000;

    /// <summary>
    /// Widens each box, m, by what an edge that is straight in EPSG:4548 may leave the envelope of its ends in degrees
    /// (1.6 m at 10 km, growing with the square).
    /// </summary>
    private const double BendMetres = 100;

    /// <summary>
    /// The features nearest to a place, by exact distance in EPSG:4548, then by id (code points); features without geometry have no
    /// distance and are left out. The answer does not depend on the store.
    /// </summary>
    /// <param name="snapshot">The view to read.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="ArgumentException">The place is empty, the count below 1 or the largest distance negative or not a number.</exception>
    public static async Task<IReadOnlyList<NearFeature>> NearestAsync(
        this IFeatureSnapshot snapshot, NearestQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(query);
        if (query.From.IsEmpty || query.Count < 1 || query.MaxMetres is { } max && !(max >= 0))
            throw new ArgumentException("A place, a count of 1 or more and a distance of 0 or more are needed.", nameof(query));
        var radius = Math.Min(FirstMetres, query.MaxMetres ?? FirstMetres);
        while (true)
        {
            var whole = radius >= WholeMetres;
            var reach = whole ? query.MaxMetres ?? double.PositiveInfinity : radius;
            var box = whole ? query.Among.Bbox : Box(query, radius);
            var found = box is { IsNull: true } ? [] : await MeasureAsync(snapshot, query, box, cancellationToken).ConfigureAwait(false);
            var near = found.Where(f => f.Metres <= reach).Take(query.Count).ToList();
            if (near.Count == query.Count || whole || radius >= query.MaxMetres)
                return near;
            var next = found.Count >= query.Count ? found[query.Count - 1].Metres : radius * Growth;
            radius = Math.Min(next, query.MaxMetres ?? next);
        }
    }

    /// <summary>What is in the box, nearest first.</summary>
    private static async Task<List<NearFeature>> MeasureAsync(
        IFeatureSnapshot snapshot, NearestQuery query, Envelope? box, CancellationToken cancellationToken)
    {
        var found = new List<NearFeature>();
        var rows = snapshot.QueryAsync(query.Among with { Bbox = box, Limit = null, AfterId = null }, cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
            if (row.ReadGeometry() is { IsEmpty: false } geometry)
                found.Add(new NearFeature(row, query.From.Distance(Reproject.ToPlane(geometry))));
        // The rows came by id and the sort is stable: ties stay so.
        return [.. found.OrderBy(static f => f.Metres)];
    }

    /// <summary>The part of the query's envelope (EPSG:4490) within a radius; a null envelope where they do not meet.</summary>
    private static Envelope Box(NearestQuery query, double radius)
    {
        var plane = query.From.EnvelopeInternal.Copy();
        plane.ExpandBy(radius + BendMetres);
        var box = Envelopes.Reproject(plane, Crs.Epsg4548, Crs.Epsg4490);
        return query.Among.Bbox is { } asked ? box.Intersection(asked) : box;
    }
}
