using CsCheck;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Tests.Eligibility;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Siting;

public sealed class RobustnessTests
{
    private static readonly IReadOnlyList<Criterion> Criteria = ShippedRules.Pack.Scoring.Criteria;

    [Fact]
    public void Pareto_flags_are_those_of_the_definition()
    {
        Sites.Sample(u =>
        {
            var flags = Robustness.Pareto(Score(u, Weights()));
            for (var i = 0; i < u.Length; i++)
                Assert.Equal(
                    !u.Any(o => Enumerable.Range(0, o.Length).All(c => o[c] >= u[i][c]) && Enumerable.Range(0, o.Length).Any(c => o[c] > u[i][c])), flags[i]);
        }, iter: 2000);
    }

    [Fact]
    public void No_weights_within_thirty_percent_give_a_place_outside_the_interval()
    {
        Gen.Select(Sites, Gen.Double[0.7, 1.3].Array[Criteria.Count].Array[20]).Sample((u, factors) =>
        {
            var ranges = Robustness.Ranks(Score(u, Weights()));
            foreach (var f in factors.Append([.. factors[0].Select(x => x < 1 ? 0.7 : 1.3)]).Append([.. factors[0].Select(_ => 1.0)]))
            {
                var scores = Scores(u, Weights(f));
                for (var i = 0; i < u.Length; i++)
                {
                    Assert.True(ranges[i].Best <= 1 + scores.Count(s => s > scores[i]), "best");
                    Assert.True(ranges[i].Worst >= scores.Count(s => s >= scores[i]), "worst");
                }
            }
        }, iter: 300);
    }

    [Fact]
    public void Between_two_sites_both_ends_of_the_interval_are_reached_at_a_corner()
    {
        Gen.Double[0, 1].Array[Criteria.Count].Array[2].Sample(u =>
        {
            var (ahead, behind) = (false, false);
            for (var corner = 0; corner < 1 << Criteria.Count; corner++)
            {
                var s = Scores(u, Weights([.. Criteria.Select((_, c) => (corner >> c & 1) == 1 ? 1.3 : 0.7)]));
                ahead |= s[0] >= s[1] - 0.02;
                behind |= s[0] <= s[1] + 0.02;
            }

            var range = Robustness.Ranks(Score(u, Weights()))[0];
            Assert.True(range.Best == 2 || ahead);
            Assert.True(range.Worst == 1 || behind);
        }, iter: 300);
    }

    [Fact]
    public void The_weight_change_puts_the_second_first_and_no_smaller_one_does()
    {
        var flips = 0;
        Gen.Double[0, 1].Array[Criteria.Count].Array[2].Sample(pair =>
        {
            var u = pair.OrderByDescending(x => Scores([x], Weights())[0]).ToArray();
            var runner = Robustness.Second(Score(u, Weights()))!;
            if (runner.OneWeight is { } change)
            {
                Interlocked.Increment(ref flips);
                var s = Scores(u, new Dictionary<string, double>(Weights()) { [change.Criterion] = change.NewWeight });
                Assert.True(s[1] > s[0], $"{change}: {s[0]} {s[1]}");
            }

            var limit = runner.OneWeight is { ChangePercent: { } p } ? Math.Abs(p) / 100 : 5;
            foreach (var c in Criteria)
                for (var k = 0; k < 50; k++)
                    foreach (var sign in new[] { 1, -1 })
                        if (1 + sign * limit * k / 50 is >= 0 and var factor && c.Weight * factor <= 1000)
                        {
                            var s = Scores(u, Weights([.. Criteria.Select(o => o == c ? factor : 1)]));
                            Assert.True(s[1] <= s[0] + 0.0201, $"{c.Key} × {factor}: {s[0]} {s[1]}");
                        }

            if (runner.AllPercent is { } all)
            {
                var s = Scores(u, Weights([.. Criteria.Select((_, c) => u[1][c] > u[0][c] + 1e-4 ? 1 + all / 100 : 1 - all / 100)]));
                Assert.True(s[1] >= s[0] - 0.01, $"{all} %: {s[0]} {s[1]}");
            }
        }, iter: 300);
        Assert.True(flips > 50);
    }

