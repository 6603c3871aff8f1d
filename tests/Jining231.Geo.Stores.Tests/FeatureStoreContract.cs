using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests;

/// <summary>What every store must do; run once per store.</summary>
public abstract partial class FeatureStoreContract : IAsyncLifetime
{
    protected static readonly CancellationToken None = CancellationToken.None;

    protected TestClock Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));

    protected IFeatureStore Store { get; private set; } = null!;

    protected abstract Task<IFeatureStore> OpenAsync();

    public async Task InitializeAsync() => Store = await OpenAsync();

    public virtual async Task DisposeAsync() => await Store.DisposeAsync();

    protected Task<ChangeResult> Apply(params FeatureChange[] changes) => Store.ApplyAsync(new ChangeSet("测试员", changes), None);

    protected async Task<List<FeatureRow>> Query(FeatureQuery query, DateTimeOffset? asOf = null)
    {
        await using var snapshot = await Store.OpenSnapshotAsync(asOf, None);
        var rows = new List<FeatureRow>();
        await foreach (var row in snapshot.QueryAsync(query, None))
            rows.Add(row);
        Assert.Equal(rows.Count, query.Limit is null && query.AfterId is null ? await snapshot.CountAsync(query, None) : rows.Count);
        return rows;
    }

    protected async Task<FeatureRow?> Get(string layer, string id, DateTimeOffset? asOf = null)
    {
        await using var snapshot = await Store.OpenSnapshotAsync(asOf, None);
        return await snapshot.GetAsync(layer, id, None);
    }

    protected async Task<long> Revision(string layer, DateTimeOffset? asOf = null)
    {
        await using var snapshot = await Store.OpenSnapshotAsync(asOf, None);
        return snapshot.Revisions[layer].Revision;
    }

    protected static async Task<GeoProblem> Refused(ProblemCode code, Func<Task> act)
    {
        var problem = (await Assert.ThrowsAsync<GeoProblemException>(act)).Problems[0];
        Assert.True(code == problem.Code, $"{code} expected, not {problem.Code}: {problem.MessageEn}");
        Assert.NotEmpty(problem.MessageZh);
        Assert.NotEmpty(problem.MessageEn);
        return problem;
    }

    [Fact]
    public async Task A_feature_comes_back_as_it_went_in()
    {
        var wkb = Land.Square(0, 0, 500);
        await Apply(Land.Park("p-1", wkb));
        var row = await Get("parks", "p-1");
        Assert.NotNull(row);
        Assert.Equal(1, row.Version);
        Assert.Equal(wkb, row.Wkb!.Value.ToArray());
        Assert.Equal(["chemical", "new-materials"], row.List("clusters"));
        Assert.True((bool)row["recognised_chemical"]!);
        Assert.Equal(400.5, row.Number("approved_area_ha"));
        Assert.Null(row.Text("parent_id"));
    }

    [Fact]
    public async Task A_park_without_a_known_place_is_kept_without_geometry()
    {
        await Apply(Land.Park("p-unknown", null));
        Assert.Null((await Get("parks", "p-unknown"))!.Wkb);
        Assert.Empty(await Query(new FeatureQuery("parks") { Bbox = Land.Box(-1e5, -1e5, 2e5, 2e5) }));
    }

    [Fact]
    public async Task Each_write_moves_the_version_and_the_revision_of_its_layer_only()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 500)), Land.Park("p-2", Land.Square(600, 0, 500)));
        Assert.Equal(1, await Revision("parks"));
        var result = await Apply(new UpdateFeature("parks", "p-1", 1, null, new Dictionary<string, object?> { ["name"] = "改名" }));
        Assert.Equal([2L], result.Versions);
        Assert.Equal(2, await Revision("parks"));
        Assert.Equal(0, await Revision("sensitive"));
        var row = await Get("parks", "p-1");
        Assert.Equal("改名", row!.Text("name"));
        Assert.NotNull(row.Wkb);
    }

    [Fact]
    public async Task The_character_nul_is_refused_in_words()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 500)));
        await Refused(ProblemCode.InvalidValue, () => Apply(new UpdateFeature("parks", "p-1", 1, null, new Dictionary<string, object?> { ["name"] = "a\0b" })));
        await Refused(ProblemCode.InvalidValue, () => Apply(new UpdateFeature("parks", "p-1", 1, null, new Dictionary<string, object?> { ["clusters"] = (string[])["a\0"] })));
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        await Apply(Land.Park("p-1", Land.Square(0, 0, 500)));
        await Apply(new UpdateFeature("parks", "p-1", 1, null, new Dictionary<string, object?> { ["name"] = "甲" }));
        await Refused(ProblemCode.PreconditionFailed, () => Apply(new UpdateFeature("parks", "p-1", 1, null, new Dictionary<string, object?> { ["name"] = "乙" })));
        await Refused(ProblemCode.PreconditionFailed, () => Apply(new DeleteFeature("parks", "p-1", 1)));
        Assert.Equal("甲", (await Get("parks", "p-1"))!.Text("name"));
        Assert.Equal(2, await Revision("parks"));
    }

    [Fact]
    public async Task A_change_set_is_applied_whole_or_not_at_all()
    {
        await Refused(ProblemCode.AlreadyExists, () => Apply(Land.Park("p-1", Land.Square(0, 0, 500)), Land.Park("p-1", Land.Square(600, 0, 500))));
        Assert.Null(await Get("parks", "p-1"));
        Assert.Equal(0, await Revision("parks"));
    }

    [Fact]
    public async Task Bad_rows_are_refused_with_the_field_named()
    {
        var square = Land.Square(0, 0, 100);
        var unknown = await Refused(ProblemCode.UnknownName, () => Apply(new CreateFeature("parks", "x", square, Land.Values(("name", "a"), ("colour", "red")))));
        Assert.Equal("/properties/colour", unknown.Field);
        var code = await Refused(ProblemCode.InvalidValue, () => Apply(new CreateFeature("parks", "x", square, Land.Values(("name", "a"), ("level", "park"), ("kind", "castle")))));
        Assert.Equal("/properties/kind", code.Field);
        Assert.Contains("chemical", code.Allowed);
        var type = await Refused(ProblemCode.InvalidValue, () => Apply(new CreateFeature("parks", "x", square, Land.Values(("name", 7L), ("level", "park"), ("kind", "chemical")))));
        Assert.Equal("/properties/name", type.Field);
        var required = await Refused(ProblemCode.InvalidValue, () => Apply(new CreateFeature("parks", "x", square, Land.Values(("level", "park"), ("kind", "chemical")))));
        Assert.Equal("/properties/name", required.Field);
        await Refused(ProblemCode.InvalidGeometry, () => Apply(new CreateFeature("sensitive", "x", null, Land.Values(("name", "村"), ("kind", "village")))));
        await Refused(ProblemCode.NotFound, () => Apply(new CreateFeature("castles", "x", square, Land.Values())));
        Assert.Equal(0, await Revision("parks"));
    }

    [Fact]
    public async Task The_past_is_seen_as_it_was_recorded()
    {
        var first = await Apply(Land.Park("p-1", Land.Square(0, 0, 500)));
        Clock.Now = Clock.Now.AddHours(1);
        var second = await Apply(new UpdateFeature("parks", "p-1", 1, Land.Square(0, 0, 300), new Dictionary<string, object?> { ["name"] = "缩小" }));
        Clock.Now = Clock.Now.AddHours(1);
        var third = await Apply(new DeleteFeature("parks", "p-1", 2));

        Assert.Null(await Get("parks", "p-1", first.RecordedAt.AddMilliseconds(-1)));
        Assert.Equal(1, (await Get("parks", "p-1", first.RecordedAt))!.Version);
        Assert.Equal("测试园区 p-1", (await Get("parks", "p-1", second.RecordedAt.AddMilliseconds(-1)))!.Text("name"));
        Assert.Equal(Land.Square(0, 0, 300), (await Get("parks", "p-1", second.RecordedAt))!.Wkb!.Value.ToArray());
        Assert.Null(await Get("parks", "p-1", third.RecordedAt));
        Assert.Equal(0, await Revision("parks", first.RecordedAt.AddMilliseconds(-1)));
        Assert.Equal(2, await Revision("parks", third.RecordedAt.AddMilliseconds(-1)));
        Assert.Equal(3, await Revision("parks"));
    }

    [Fact]
    public async Task An_id_that_comes_back_goes_on_counting_its_versions()
    {
        await Apply(Land.Park("p-1", null));
        await Apply(new UpdateFeature("parks", "p-1", 1, null, new Dictionary<string, object?> { ["name"] = "甲" }));
        await Apply(new DeleteFeature("parks", "p-1", 2));
        Assert.Equal([3L], (await Apply(Land.Park("p-1", null))).Versions);
        Assert.Equal(3, (await Get("parks", "p-1"))!.Version);
    }

    [Fact]
    public async Task Recorded_time_moves_on_even_if_the_clock_goes_back()
    {
        var first = await Apply(Land.Park("p-1", null));
        Clock.Now = Clock.Now.AddDays(-1);
        var second = await Apply(Land.Park("p-2", null));
        Assert.True(second.RecordedAt > first.RecordedAt);
        Assert.Single(await Query(new FeatureQuery("parks"), first.RecordedAt));
    }

    [Fact]
    public async Task A_snapshot_stays_as_it_was_opened()
    {
        await Apply(Land.Park("p-1", null));
        await using var snapshot = await Store.OpenSnapshotAsync(null, None);
        await Apply(Land.Park("p-2", null));
        Assert.Equal(1, snapshot.Revisions["parks"].Revision);
        Assert.Equal(1, await snapshot.CountAsync(new FeatureQuery("parks"), None));
        Assert.Equal(2, await Revision("parks"));
    }

    [Fact]
    public async Task An_idempotency_key_gives_the_first_answer_again()
    {
        var set = new ChangeSet("甲", [Land.Park("p-1", null)]) { IdempotencyKey = "k", RequestDigest = "d" };
        var first = await Store.ApplyAsync(set, None);
        var again = await Store.ApplyAsync(set with { Changes = [Land.Park("p-other", null)] }, None);
        Assert.False(first.Replayed);
        Assert.True(again.Replayed);
        Assert.Equal(["p-1"], again.Ids);
        Assert.Equal(first.RecordedAt, again.RecordedAt);
        Assert.Null(await Get("parks", "p-other"));
        await Refused(ProblemCode.IdempotencyMismatch, () => Store.ApplyAsync(set with { RequestDigest = "other" }, None));
    }

    [Fact]
    public async Task A_decision_that_rests_on_an_old_revision_is_refused()
    {
        await Apply(Land.Village("v-1", Land.Square(0, 0, 100)));
        var set = new ChangeSet("甲", [Land.Park("p-1", null)]) { RestsOn = new Dictionary<string, long> { ["sensitive"] = 0 } };
        var problem = await Refused(ProblemCode.RevisionMoved, () => Store.ApplyAsync(set, None));
        Assert.Equal("sensitive", problem.Field);
        await Store.ApplyAsync(set with { RestsOn = new Dictionary<string, long> { ["sensitive"] = 1 } }, None);
    }

    [Fact]
    public async Task Filters_match_values_and_list_members()
    {
        await Apply(Land.Park("p-1", null), Land.Village("v-1", Land.Square(0, 0, 100)), Land.Village("v-2", Land.Square(200, 0, 100)));
        Assert.Single(await Query(new FeatureQuery("parks") { Filters = [new FieldFilter("clusters", ["new-materials"])] }));
        Assert.Empty(await Query(new FeatureQuery("parks") { Filters = [new FieldFilter("clusters", ["medicine"])] }));
        Assert.Equal(2, (await Query(new FeatureQuery("sensitive") { Filters = [new FieldFilter("population", [1200L])] })).Count);
        Assert.Single(await Query(new FeatureQuery("sensitive") { Filters = [new FieldFilter("id", ["v-2", "v-9"])] }));
        await Refused(ProblemCode.UnknownName, () => Query(new FeatureQuery("parks") { Filters = [new FieldFilter("colour", ["red"])] }));
    }
}
