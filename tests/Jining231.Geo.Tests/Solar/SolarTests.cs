using System.Text;
using System.Text.Json;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Solar;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Solar;

public class SolarTests
{
    [Fact]
    public void A_square_kilometre_less_farmland_and_red_line_carries_what_its_mode_says()
    {
        var area = Only(Areas(("stability", "settled"), ("pv_mode", "fishery"))
            .Control("cultivated_land", Box(0, 0, 300, 1000)).Control("ecological_redline", Box(200, 0, 200, 1000)));
        Assert.Equal(
            [("control:cultivated_land:pv", 200_000.0, 100_000.0), ("control:ecological_redline", 100_000.0, 100_000.0)],
            area.Ledger.Rules.Select(r => (r.Rule, r.AloneM2, r.SharedM2)));
        Assert.Equal((600_000, "usable"), (area.Ledger.EligibleM2, area.Verdict));
        Assert.InRange(area.UsableM2, 600_000 * (1 - 5e-5), 600_000 * (1 + 5e-5));
        Assert.Equal(Math.Round(area.UsableMu / 24.4, 2), area.Mw);
        Assert.Equal(900, area.UsableMu, 0.1);
        Assert.InRange(area.Mw, 36.8, 36.9);
        Assert.True(area.MwRange.Low < area.Mw && area.Mw <= area.MwRange.High);
    }

    [Theory]
    [InlineData(0.6, "fishery")]
    [InlineData(0.5, "fishery")]
    [InlineData(0.49, "agri")]
    public void Without_a_stated_mode_the_share_under_water_decides(double share, string mode)
    {
        var area = Only(Areas(("stability", "settled"), ("water_share", share)));
        Assert.Equal((mode, true), (area.Mode, area.ModeDerived));
        Assert.Contains(area.Reasons, r => r.Code == "mode-derived");
    }

    [Fact]
    public void Without_mode_and_share_the_capacity_is_unknown()
    {
        var area = Only(Areas(("stability", "settled")));
        Assert.Equal((null, "unknown", 0.0), (area.Mode, area.Verdict, area.Mw));
    }

    [Theory]
    [InlineData("unsettled", null, "excluded")]
    [InlineData("settled", "2026-06-02", "excluded")]
    [InlineData("settled", "2026-06-01", "usable")]
    [InlineData("unknown", null, "unknown")]
    public void Only_land_settled_on_that_day_carries_a_station(string stability, string? settledOn, string verdict)
    {
        var area = Only(Areas(("stability", stability), ("pv_mode", "agri"),
            ("settled_on", settledOn is null ? null : DateOnly.ParseExact(settledOn, "yyyy-MM-dd"))));
        Assert.Equal(verdict, area.Verdict);
        Assert.Equal(verdict == "usable", area.Mw > 0);
        Assert.Equal(verdict == "excluded", area.Ledger.Rules.Any(r => r.Rule == "subsidence:unsettled"));
    }

    [Fact]
    public void What_is_too_small_counts_no_capacity()
    {
        var area = Only(Areas(("stability", "settled"), ("pv_mode", "agri")).Control("heritage", Box(0, 0, 1000, 950)));
        Assert.Equal(("too-small", 0.0), (area.Verdict, area.Mw));
    }

    [Fact]
    public void Totals_are_the_sums_of_what_is_shown_and_stand_against_the_target()
    {
        var result = Run(Areas(("stability", "settled"), ("pv_mode", "fishery"))
            .Add("subsidence", "s2", Box(2000, 0, 1000, 500), ("stability", "settled"), ("pv_mode", "agri"), ("adcode", "370811")));
        Assert.Equal(Math.Round(result.Areas.Sum(a => a.Mw), 2), result.Total.Mw);
        Assert.Equal(result.Total.Mw, Math.Round(result.Total.FisheryMw + result.Total.AgriMw, 2));
        Assert.Equal((3000, Math.Round(3000 - result.Total.Mw, 2)), (result.Total.TargetMw, result.Total.ShortfallMw));
    }