    [Fact]
    public void A_second_site_that_is_better_in_nothing_cannot_be_put_first_by_moving_all_weights()
    {
        double[] first = [.. Criteria.Select(_ => 0.8)], second = [.. Criteria.Select(_ => 0.4)];
        Assert.Null(Robustness.Second(Score([first, second], Weights()))!.AllPercent);
    }

    [Fact]
    public void An_answer_carries_them_and_a_single_site_has_no_runner_up()
    {
        var scene = SitingScenarioTests.Park(SitingScenarioTests.Park(new TestScene().Open(), "fit", TestScene.Box(0, 0, 1500, 1500), lead: "氟硅材料"), "rail", TestScene.Box(12_000, 0, 1500, 1500))
            .Add("transport", "line", TestScene.Line(14_000, -5000, 14_000, 9000), ("kind", "rail")).Build();
        const string Ask = """{"industry":"fluorosilicon","areaHa":40,"hazard":"low","count":""";
        var many = SitingScenarioTests.Run(scene, Ask + "6}").Result;
        Assert.NotNull(many.RunnerUp);
        Assert.All(many.Sites, s => Assert.InRange(s.Rank, s.Ranks.Best, s.Ranks.Worst));
        Assert.Contains(many.Sites, s => s.Pareto);
        Assert.Null(SitingScenarioTests.Run(scene, Ask + "1}").Result.RunnerUp);
    }

    [Fact]
    public void Sites_are_spread_over_parks_unless_told_otherwise()
    {
        var scene = SitingScenarioTests.Park(
            SitingScenarioTests.Park(new TestScene().Open(), "a", TestScene.Box(0, 0, 2500, 1500)), "b", TestScene.Box(12_000, 0, 1500, 1500))
            .Build();
        const string Ask = """{"industry":"fluorosilicon","areaHa":40,"hazard":"low","count":2,"weights":{"industry-fit":0,"transport":0,"chain":0,"clearance":0,"reserve-effect":0,"leftover":0,"compactness":10},"spread":""";
        Assert.Equal(["a", "b"], Parks("\"parks\"}"));
        Assert.Equal(["a", "a"], Parks("\"none\"}"));

        IEnumerable<string> Parks(string spread) => SitingScenarioTests.Run(scene, Ask + spread).Result.Sites.Select(s => s.ParkId);
    }

    /// <summary>Utilities of 2 to 8 sites, often equal to each other.</summary>
    private static Gen<double[][]> Sites => Gen.Int[0, 4].Select(n => n / 4.0).Array[Criteria.Count].Array[2, 8];

    private static Dictionary<string, double> Weights(double[]? factors = null) =>
        Criteria.Select((c, i) => (c.Key, Weight: c.Weight * (factors?[i] ?? 1))).ToDictionary(c => c.Key, c => c.Weight);

    private static IReadOnlyList<Contribution>[] Score(double[][] utilities, Dictionary<string, double> weights) =>
        [.. utilities.Select(u => Straight(weights).Score(key => u[Index(key)]).Item1)];

    private static double[] Scores(double[][] utilities, Dictionary<string, double> weights) =>
        [.. utilities.Select(u => Straight(weights).Score(key => u[Index(key)]).Score)];

    /// <summary>Scoring whose utility is the raw value.</summary>
    private static Scoring Straight(Dictionary<string, double> weights) => new(
        new ScoringRules([.. Criteria.Select(c => c with { Utility = new UtilityFunction("linear", [new(0, 0), new(1, 1)]) })]), weights);

    private static int Index(string key) => Criteria.Select(c => c.Key).ToList().IndexOf(key);
}
