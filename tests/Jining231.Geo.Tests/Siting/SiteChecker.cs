using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Checks sites the slow way, over all features, with nothing of the engine but the answer.</summary>
internal static class SiteChecker
{
    private const double Tolerance = 0.01;

    public static void Check(SitingResult result, LandScene scene, RulePack rules, SitingRequest request)
    {
        for (var i = 0; i < result.Sites.Count; i++)
        {
            var site = result.Sites[i];
            Assert.Equal(i + 1, site.Rank);
            Assert.True(CanonicalGrid.Round(site.Geographic).EqualsExact(site.Geographic), "on the canonical grid");
            var plot = CheckOne(site, scene, rules, request);
            Assert.Equal(site.Score, site.Contributions.Sum(c => c.Points), 6);
            if (i > 0)
                Assert.True(result.Sites[i - 1].Score >= site.Score, "ranked by score");
            foreach (var other in result.Sites.Take(i))
                Assert.True(Reproject.ToPlane(other.Geographic).Intersection(plot).Area <= 0.2 * plot.Area + 1, "truly different");
        }

        foreach (var park in result.Parks.Where(p => p.Ledger is not null))
        {
            var sum = park.Ledger!.Rules.Sum(r => (decimal)r.SplitM2) + (decimal)park.Ledger.UnknownM2 + (decimal)park.Ledger.EligibleM2;
            Assert.Equal((decimal)park.Ledger.GrossM2, sum);
        }
    }

    /// <summary>Form, land and distances of one site; its outline in EPSG:4548.</summary>
    public static Geometry CheckOne(Site site, LandScene scene, RulePack rules, SitingRequest request)
    {
        var plot = Reproject.ToPlane(site.Geographic);
        CheckShape(site, plot, request);
        CheckCrossing(site, plot, scene, rules, request);
        CheckLand(site, plot, scene, request);
        CheckDistances(site, plot, scene, rules, request);
        return plot;
    }

    private static void CheckShape(Site site, Geometry plot, SitingRequest request)
    {
        Assert.True(plot.IsValid);
        Assert.True(plot.Area >= request.AreaM2, "planar area");
        Assert.True(EllipsoidalArea.OfGeographic(site.Geographic) >= request.AreaM2, "ellipsoidal area");
        var polygon = Assert.IsType<Polygon>(plot);
        foreach (var ring in polygon.InteriorRings.Append(polygon.ExteriorRing).Select(r => r.Coordinates))
            for (var i = 1; i < ring.Length; i++)
                Assert.True(ring[i].Distance(ring[i - 1]) < 500, "short edges");
        if (site.Shape != "rectangle")
            return;
        Assert.True(site.WidthM >= request.MinWidthM - 0.05, "width");
        Assert.True(site.LengthM / site.WidthM <= request.MaxAspect + 0.001, "aspect");
    }

    /// <summary>Strips of corridors that do not split: the area is there without them, and each that lies in the plot is told.</summary>
    private static void CheckCrossing(Site site, Geometry plot, LandScene scene, RulePack rules, SitingRequest request)
    {
        var (counted, buildable) = (plot, plot);
        var crossed = new List<string>();
        foreach (var rule in rules.Setbacks.Where(r => r.Corridor is { Splits: false }))
        {
            var required = rule.MetresByHazard.For(request.Hazard);
            var features = scene[rule.Layer].Where(f => f.Kind == rule.Kind).ToList();
            crossed.AddRange(features.Where(f => plot.Distance(f.Plane) < required - 0.2).Select(f => f.Id));
            buildable = Without(buildable, features.Select(f => f.Plane!), required);
            if (!rule.Corridor!.StripCounts)
                counted = Without(counted, features.Select(f => f.Plane!), required);
        }

        Assert.Empty(crossed.Except(site.Crossing?.Strips.Select(s => s.FeatureId) ?? []));
        Assert.True(Math.Min(counted.Area, EllipsoidalArea.OfPlane(counted)) >= request.AreaM2 - 1e-6, "area without what does not count");
        if (site.Crossing is not { } told)
            return;
        Assert.Equal(EllipsoidalArea.OfPlane(buildable), told.BuildableM2, 0.1);
        Assert.Equal(EllipsoidalArea.OfPlane(counted), told.CountedM2, 0.1);
    }

    private static Geometry Without(Geometry plot, IEnumerable<Geometry> features, double metres) => features.Aggregate(
        plot, (land, feature) => Overlay.Difference(land, metres > 0 ? Buffers.Circumscribed(feature, metres + 0.01) : feature));

    private static void CheckLand(Site site, Geometry plot, LandScene scene, SitingRequest request)
    {
        var park = scene["parks"].Single(p => p.Id == site.ParkId);
        Assert.True(plot.Difference(park.Plane).Area <= Tolerance, "inside the park");
        foreach (var parcel in scene["parcels"].Where(p => p.Row.Text("status") is "built" or "supplied-unbuilt"))
            Assert.True(plot.Intersection(parcel.Plane).Area <= Tolerance, $"free of {parcel.Id}");
        if (request.ReserveUse == "none")
            foreach (var reserve in scene["reserves"].Where(r => Liveness.IsLive(r.Row, scene.At)))
                Assert.True(plot.Intersection(reserve.Plane).Area <= Tolerance, $"free of {reserve.Id}");
        foreach (var need in request.Needs)
        {
            var nearest = scene[need.Kind.Layer].Where(f => need.Kind.Kinds.Contains(f.Kind)).Min(f => f.Plane!.Distance(plot));
            Assert.True(nearest <= need.MaxKm * 1000, need.Kind.Key);
            Assert.InRange(site.Needs.Single(n => n.Kind == need.Kind.Key).ActualKm, nearest / 1000 - 1e-9, nearest / 1000 + 0.001001);
        }
    }

    private static void CheckDistances(Site site, Geometry plot, LandScene scene, RulePack rules, SitingRequest request)
    {
        foreach (var rule in rules.Setbacks.Where(r => r.Uses.Contains("build") && r.Verdict == "prohibited"))
        {
            var features = scene[rule.Layer].Where(f => f.Kind == rule.Kind && f.Plane is not null
                && (rule.Layer != "controls" || InForce.At(f.Row, scene.Day))).ToList();
            if (rule.Inverse)
            {
                var outside = plot;
                foreach (var feature in features)
                    outside = outside.Difference(feature.Plane);
                Assert.True(outside.Area <= Tolerance, rule.Key);
                continue;
            }

            var required = rule.MetresByHazard.For(request.Hazard);
            var judged = rule.Corridor is { Splits: false } ? Without(plot, features.Select(f => f.Plane!).Where(f => plot.Distance(f) < required), required) : plot;
            foreach (var feature in features)
                Assert.True(
                    required > 0 ? judged.Distance(feature.Plane) >= required : judged.Intersection(feature.Plane).Area <= Tolerance,
                    $"{rule.Key} {feature.Id}: {judged.Distance(feature.Plane)} m");
            if (site.Clearances.FirstOrDefault(c => c.Rule == rule.Key) is not { } told)
                continue;
            var nearest = features.Min(f => judged.Distance(f.Plane));
            Assert.Equal(required, told.RequiredM);
            // Beside a strip that lies in the plot the outline of the strip decides, which is drawn at most 0.1 m too wide, here and there by other arcs.
            if (rule.Corridor is { Splits: false } && features.Any(f => plot.Distance(f.Plane) < required))
                Assert.InRange(told.ActualM, required, required + 0.11);
            else
                Assert.InRange(told.ActualM, nearest - 0.0101, nearest + 1e-6);
        }
    }
}
