using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests;

/// <summary>What a feature refers to is there, and what is referred to does not go away.</summary>
public abstract partial class FeatureStoreContract
{
    [Theory]
    [InlineData("ports", "park_id", "parks")]
    [InlineData("parcels", "park_id", "parks")]
    [InlineData("parks", "parent_id", "parks")]
    [InlineData("projects", "park_id", "parks")]
    [InlineData("reserves", "park_id", "parks")]
    [InlineData("reserves", "project_id", "projects")]
    public async Task A_value_that_refers_to_nothing_is_refused_and_changes_nothing(string layer, string field, string target)
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 2000)));
        var good = layer switch
        {
            "ports" => Land.Port("x", "p-1"),
            "parcels" => Land.Parcel("x", "p-1"),
            "parks" => Land.Park("x", null),
            "projects" => new CreateFeature("projects", "x", null, Land.Values(("name", "项目"), ("industry", "chemical"), ("status", "wanted"))),
            _ => Land.Reserve("x", "p-1", Land.Square(100, 100, 500)),
        };
        var bad = good with { Values = new Dictionary<string, object?>(good.Values) { [field] = "p-9" } };
        var problem = await Refused(ProblemCode.MissingReference, () => Apply(Land.Village("v-1", Land.Square(0, 0, 100)), bad));
        Assert.Equal("/properties/" + field, problem.Field);
        Assert.Contains("“p-9”", problem.MessageZh, StringComparison.Ordinal);
        Assert.Contains($"'p-9', which layer '{target}'", problem.MessageEn, StringComparison.Ordinal);
        Assert.Equal((layer, "x"), (problem.Feature!.Layer, problem.Feature.Id));
        Assert.Null(await Get(layer, "x"));
        Assert.Equal((layer == "parks" ? 1L : 0L, 0L), (await Revision(layer), await Revision("sensitive")));
        await Apply(good);
        await Refused(ProblemCode.MissingReference, () => Apply(new UpdateFeature(layer, "x", 1, null, new Dictionary<string, object?> { [field] = "p-9" })));
        Assert.Equal(1, (await Get(layer, "x"))!.Version);
    }

    [Fact]
    public async Task Who_refers_and_what_is_referred_to_come_and_go_together_in_either_order()
    {
        await Apply(Land.Port("s-1", "p-1"), Land.Parcel("a-1", "p-2"), Land.Park("p-1", null), Land.Park("p-2", null));
        var sub = Land.Park("p-0", null);
        await Apply(sub with { Values = new Dictionary<string, object?>(sub.Values) { ["parent_id"] = "p-3" } }, Land.Park("p-3", null));
        await Apply(new DeleteFeature("parks", "p-1", 1), new DeleteFeature("ports", "s-1", 1));
        await Apply(new DeleteFeature("parks", "p-3", 1), new DeleteFeature("parks", "p-0", 1));
        await Apply(new DeleteFeature("parks", "p-2", 1), Land.Park("p-2", Land.Square(0, 0, 500)));
        Assert.Equal("p-2", Assert.Single(await Query(new FeatureQuery("parks"))).Id);

        // Only what a row refers to in the end counts.
        await Apply(Land.Port("s-2", "p-9"), Refer("s-2", "p-2"));
        await Apply(Land.Port("s-3", "p-9"), new DeleteFeature("ports", "s-3", 1));
        await Refused(ProblemCode.MissingReference, () => Apply(Land.Port("s-4", "p-2"), Refer("s-4", "p-9")));
    }

    [Fact]
    public async Task What_is_referred_to_is_not_deleted_and_the_referrer_is_named()
    {
        var first = await Apply(Land.Park("p-1", null), Land.Park("p-2", null), Land.Port("s-1", "p-1"), Land.Parcel("a-1", "p-2", "370881"));
        var problem = await Refused(ProblemCode.InUse, () => Apply(new DeleteFeature("parks", "p-1", 1)));
        Assert.Equal(("ports", "s-1", "港 s-1"), (problem.Feature!.Layer, problem.Feature.Id, problem.Feature.Name));
        Assert.Contains("“p-1”", problem.MessageZh, StringComparison.Ordinal);
        Assert.Equal("a-1", (await Refused(ProblemCode.InUse, () => Apply(new DeleteFeature("parks", "p-2", 1)))).Feature!.Id);
        Assert.Equal(1, await Revision("parks"));

        Clock.Now = Clock.Now.AddHours(1);
        await Apply(Refer("s-1", "p-2"), new UpdateFeature("parcels", "a-1", 1, null, new Dictionary<string, object?> { ["park_id"] = null }));
        await Apply(new DeleteFeature("parks", "p-1", 1));
        await Refused(ProblemCode.InUse, () => Apply(new DeleteFeature("parks", "p-2", 1)));

        // The past is not bound by what exists today.
        Assert.Equal("p-1", (await Get("ports", "s-1", first.RecordedAt))!.Text("park_id"));
        Assert.NotNull(await Get("parks", "p-1", first.RecordedAt));
    }

    [Fact]
    public async Task Several_broken_references_are_told_at_once()
    {
        var refused = await Assert.ThrowsAsync<GeoProblemException>(() => Apply(Land.Port("s-1", "p-8"), Land.Parcel("a-1", "p-9"), Land.Port("s-0", "p-9")));
        Assert.Equal(["ports/s-0", "ports/s-1", "parcels/a-1"], refused.Problems.Select(p => p.Feature!.Layer + "/" + p.Feature.Id));
    }

    private static UpdateFeature Refer(string port, string park) => new("ports", port, 1, null, new Dictionary<string, object?> { ["park_id"] = park });
}
