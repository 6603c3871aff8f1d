using CsCheck;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Reserves.Balance;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Reserves;

public sealed class BalanceTests
{
    private static readonly RulePack Rules = ShippedRules.Pack;

    [Fact]
    public void Each_square_metre_counts_once_for_the_first_thing_that_it_is()
    {
        var scene = new TestScene().Open()
            .Add("parks", "p", TestScene.Box(0, 0, 1000, 1000), ("kind", "chemical"), ("level", "park"))
            .Parcel("built", TestScene.Box(0, 0, 200, 100))
            .Parcel("supplied-unbuilt", TestScene.Box(150, 0, 100, 100))
            .Parcel("approved-unsupplied", TestScene.Box(900, 900, 100, 100))
            .Add("reserves", "r-activated", TestScene.Box(200, 0, 200, 100), ("park_id", "p"), ("state", "activated"), ("tier", "t50"))
            .Add("reserves", "r-held", TestScene.Box(350, 0, 100, 100), ("park_id", "p"), ("state", "held"), ("tier", "t30"), ("held_until", new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)))
            .Add("reserves", "r-over", TestScene.Box(500, 0, 100, 100), ("park_id", "p"), ("state", "held"), ("tier", "t30"), ("held_until", new DateTimeOffset(2025, 12, 1, 0, 0, 0, TimeSpan.Zero)))
            .Control("permanent_farmland", TestScene.Box(400, 0, 100, 200))
            .Build();
        var balance = BalanceEngine.Run(scene.Find("parks", "p")!, scene, Rules);
        Assert.Equal(1_000_000, balance.GrossM2);
        Assert.Equal(20_000, balance[BalanceParts.Built]);
        Assert.Equal(20_000, balance[BalanceParts.Approved]);
        Assert.Equal(("t30", "held", 1, 5_000.0), balance.Reserved.Select(r => (r.Tier, r.State, r.Blocks, r.M2)).Single());
        var built = balance.Parts[0].OfWhich.ToDictionary();
        Assert.Equal(5_000, built[BalanceParts.Approved]);
        Assert.Equal(5_000, balance.Parts[2].OfWhich.ToDictionary()[BalanceParts.Blocked]);
        Assert.Equal(10_000, balance.Parts[5].OfWhich.ToDictionary()["parcel:approved-unsupplied"]);
        Check(balance, scene);
    }

    [Fact]
    public void On_the_shipped_data_parts_add_up_agree_with_an_overlay_and_free_land_is_what_siting_takes()
    {
        var scene = ShippedScene.Scene;
        var balances = BalancePlanner.Run(scene, Rules, new BalanceRequest(null, null, null), CancellationToken.None).Parks;
        Assert.True(balances.Count > 15);
        foreach (var balance in balances)
            Check(balance, scene);
    }

    [Fact]
    public void On_random_land_too() =>
        Gen.Select(Box.Array[0, 6], Box.Array[0, 6], Box.Array[0, 4]).Sample(
            t =>
            {
                var (parcels, blocks, controls) = t;
                string[] statuses = ["built", "supplied-unbuilt", "idle"];
                string[] states = ["held", "reserved", "activated"];
                var scene = new TestScene().Open().Add("parks", "p", TestScene.Box(0, 0, 1000, 800), ("kind", "chemical"), ("level", "park"));
                for (var i = 0; i < parcels.Length; i++)
                    scene.Parcel(statuses[i % 3], parcels[i]);
                Geometry taken = GeoFactory.Plane.CreatePolygon();
                for (var i = 0; i < blocks.Length; i++)
                {
                    if (Overlay.Intersection(taken, blocks[i]).Area > 0)
                        continue;
                    taken = Overlay.Union(taken, blocks[i]);
                    scene.Add("reserves", $"r{i}", blocks[i], ("park_id", "p"), ("state", states[i % 3]), ("tier", i % 2 == 0 ? "t30" : "t50"));
                }

                foreach (var control in controls)
                    scene.Control("ecological_redline", control);
                var built = scene.Build();
                Check(BalanceEngine.Run(built.Find("parks", "p")!, built, Rules), built);
            },
            iter: 60, threads: 1);

    private static readonly Gen<Geometry> Box =
        Gen.Select(Gen.Double[-200, 1000], Gen.Double[-200, 800], Gen.Double[5, 500], Gen.Double[5, 500]).Select((x, y, w, h) => TestScene.Box(x, y, w, h));

    private static void Check(ParkBalance balance, LandScene scene)
    {
        Assert.Equal((decimal)balance.GrossM2, balance.Parts.Sum(p => (decimal)p.M2));
        Assert.Equal((decimal)balance[BalanceParts.Reserved], balance.Reserved.Sum(r => (decimal)r.M2));
        Assert.Equal((decimal)balance[BalanceParts.Blocked], balance.Blocked.Sum(r => (decimal)r.SplitM2));

        // Independent: whole layers overlaid one by one in the plane, nothing of the engine's faces.
        var park = scene.Find("parks", balance.ParkId)!;
        var near = 0.03 + (1e-6 * balance.GrossM2);
        var rest = park.Plane!;
        foreach (var (part, land) in new[]
        {
            (BalanceParts.Built, All(scene, "parcels", f => f.Row.Text("status") == "built")),
            (BalanceParts.Approved, Overlay.Union(
                All(scene, "parcels", f => f.Row.Text("status") == "supplied-unbuilt"),
                All(scene, "reserves", f => Liveness.IsLive(f.Row, scene.At) && f.Row.Text("state") == "activated"))),
            (BalanceParts.Reserved, All(scene, "reserves", f => Liveness.IsLive(f.Row, scene.At) && f.Row.Text("state") != "activated")),
        })
        {
            Assert.Equal(Overlay.Intersection(rest, land).Area, balance[part], near);
            rest = Overlay.Difference(rest, land);
        }

        var siting = EligibilityEngine.Run(park.Plane!, ZoneBuilder.Build(park.Plane!, scene, Rules, LandUse.Build(balance.Hazard)));
        Assert.Equal(siting.EligibleM2, balance[BalanceParts.Free], near);
        var free = balance.Parts[5].Land;
        Assert.InRange(Overlay.Difference(free, siting.Eligible).Area + Overlay.Difference(siting.Eligible, free).Area, 0, near);
        Assert.Equal(Overlay.Intersection(rest, siting.Unknown).Area, balance[BalanceParts.Unknown], near);
        foreach (var part in balance.Parts)
            Assert.Equal(part.Land.Area, part.M2, near);
    }

    private static Geometry All(LandScene scene, string layer, Func<SceneFeature, bool> which) =>
        Overlay.Union([.. scene[layer].Where(f => f.Plane is not null && which(f)).Select(f => f.Plane!)]);
}
