using System.Text;
using Jining231.Geo.Branches;

namespace Jining231.Geo.Stores.Tests;

/// <summary>Named branches beside the layers, alike in both stores.</summary>
public abstract partial class FeatureStoreContract
{
    private static readonly DateTimeOffset BranchBase = new(2026, 3, 1, 8, 0, 0, 123, TimeSpan.Zero);

    private IBranchStore Branches => ((IKeepsBranches)Store).Branches;

    private static BranchDraft Draft(string name, string content, long controls = 3) => new(
        name, BranchBase, new Dictionary<string, long> { ["parks"] = 1, ["controls"] = controls }, Encoding.UTF8.GetBytes(content));

    [Fact]
    public async Task A_branch_is_kept_read_replaced_and_deleted_by_the_version_seen()
    {
        var made = (await Branches.AddAsync(Draft("北扩", """{"名":1}"""), "甲", None))!;
        Assert.Equal(("北扩", 1, BranchBase, "甲"), (made.Name, made.Version, made.BaseAt, made.Actor));
        Assert.Equal([KeyValuePair.Create("controls", 3L), KeyValuePair.Create("parks", 1L)], made.BaseRevisions);
        Assert.Equal(made.CreatedAt, made.UpdatedAt);
        Assert.Null(await Branches.AddAsync(Draft("北扩", "{}"), "乙", None));
        var found = (await Branches.FindAsync("北扩", None))!;
        Assert.Equal("""{"名":1}""", Encoding.UTF8.GetString(found.Content.Span));
        Assert.Equal((made.Version, made.CreatedAt), (found.Version, found.CreatedAt));
        var changed = (await Branches.ReplaceAsync(Draft("北扩", """{"名":2}""", 9), 1, "乙", None))!;
        Assert.Equal((2, "乙", made.CreatedAt, 9), (changed.Version, changed.Actor, changed.CreatedAt, changed.BaseRevisions["controls"]));
        Assert.True(changed.UpdatedAt >= made.UpdatedAt);
        Assert.Null(await Branches.ReplaceAsync(Draft("北扩", "{}"), 1, "丙", None));
        Assert.Null(await Branches.ReplaceAsync(Draft("没有", "{}"), 1, "丙", None));
        Assert.False(await Branches.DeleteAsync("北扩", 1, None));
        Assert.True(await Branches.DeleteAsync("北扩", 2, None));
        Assert.Null(await Branches.FindAsync("北扩", None));
        Assert.False(await Branches.DeleteAsync("北扩", 2, None));
    }

    [Fact]
    public async Task Branches_are_listed_by_name_without_content_and_touch_no_revision()
    {
        var before = await Store.ReadRevisionsAsync(None);
        foreach (var name in new[] { "b", "a", "中", "Z" })
            await Branches.AddAsync(Draft(name, "{}"), "甲", None);
        var list = await Branches.ListAsync(None);
        Assert.Equal(["Z", "a", "b", "中"], list.Select(b => b.Name));
        Assert.All(list, b => Assert.Equal(0, b.Content.Length));
        Assert.Equal(before.OrderBy(r => r.Key, StringComparer.Ordinal), (await Store.ReadRevisionsAsync(None)).OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_one_succeeds()
    {
        await Branches.AddAsync(Draft("a", "{}"), "甲", None);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Branches.ReplaceAsync(Draft("a", $$"""{"i":{{i}}}"""), 1, $"w{i}", None)));
        Assert.Single(results, r => r is not null);
        Assert.Equal(2, (await Branches.FindAsync("a", None))!.Version);
    }
}