    [Fact]
    public void The_bytes_repeat_and_the_digest_is_that_of_the_rest()
    {
        var bytes = SolarJson.ToBytes(Run(Areas(("stability", "settled"), ("pv_mode", "fishery"))));
        Assert.Equal(bytes, SolarJson.ToBytes(Run(Areas(("stability", "settled"), ("pv_mode", "fishery")), new DateTimeOffset(2026, 7, 9, 0, 0, 0, TimeSpan.Zero))));
        var text = Encoding.UTF8.GetString(bytes);
        using var document = JsonDocument.Parse(text);
        var digest = document.RootElement.GetProperty("meta").GetProperty("digest").GetString()!;
        Assert.Equal(digest, CanonicalJson.Digest(Encoding.UTF8.GetBytes(text.Replace($"\"digest\":\"{digest}\",", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void Modes_and_counties_narrow_the_answer()
    {
        var scene = Areas(("stability", "settled"), ("pv_mode", "fishery"), ("adcode", "370811"))
            .Add("subsidence", "s2", Box(2000, 0, 1000, 500), ("stability", "settled"), ("pv_mode", "agri"), ("adcode", "370828"))
            .Add("counties", "rencheng", null, ("adcode", "370811")).Build();
        Assert.Equal("s1", Assert.Single(SolarPlanner.Plan(scene, ShippedRules.Pack, new() { Counties = ["370811"] }).Areas).Feature.Id);
        Assert.Equal("s2", Assert.Single(SolarPlanner.Plan(scene, ShippedRules.Pack, new() { Modes = ["agri"] }).Areas).Feature.Id);
        var problem = Assert.Throws<GeoProblemException>(() => SolarPlanner.Plan(scene, ShippedRules.Pack, new() { Counties = ["上海"] })).Problems[0];
        Assert.Equal(("/inputs/counties", "370811"), (problem.Field, Assert.Single(problem.Allowed)));
    }

    [Theory]
    [InlineData("[]", "/inputs")]
    [InlineData("""{"mode":["agri"]}""", "/inputs/mode")]
    [InlineData("""{"modes":"agri"}""", "/inputs/modes")]
    [InlineData("""{"modes":["agri","wind"]}""", "/inputs/modes/1")]
    [InlineData("""{"counties":[370811]}""", "/inputs/counties/0")]
    [InlineData("""{"asOf":"yesterday"}""", "/inputs/asOf")]
    public void Bad_input_is_named(string inputs, string field)
    {
        using var document = JsonDocument.Parse(inputs);
        Assert.Equal(field, Assert.Throws<GeoProblemException>(() => SolarRequest.Parse(document.RootElement)).Problems[0].Field);
    }

    [Fact]
    public void The_shipped_areas_add_up_and_carry_something()
    {
        var result = SolarPlanner.Plan(ShippedScene.Scene, ShippedRules.Pack, new());
        Assert.NotEmpty(result.Areas);
        Assert.All(result.Areas, a => Assert.Equal(
            (decimal)a.Ledger.GrossM2,
            a.Ledger.Rules.Sum(r => (decimal)r.SplitM2) + (decimal)a.Ledger.UnknownM2 + (decimal)a.Ledger.EligibleM2));
        Assert.All(result.Areas, a => Assert.True(a.Usable.IsEmpty || a.Usable.IsValid));
        Assert.InRange(result.Total.Mw, 1, double.MaxValue);
    }

    private static TestScene Areas(params (string, object?)[] values) => new TestScene { At = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) }.Open()
        .Add("subsidence", "s1", Box(0, 0, 1000, 1000), values);

    private static SolarResult Run(TestScene scene) => SolarPlanner.Plan(scene.Build(), ShippedRules.Pack, new());

    private static SolarResult Run(TestScene scene, DateTimeOffset at) =>
        SolarPlanner.Plan(scene.Build(at), ShippedRules.Pack, new());

    private static SolarArea Only(TestScene scene) => Assert.Single(Run(scene).Areas);
}
