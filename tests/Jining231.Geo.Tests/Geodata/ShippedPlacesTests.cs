using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Geodata;

/// <summary>What the shipped layers hold: places, areas, nesting and density.</summary>
public sealed class ShippedPlacesTests
{
    private static readonly string[] Chemical = ["C1", "C2", "C3", "C4", "C5", "C6", "C7"];

    private static readonly string[] Named =
    [
        .. Chemical, "Z1", "Z2", .. Enumerable.Range(1, 22).Select(i => $"P{i}"), "L1", "L2", "L3", "L4", "B1", "B2", "I1", "I2", "N1", "N2", "N3",
    ];

    [Fact]
    public void Every_place_the_policy_names_is_listed_with_its_paragraph()
    {
        foreach (var code in Named)
            Assert.False(string.IsNullOrEmpty(Shipped.Park(code).Text("policy_ref")), code);
    }

    [Fact]
    public void A_park_without_a_place_says_so()
    {
        foreach (var park in Shipped.Of("parks").Where(p => p.Plane is null))
            Assert.Contains("位置不明", park.Text("note"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_11_counties_tile_without_overlap()
    {
        var counties = Shipped.Of("counties").Where(c => c.Text("kind") == "county").ToList();
        Assert.Equal(
            ["370811", "370812", "370826", "370827", "370828", "370829", "370830", "370831", "370832", "370881", "370883"],
            counties.Select(c => c.Text("adcode")));
        AssertApart(counties);
        var zone = Shipped.Of("counties").Single(c => c.Text("adcode") == "370871");
        Assert.True(Outside(zone, Counties("370811", "370812")) <= Overlay.ToleranceM2);
    }

    [Fact]
    public void Approved_areas_are_met_within_half_a_percent()
    {
        foreach (var park in Shipped.Of("parks").Where(p => p.Plane is not null && p.Number("approved_area_ha") is not null))
        {
            var ratio = EllipsoidalArea.OfGeographic(park.Geographic!) / (park.Number("approved_area_ha")!.Value * 1e4);
            Assert.InRange(ratio, 0.9999, 1.0001);
        }
    }

    [Fact]
    public void Parks_of_one_level_never_overlap()
    {
        foreach (var level in Shipped.Of("parks").Where(p => p.Plane is not null).GroupBy(p => p.Text("level")))
            AssertApart([.. level]);
    }

    [Fact]
    public void Every_park_lies_in_its_parent_and_in_its_county()
    {
        foreach (var park in Shipped.Of("parks").Where(p => p.Plane is not null))
        {
            if (park.Text("parent_id") is { } parent)
                Assert.True(Outside(park, Shipped.Of("parks").Single(p => p.Id == parent).Plane!) <= Overlay.ToleranceM2, $"{park.Id} leaves {parent}");
            var adcode = park.Text("adcode")!;
            var county = Shipped.Of("counties").Single(c => c.Text("adcode") == adcode).Plane!;
            Assert.True(Outside(park, county) <= Overlay.ToleranceM2, $"{park.Id} leaves {adcode} by {Outside(park, county):0.000} m²");
        }
    }

    [Fact]
    public void Located_parks_stay_off_the_lake()
    {
        foreach (var park in Shipped.Of("parks").Where(p => p.Plane is not null && p.Text("level") != "zone"))
            foreach (var lake in Shipped.Of("controls").Where(c => c.Text("kind") == "nansi_reserve"))
                Assert.False(park.Plane!.Intersects(lake.Plane), $"{park.Id} meets {lake.Id}");
    }

    [Fact]
    public void Every_chemical_park_is_recognised_and_dense_enough()
    {
        foreach (var code in Chemical)
        {
            var park = Shipped.Park(code);
            Assert.True(park.Properties.GetProperty("recognised_chemical").GetBoolean());
            Assert.True(Shipped.Of("parcels").Count(p => p.Text("park_id") == park.Id) >= 40, code);
            Assert.True(Shipped.Of("controls").Count(c => c.Plane!.IsWithinDistance(park.Plane, 5000)) >= 10, code);
            Assert.True(Shipped.Of("controls").Count(c => c.Plane!.Intersects(park.Plane)) >= 3, code);
            Assert.True(Shipped.Of("sensitive").Count(s => s.Plane!.IsWithinDistance(park.Plane, 3000)) >= 10, code);
        }
    }

    [Fact]
    public void Every_other_located_park_has_parcels_controls_and_sensitive_places()
    {
        foreach (var park in Shipped.Of("parks").Where(p => p.Plane is not null && p.Text("level") == "park"))
        {
            Assert.True(Shipped.Of("parcels").Count(p => p.Text("park_id") == park.Id) >= 12, park.Id);
            Assert.True(Shipped.Of("controls").Count(c => c.Plane!.IsWithinDistance(park.Plane, 5000)) >= 3, park.Id);
            Assert.True(Shipped.Of("sensitive").Count(s => s.Plane!.IsWithinDistance(park.Plane, 3000)) >= 3, park.Id);
        }
    }

    [Fact]
    public void Parcels_lie_apart_inside_their_park_or_outside_all_of_them()
    {
        var parks = Shipped.Of("parks").Where(p => p.Plane is not null && p.Text("level") == "park").ToList();
        foreach (var parcel in Shipped.Of("parcels"))
            if (parcel.Text("park_id") is { } id)
                Assert.True(Outside(parcel, parks.Single(p => p.Id == id).Plane!) <= Overlay.ToleranceM2, parcel.Id);
            else
                Assert.All(parks, p => Assert.True(Overlay.Intersection(parcel.Plane!, p.Plane!).Area <= Overlay.ToleranceM2, parcel.Id));
        AssertApart(Shipped.Of("parcels"));
    }

    [Fact]
    public void Some_chemical_parks_have_rail_within_10_km_and_at_least_two_have_not()
    {
        var rail = Shipped.Of("transport").Where(t => t.Text("kind") == "rail").ToList();
        var near = Chemical.Count(c => rail.Any(r => r.Plane!.IsWithinDistance(Shipped.Park(c).Plane, 10_000)));
        Assert.InRange(near, 3, 5);
    }

    [Fact]
    public void Subsidence_areas_lie_apart_in_their_counties()
    {
        var basins = Shipped.Of("subsidence");
        AssertApart(basins);
        foreach (var b in basins)
            Assert.True(Outside(b, Counties(b.Text("adcode")!)) <= Overlay.ToleranceM2, b.Id);
        var drawn = basins.Sum(b => EllipsoidalArea.OfGeographic(b.Geographic!)) / 1e6;
        Assert.InRange(drawn, 150, 490.7);
    }

    [Fact]
    public void The_nature_reserve_has_its_published_areas()
    {
        var zones = Shipped.Of("controls").Where(c => c.Text("kind") == "nansi_reserve").ToList();
        Assert.All(zones.Zip([45107.0, 40359, 42081]), z =>
            Assert.InRange(EllipsoidalArea.OfGeographic(z.First.Geographic!) / 1e4, z.Second * 0.999, z.Second * 1.001));
        Assert.All(zones, z => Assert.True(Outside(z, Counties("370811", "370826", "370827")) <= Overlay.ToleranceM2, z.Id));
    }

    [Fact]
    public void Unknown_occurs_in_some_park_for_some_kinds_and_not_for_most()
    {
        var parks = Chemical.Select(c => Shipped.Park(c).Plane!).ToList();
        var gaps = Shipped.Of("coverage").Count(c => parks.Any(p => Overlay.Difference(p, c.Plane!).Area > 1));
        Assert.InRange(gaps, 1, 5);
        Assert.True(Shipped.Of("coverage").Count >= 16);
    }

    private static Geometry Counties(params string[] adcodes) =>
        Overlay.Union([.. Shipped.Of("counties").Where(c => adcodes.Contains(c.Text("adcode"))).Select(c => c.Plane!)]);

    private static double Outside(ShippedFeature f, Geometry extent) => Overlay.Difference(f.Plane!, extent).Area;

    private static void AssertApart(IReadOnlyList<ShippedFeature> features)
    {
        for (var i = 0; i < features.Count; i++)
            for (var j = i + 1; j < features.Count; j++)
                if (features[i].Plane!.EnvelopeInternal.Intersects(features[j].Plane!.EnvelopeInternal))
                    Assert.True(
                        Overlay.Intersection(features[i].Plane!, features[j].Plane!).Area <= Overlay.ToleranceM2,
                        $"{features[i].Id} overlaps {features[j].Id}");
    }
}
