using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests;

/// <summary>Live blocks never overlap and lie in their park, whoever asks.</summary>
public abstract partial class FeatureStoreContract
{
    [Fact]
    public async Task Two_live_blocks_never_overlap()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await Apply(Land.Reserve("r-1", "p-1", Land.Square(100, 100, 500)));
        var problem = await Refused(ProblemCode.Overlap, () => Apply(Land.Reserve("r-2", "p-1", Land.Square(500, 500, 500), name: "二号")));
        Assert.Equal("一号留白", problem.Feature!.Name);
        Assert.Equal("招商局", problem.Feature.Holder);
        Assert.Equal(10_000, problem.Feature.OverlapM2!.Value, 0);
        await Apply(Land.Reserve("r-3", "p-1", Land.Square(600, 100, 500), name: "相接"));
        Assert.Equal(2, (await Query(new FeatureQuery("reserves"))).Count);
    }

    [Fact]
    public async Task Blocks_of_a_park_and_of_its_sub_park_never_overlap()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)), Land.Park("p-1-sub", Land.Square(0, 0, 900)));
        await Apply(Land.Reserve("r-1", "p-1-sub", Land.Square(100, 100, 500)));
        var problem = await Refused(ProblemCode.Overlap, () => Apply(Land.Reserve("r-2", "p-1", Land.Square(500, 500, 500))));
        Assert.Equal("r-1", problem.Feature!.Id);
    }

    [Fact]
    public async Task A_block_over_its_time_is_not_in_the_way()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await Apply(Land.Reserve("r-1", "p-1", Land.Square(100, 100, 500), "held", Clock.Now.AddDays(1)));
        await Refused(ProblemCode.Overlap, () => Apply(Land.Reserve("r-2", "p-1", Land.Square(100, 100, 500))));
        Clock.Now = Clock.Now.AddDays(1);
        await Apply(Land.Reserve("r-2", "p-1", Land.Square(100, 100, 500)));
        await Refused(ProblemCode.Overlap, () => Apply(new UpdateFeature("reserves", "r-1", 1, null, new Dictionary<string, object?> { ["held_until"] = Clock.Now.AddDays(9) })));
    }

    [Fact]
    public async Task A_block_outside_its_park_is_refused()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)), Land.Park("p-nowhere", null));
        var problem = await Refused(ProblemCode.OutsidePark, () => Apply(Land.Reserve("r-1", "p-1", Land.Square(1900, 0, 200))));
        Assert.Equal("p-1", problem.Feature!.Id);
        await Refused(ProblemCode.OutsidePark, () => Apply(Land.Reserve("r-1", "p-nowhere", Land.Square(0, 0, 200))));
        await Refused(ProblemCode.MissingReference, () => Apply(Land.Reserve("r-1", "p-9", Land.Square(0, 0, 200))));
        await Apply(Land.Reserve("r-1", "p-1", Land.Square(1960, 0, 40)));
    }

    [Fact]
    public async Task A_park_cannot_be_taken_from_under_a_live_block()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        await Apply(Land.Reserve("r-1", "p-1", Land.Square(100, 100, 500)));
        await Refused(ProblemCode.OutsidePark, () => Apply(new UpdateFeature("parks", "p-1", 1, Land.Square(0, 0, 300), new Dictionary<string, object?>())));
        await Refused(ProblemCode.InUse, () => Apply(new DeleteFeature("parks", "p-1", 1)));
        await Apply(new UpdateFeature("reserves", "r-1", 1, null, new Dictionary<string, object?> { ["state"] = "released" }));
        await Apply(new UpdateFeature("parks", "p-1", 1, Land.Square(0, 0, 300), new Dictionary<string, object?>()));
    }

    [Fact]
    public async Task Of_fifty_racing_blocks_one_wins_and_the_others_learn_its_name()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        var tries = Enumerable.Range(0, 50).Select(async i =>
        {
            try
            {
                await Apply(Land.Reserve($"r-{i:D2}", "p-1", Land.Square(100 + i, 100, 500), name: $"抢占 {i}"));
                return null;
            }
            catch (GeoProblemException e)
            {
                return e.Problems[0];
            }
        });
        var answers = await Task.WhenAll(tries);
        var winner = Assert.Single(await Query(new FeatureQuery("reserves")));
        Assert.Single(answers, a => a is null);
        Assert.All(answers.OfType<GeoProblem>(), p =>
        {
            Assert.Equal(ProblemCode.Overlap, p.Code);
            Assert.Equal(winner.Id, p.Feature!.Id);
        });
    }
}
