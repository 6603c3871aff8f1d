using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using Jining231.Geo.Workspace.Drafting;
using Jining231.Geo.Workspace.Identify;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Measuring;
using Jining231.Geo.Workspace.Search;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Algorithm.Distance;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Tests;

/// <summary>Layers, asking, searching, measuring and drawing on the shipped data.</summary>
public sealed class MapTests
{
    [Fact]
    public async Task Layers_carry_legend_badge_labels_and_cards()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var parks = workspace.Layers.Single(l => l.Layer.Def.Name == "parks");
        Assert.Equal("示意", parks.Badge(Lang.Zh));
        Assert.Contains(parks.Legend, e => e.Text.Zh == "化工园区" && e.Fill == "#d9480f2e");
        Assert.Equal("暂无数据", workspace.Layers.Single(l => l.Layer.Def.Name == "reserves").Badge(Lang.Zh));
        Assert.All(workspace.Layers.SelectMany(l => Labels.Of(l.Layer)), l => Assert.True(
            l.Feature.Plane!.Dimension != Dimension.Surface || l.Feature.Plane.Contains(GeoFactory.Plane.CreatePoint(l.At)), l.Text));

        var park = parks.Layer.Features.First(f => f.Plane is not null && f.Row.Text("level") == "park");
        var card = workspace.Identify(Labels.Place(park.Plane!), 5, AreaUnit.Mu, Lang.Zh).Single(c => c.Feature == park);
        Assert.Equal(park.Row.Text("name"), card.Heading);
        Assert.Contains(card.Lines, l => l.Value.Contains("椭球面积", StringComparison.Ordinal) && l.Value.Contains('亩', StringComparison.Ordinal));
        Assert.Contains(card.Lines, l => l.Value.Contains("平面面积（EPSG:4548）", StringComparison.Ordinal));
        Assert.Contains(card.Lines, l => l.Title == "来源");
        Assert.StartsWith($"{Units.ToHa(EllipsoidalArea.OfPlane(park.Plane!)):0.0000} ha", IdentifyCard.Of(park, AreaUnit.Hectare, Lang.En).Lines[0].Value, StringComparison.Ordinal);
        var english = workspace.Layers.SelectMany(l => l.Layer.Features.Take(30)).SelectMany(f => IdentifyCard.Of(f, AreaUnit.Hectare, Lang.En).Lines).ToArray();
        Assert.DoesNotContain(english, l => l.Title.Any(c => c > 0x2E80) || l.Value.EndsWith(" 公顷", StringComparison.Ordinal) || l.Value.EndsWith(" 人", StringComparison.Ordinal));
        Assert.Contains(english, l => l.Value.EndsWith(" ha", StringComparison.Ordinal));
        var unplaced = parks.Layer.Features.First(f => f.Plane is null);
        Assert.Contains(IdentifyCard.Of(unplaced, AreaUnit.Mu, Lang.Zh).Lines, l => l.Value == "未知，不画图形");

