using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using Jining231.Geo.Stores.Tests.Account;
using Jining231.Geo.Stores.Tests.Support;

namespace Jining231.Geo.Stores.Tests;

public abstract partial class FeatureStoreContract
{
    private const int WalkSteps = 500;

    /// <summary>Walks up to this seed are known to come by every outcome; others may miss a rare one.</summary>
    private const int SurelyRich = 2;

    /// <summary>Two walks in CI; with JINING_LONG=1 two hundred, each on a fresh store: 100,000 steps.</summary>
    public static TheoryData<int> Walks => [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 200 : 2)];

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task The_account_does_what_a_simple_model_does(int seed)
    {
        var rules = Rules();
        await Apply(
            Land.Park("p-1", Land.Square(0, 0, CellLand.Side * CellLand.CellM)),
            new CreateFeature("projects", "project-1", null, Land.Values(("name", "项目"), ("industry", "fluorosilicon"), ("status", "wanted"))));
        var random = new Random(seed);
        var model = new AccountModel(rules.Hold.MaxRenewals);
        var walk = new AccountWalk(new ReservePlanner(Store, rules), model, random, "p-1", "project-1");
        var past = new List<(DateTimeOffset At, IReadOnlyList<string> Lines)>();
        for (var step = 1; step <= WalkSteps; step++)
        {
            Clock.Now = Clock.Now.AddSeconds(random.Next(12) == 0 ? random.Next(3_600, 50_000) : 1);
            await walk.StepAsync(Clock.Now);
            if (step % 20 == 0)
                past.Add((Clock.Now.AddMilliseconds(500), model.Lines(Clock.Now)));
            if (step % 250 == 0)
                await SameLandAsync(model);
        }

        await SameLandAsync(model);
        Clock.Now = Clock.Now.AddSeconds(1);
        foreach (var (at, lines) in past)
            Assert.Equal(lines, (await Query(new FeatureQuery("reserves"), at)).Select(r => Line(r, at)));
        await SameEntriesAsync(model);
        if (seed > SurelyRich)
            return;
        foreach (var outcome in (string[])["Hold new: done", "Reserve new: Overlap", "Reserve: done", "Renew: done", "Adjust: done", "Adjust: Overlap",
            "Split: done", "Merge: done", "Activate: done", "Activate part: done", "Release: done", "Close: done", "Close: IllegalTransition"])
            Assert.True(walk.Outcomes.ContainsKey(outcome), $"never happened: {outcome}; {string.Join(", ", walk.Outcomes)}");
    }

    private static RulePack Rules()
    {
        var folder = Path.Combine(Checkout.Root, "geodata", "rules");
        return RulePack.Parse(RulePack.FileNames.ToDictionary(n => n, n => (Stream)new MemoryStream(File.ReadAllBytes(Path.Combine(folder, n)))));
    }

    /// <summary>As a line of the model; the cells are the model's, their land is compared by <see cref="SameLandAsync"/>.</summary>
    private static string Line(FeatureRow row, DateTimeOffset at) =>
        new ModelBlock(row.Id, ReserveLifecycle.StateAt(row, at), CellLand.Cells(row.Wkb!.Value), row.Version, null, 0, row.Text("document_no")!).Line(at);

    private async Task SameLandAsync(AccountModel model)
    {
        var rows = await Query(new FeatureQuery("reserves"));
        Assert.Equal(model.Lines(Clock.Now), rows.Select(r => Line(r, Clock.Now)));
        foreach (var row in rows.Where(r => model.Blocks[r.Id].LiveAt(Clock.Now)))
        {
            var (land, expected) = (Reproject.ToPlane(row.ReadGeometry()!), Reproject.ToPlane(CellLand.Geometry(model.Blocks[row.Id].Cells)));
            Assert.InRange(Overlay.Difference(land, expected).Area + Overlay.Difference(expected, land).Area, 0, Overlay.ToleranceM2);
        }
    }

    private async Task SameEntriesAsync(AccountModel model)
    {
        var (entries, _) = await ReserveEntriesPlanner.ReadAsync(Store, new ReserveEntriesRequest(null, null, null, null), None);
        foreach (var block in model.Entries.GroupBy(e => e.Id))
        {
            var ours = entries.Where(e => e.BlockId == block.Key && e.Revision is not null).ToList();
            Assert.Equal(
                block.Select(e => (e.Act, e.Actor, e.Document, e.Before, e.After)),
                ours.Select(e => (e.Act, e.Actor, e.DocumentNo, e.StateBefore, e.StateAfter)));
            foreach (var (expected, entry) in block.Zip(ours))
            {
                Assert.Equal(Area(expected.CellsBefore), entry.AreaBeforeM2, 0.02);
                Assert.Equal(Area(expected.CellsAfter), entry.AreaAfterM2, 0.02);
            }
        }
    }

    private static double Area(ulong cells) => cells == 0 ? 0 : EllipsoidalArea.OfGeographic(CellLand.Geometry(cells));
}
