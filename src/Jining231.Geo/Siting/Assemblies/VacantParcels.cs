using Jining231.Geo.Eligibility;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Linemerge;

namespace Jining231.Geo.Siting.Assemblies;

/// <summary>
/// Vacant parcels that may become one plot, with what they share. A parcel is taken whole or not at all, so only those count that lie
/// wholly in eligible land: part of a parcel would have to be divided off first.
/// </summary>
internal sealed class VacantParcels
{
    /// <summary>Two parcels are joined if they share one stretch of boundary of at least this length, m: wide enough for a road, never a corner.</summary>
    public const double JoinM = 10;

    /// <summary>Statuses of land that nobody has been given yet; without a named enterprise all of it has one owner, who supplies it.</summary>
    private static readonly string[] Unsupplied = ["vacant", "approved-unsupplied"];

    private VacantParcels(IReadOnlyList<SceneFeature> features, IReadOnlyList<AssemblyParcel> parcels, IReadOnlyList<AssemblyBorder> borders, int barred) =>
        (Features, Parcels, Borders, Barred) = (features, parcels, borders, barred);

    /// <summary>The parcels, in id order.</summary>
    public IReadOnlyList<SceneFeature> Features { get; }

    /// <summary>The same as the solver sees them.</summary>
    public IReadOnlyList<AssemblyParcel> Parcels { get; }

    /// <summary>What they share.</summary>
    public IReadOnlyList<AssemblyBorder> Borders { get; }

    /// <summary>Vacant parcels of which a rule takes some land, or that lie outside the park or scope in part.</summary>
    public int Barred { get; }

    /// <summary>Parcels of the list that lie wholly in the land (EPSG:4548).</summary>
    public static VacantParcels In(Geometry land, IEnumerable<SceneFeature> vacant, Func<Geometry, double>? counted = null)
    {
        var parts = Polygons.Parts(land);
        var features = new List<SceneFeature>();
        var barred = 0;
        foreach (var parcel in vacant.Where(v => v.Plane!.Intersects(land)).OrderBy(v => v.Id, StringComparer.Ordinal))
            if (Rest(parcel.Plane!, parts).Area <= Overlay.ToleranceM2)
                features.Add(parcel);
            else
                barred++;
        var numbers = OwnersOf(features);
        return new VacantParcels(
            features,
            [.. features.Select((f, i) => new AssemblyParcel((long)Math.Floor((counted?.Invoke(f.Plane!) ?? f.Plane!.Area) * 100), Cm(f.Plane!.Length), numbers[i]))],
            [.. BordersOf(features)], barred);
    }

    /// <summary>Number of the owner of each parcel, from 0, in the order of the parcels.</summary>
    public static IReadOnlyList<int> OwnersOf(IReadOnlyList<SceneFeature> parcels)
    {
        var owners = parcels.Select(OwnerOf).ToList();
        var known = owners.Distinct(StringComparer.Ordinal).ToList();
        return [.. owners.Select(o => known.IndexOf(o))];
    }

    /// <summary>Parcels that joining borders lead to from each other, as numbers, each list ascending.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Components()
    {
        var root = Enumerable.Range(0, Features.Count).ToArray();
        foreach (var border in Borders.Where(b => b.Joins))
            root[Find(border.A)] = Find(border.B);
        return [.. Enumerable.Range(0, root.Length).GroupBy(Find).Select(g => (IReadOnlyList<int>)[.. g])];

        int Find(int i) => root[i] == i ? i : root[i] = Find(root[i]);
    }

    /// <summary>
    /// Who has to be dealt with: the enterprise on the parcel; for land not supplied and without one, the authority that supplies it, one
    /// for all; for any other land without one nobody knows, so each such parcel counts for itself.
    /// </summary>
    private static string OwnerOf(SceneFeature parcel) => parcel.Row.Text("enterprise") is { Length: > 0 } enterprise
        ? "enterprise " + enterprise
        : Unsupplied.Contains(parcel.Row.Text("status")) ? "unsupplied" : "parcel " + parcel.Id;

    private static Geometry Rest(Geometry parcel, IReadOnlyList<Polygon> parts)
    {
        foreach (var part in parts)
            if (part.EnvelopeInternal.Intersects(parcel.EnvelopeInternal))
                parcel = Overlay.Difference(parcel, part);
        return parcel;
    }

    private static IEnumerable<AssemblyBorder> BordersOf(List<SceneFeature> features)
    {
        var tree = new STRtree<int>();
        for (var i = 0; i < features.Count; i++)
            tree.Insert(features[i].Plane!.EnvelopeInternal, i);
        for (var a = 0; a < features.Count; a++)
        {
            var box = features[a].Plane!.EnvelopeInternal.Copy();
            box.ExpandBy(ParcelUnion.SnapM);
            foreach (var b in tree.Query(box).Where(b => b > a).Order())
                if (Shared(features[a].Plane!, features[b].Plane!) is { TotalM: > 0.1 } shared)
                    yield return new AssemblyBorder(a, b, Cm(shared.TotalM), shared.LongestM >= JoinM);
        }
    }

    /// <summary>Length of a's boundary that runs on b's, m, and of its longest stretch.</summary>
    private static (double TotalM, double LongestM) Shared(Geometry a, Geometry b)
    {
        if (a.Distance(b) > ParcelUnion.SnapM)
            return (0, 0);
        var common = a.Boundary.Intersection(b.Boundary.Buffer(ParcelUnion.SnapM));
        var merger = new LineMerger();
        merger.Add(common);
        return (common.Length, merger.GetMergedLineStrings().Select(l => l.Length).DefaultIfEmpty(0).Max());
    }

    private static long Cm(double metres) => (long)Math.Round(metres * 100);
}