        parks.Visible = false;
        Assert.DoesNotContain(workspace.Identify(Labels.Place(park.Plane!), 5, AreaUnit.Mu, Lang.Zh), c => c.Feature.Row.Layer.Name == "parks");
    }

    [Fact]
    public async Task Identify_finds_what_a_walk_over_all_features_finds()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var layers = workspace.Layers.Select(l => l.Layer).ToArray();
        var everything = layers.SelectMany(l => l.Features).Where(f => f.Plane is { IsEmpty: false }).ToArray();
        Gen.Select(Gen.Int[0, everything.Length - 1], Gen.Double[-300, 300], Gen.Double[-300, 300]).Sample(
            (i, dx, dy) =>
            {
                var at = Labels.Place(everything[i].Plane!);
                at = new Coordinate(at.X + dx, at.Y + dy);
                var point = GeoFactory.Plane.CreatePoint(at);
                var slow = everything.Where(f => f.Plane!.Dimension == Dimension.Surface ? f.Plane.Covers(point) : f.Plane.Distance(point) <= 20).ToHashSet();
                Assert.True(slow.SetEquals(Identifier.At(layers, at, 20, DateTimeOffset.UnixEpoch)));
            },
            iter: 100, threads: 1);
    }

    [Fact]
    public async Task Generalised_shapes_stay_within_half_a_pixel_and_exact_ones_are_exact()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        foreach (var layer in workspace.Layers.Select(l => l.Layer))
            foreach (var feature in layer.Features.Where(f => f.Plane is { IsEmpty: false }))
            {
                Assert.Same(feature.Plane, layer.ShapeAt(feature, 1));
                if (layer.ShapeAt(feature, 80) is { } shape && feature.Plane!.Dimension != Dimension.Point)
                    Assert.True(new DiscreteHausdorffDistance(shape.Boundary.IsEmpty ? shape : shape, feature.Plane).OrientedDistance() <= 80);
            }
    }

    [Fact]
    public async Task One_box_searches_names_ids_and_coordinates()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var park = workspace.Layer("parks").Features[0];
        Assert.Equal(park.Row.Id, workspace.Search(park.Row.Id).Features[0].Row.Id);
        Assert.Equal(park.Name, workspace.Search(park.Name).Features[0].Name);
        var layers = workspace.Search("金乡").Features.Select(f => f.Row.Layer.Name).ToArray();
        Assert.Contains("济宁化工产业园（金乡）", workspace.Search("金乡").Features.Select(f => f.Name));
        Assert.True(Array.LastIndexOf(layers, "parks") < Array.IndexOf([.. layers, "parcels"], "parcels"));
        var parcel = workspace.Layer("parcels").Features[0];
        Assert.Equal(parcel.Row.Id, workspace.Search(parcel.Row.Id).Features[0].Row.Id);
        Assert.True(workspace.Search("no such place 不存在").IsEmpty);
        Assert.True(workspace.Search("2026年第7号12").Position is null);
    }

    [Theory]
    [InlineData("116.587, 35.415", "4490")]
    [InlineData("35.415 116.587", "4490")]
    [InlineData("116°35′13.2″E 35°24′54″N", "4490")]
    [InlineData("462489.220 3920713.164", "4548")]
    [InlineData("北(X) 3920713.164 东(Y) 462489.220", "4548")]
    [InlineData("3920713.164,39462489.219", "4527")]
    public void Coordinates_are_read_in_every_system_and_order(string text, string crs)
    {
        var read = CoordinateText.Read(text)!;
        Assert.Equal(crs, read.Crs.Code);
        Assert.Equal(462489.220, read.Plane.X, 0.002);
        Assert.Equal(3920713.164, read.Plane.Y, 0.002);
    }

    [Fact]
    public void Written_coordinates_read_back()
    {
        Gen.Select(Gen.Double[400_000, 540_000], Gen.Double[3_830_000, 4_000_000]).Sample(
            (e, n) =>
            {
                foreach (var crs in new[] { Crs.Epsg4490, Crs.Epsg4548, Crs.Epsg4527 })
                    Assert.True(CoordinateText.Read(CoordinateText.Write(new Coordinate(e, n), crs))!.Plane.Distance(new Coordinate(e, n)) < 0.15);
            },
            iter: 500);
    }

    [Fact]
    public void Measures_name_their_methods_and_agree_with_the_closed_forms()
    {
        var line = GeoFactory.Plane.CreateLineString([new(500_000, 3_900_000), new(500_000, 3_901_000)]);
        Assert.Equal(1000, Measure.EllipsoidalLength(line), 1e-6);
        var west = GeoFactory.Plane.CreateLineString([new(400_000, 3_900_000), new(401_000, 3_900_000)]);
        Assert.Equal(1000 - 0.1216, Measure.EllipsoidalLength(west), 0.001);
        var text = Measure.Text(Box(500_000, 3_900_000, 100), AreaUnit.Hectare, Lang.Zh);
        Assert.Contains("椭球面积", text, StringComparison.Ordinal);
        Assert.Contains("1.0000 公顷（15.00 亩） · 平面面积（EPSG:4548）", text, StringComparison.Ordinal);
        Assert.Contains("周长 400.00 m", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Drawing_takes_back_vertices_refuses_bow_ties_and_can_be_corrected()
    {
        var draft = new Draft(DraftKind.Polygon);
        foreach (var c in new Coordinate[] { new(0, 0), new(100, 0), new(100, 0), new(0, 100), new(100, 100) })
            draft.Add(new Coordinate(c.X + 500_000, c.Y + 3_900_000));
        Assert.Equal(4, draft.Vertices.Count);
        var broken = Assert.Throws<GeoProblemException>(() => draft.Finish());
        Assert.Contains("退格", broken.Problems[0].MessageZh, StringComparison.Ordinal);
        Assert.False(draft.IsFinished);
        Assert.True(draft.Undo());
        Assert.True(draft.Undo());
        Assert.True(draft.Redo());
        Assert.True(draft.Undo());
        draft.Add(new Coordinate(500_100, 3_900_100));
        draft.Add(new Coordinate(500_000, 3_900_100));
        var shape = (Polygon)draft.Finish();
        Assert.Equal(10_000, shape.Area, 1e-6);
        Assert.NotSame(shape.ExteriorRing.Coordinates[0], shape.ExteriorRing.Coordinates[^1]);
        draft.Move(0, new Coordinate(499_900, 3_900_000));
        Assert.Equal(15_000, draft.Shape()!.Area, 1e-6);
        Assert.True(draft.Undo());
        Assert.Equal(10_000, draft.Shape()!.Area, 1e-6);
        Assert.Throws<GeoProblemException>(() => new Draft(DraftKind.Line).Finish());
    }

    [Fact]
    public void Snapping_prefers_vertices_to_edges_and_keeps_within_reach()
    {
        var layer = MapLayer.Of(LayerCatalog.Get("parcels"), [Row(Box(500_000, 3_900_000, 100))]);
        Coordinate Snap(double x, double y) => Snapper.Snap([layer], new Coordinate(x, y), 5, DateTimeOffset.UnixEpoch);
        Assert.True(Snap(499_997, 3_900_002).Distance(new Coordinate(500_000, 3_900_000)) < 0.001);
        Assert.True(Snap(500_050, 3_900_003).Distance(new Coordinate(500_050, 3_900_000)) < 0.001);
        Assert.Equal(new Coordinate(500_050, 3_900_050), Snap(500_050, 3_900_050));
    }

    [Fact]
    public void A_form_names_every_field_that_is_no_number()
    {
        var form = new SitingForm { Industry = "x", AreaMu = "三百", MinWidthM = "２００", Count = "3", InvestmentYi = "5０x" };
        var problems = Assert.Throws<GeoProblemException>(() => form.ToInputs()).Problems;
        Assert.Contains(problems, p => p.Field == "areaMu" && p.MessageZh.Contains("三百", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Field == "investmentYi");
    }

    [Fact]
    public void Kinds_of_plot_the_ratio_and_the_way_of_measuring_become_inputs()
    {
        var form = new SitingForm { Industry = "fluorosilicon", AreaMu = "150", MaxAspect = "2.5", AssemblyMaxRatio = "3", Needs = { ["rail"] = "15", ["port"] = "60" }, ByNetwork = { "port" } };
        Assert.False(form.ToInputs().ContainsKey("plotKinds"));
        Assert.False(form.ToInputs().ContainsKey("assemblyMaxRatio"));
        form.PlotKinds.AddRange(["rectangle", "assembly"]);
        var inputs = form.ToInputs();
        Assert.Equal("""["rectangle","assembly"]""", inputs["plotKinds"]!.ToJsonString());
        Assert.Equal((3, 2.5), (inputs["assemblyMaxRatio"]!.GetValue<double>(), inputs["maxAspect"]!.GetValue<double>()));
        Assert.Equal([null, "network"], inputs["needs"]!.AsArray().OrderByDescending(n => n!["kind"]!.GetValue<string>(), StringComparer.Ordinal).Select(n => n!["by"]?.GetValue<string>()));
        form.AssemblyMaxRatio = "三倍";
        Assert.Equal("assemblyMaxRatio", Assert.Single(Assert.Throws<GeoProblemException>(() => form.ToInputs()).Problems).Field);
        Assert.All(PlotKindTitles.Asked, k => Assert.NotEqual(PlotKindTitles.Of("given"), PlotKindTitles.Of(k.Key)));
    }

    private static Polygon Box(double x, double y, double side) =>
        GeoFactory.Plane.CreatePolygon([new(x, y), new(x + side, y), new(x + side, y + side), new(x, y + side), new(x, y)]);

    private static FeatureRow Row(Polygon plane)
    {
        var def = LayerCatalog.Get("parcels");
        var stored = StoredGeometry.Normalise(Reproject.ToGeographic(plane), GeometryKind.MultiPolygon);
        return new FeatureRow(def, "a", 1, Exchange.Wkb.Write(stored), new object?[def.Fields.Count]);
    }
}
