using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Shared;
using Jining231.Geo.Workspace.Reserving;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Workspace.Tests;

/// <summary>Everything the shell does, act by act, on a file and on a service: open, site, reserve, conflict, undo, balance, export.</summary>
public sealed class OfficerWalkTests
{
    [Fact]
    public async Task From_the_map_to_a_reserved_block_on_a_file_and_the_file_then_serves_the_same()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        string exported;
        await using (var workspace = await shipped.OpenAsync())
            exported = await WalkAsync(workspace, shipped.Folder);

        await using var service = await RunningService.StartAsync(shipped.Folder, shipped.Path);
        await using var remote = await OpenAsync(service);
        var block = Assert.Single(remote.Layer("reserves").Features, f => f.Row.Text("state") == "reserved");
        using var file = JsonDocument.Parse(exported);
        var written = file.RootElement.GetProperty("features").EnumerateArray().Single(f => f.GetProperty("id").GetString() == block.Row.Id);
        Assert.Equal(written.GetProperty("properties").GetProperty("document_no").GetString(), block.Row.Text("document_no"));
        var ring = written.GetProperty("geometry").GetProperty("coordinates")[0][0];
        Assert.Equal(
            ring.EnumerateArray().Select(c => (c[0].GetDouble(), c[1].GetDouble())),
            block.Row.ReadGeometry()!.Coordinates.Select(c => (c.X, c.Y)));
    }

    [Fact]
    public async Task The_same_walk_on_a_service()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var service = await RunningService.StartAsync(shipped.Folder, shipped.Path);
        await using var workspace = await OpenAsync(service);
        await WalkAsync(workspace, shipped.Folder);
    }

    [Fact]
    public async Task File_and_service_give_the_same_layers_and_the_same_answer()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var service = await RunningService.StartAsync(shipped.Folder, shipped.Path);
        await using var remote = await OpenAsync(service);
        await using var local = await MapWorkspace.OpenAsync(
            await SourceOpener.OpenAsync(shipped.Path, ShippedStore.Rules, "officer", default), null, TimeProvider.System, default);
        Assert.Equal(local.Layers.Select(l => l.Layer.Def.Name), remote.Layers.Select(l => l.Layer.Def.Name));
        foreach (var (a, b) in local.Layers.Zip(remote.Layers))
        {
            Assert.Equal(a.Layer.Features.Select(f => (f.Row.Id, f.Row.Version)), b.Layer.Features.Select(f => (f.Row.Id, f.Row.Version)));
            foreach (var (x, y) in a.Layer.Features.Zip(b.Layer.Features))
            {
                Assert.Equal(x.Row.Wkb?.ToArray(), y.Row.Wkb?.ToArray());
                Assert.Equal(JsonSerializer.Serialize(x.Row.Values), JsonSerializer.Serialize(y.Row.Values));
            }
        }

        var (one, two) = (await local.SiteAsync(Form(), default), await remote.SiteAsync(Form(), default));
        Assert.Equal(one.Sites.Select(s => (s.ParkId, s.Score, s.Geographic.AsText())), two.Sites.Select(s => (s.ParkId, s.Score, s.Geographic.AsText())));
        Assert.Equal(local.Source.Rules.Industries.Select(i => i.Title), remote.Source.Rules.Industries.Select(i => i.Title));
    }

    [Fact]
    public async Task Kinds_of_plot_are_found_and_an_assembly_names_its_parcels()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var form = new SitingForm { Industry = "fluorosilicon", AreaMu = "150", MinWidthM = "100", Hazard = "medium", Count = "5", AssemblyMaxRatio = "3", Needs = { ["rail"] = "15" }, ByNetwork = { "rail" } };
        form.PlotKinds.Add("assembly");
        var answer = await workspace.SiteAsync(form, default);
        Assert.NotEmpty(answer.Sites);
        Assert.All(answer.Sites, s => Assert.Equal(("assembly", true, true), (s.Shape, s.Parcels.Count > 0, s.Owners > 0)));
        var parcel = answer.Sites[0].Parcels[0];
        Assert.Equal(parcel.Status, workspace.Layer("parcels").Find(parcel.Id)!.Row.Text("status"));
        form.PlotKinds.Clear();
        form.PlotKinds.Add("rectangle");
        Assert.All((await workspace.SiteAsync(form, default)).Sites, s => Assert.Equal(("rectangle", 0, null), (s.Shape, s.Parcels.Count, s.Crossing)));
    }

    private static async Task<string> WalkAsync(MapWorkspace workspace, string folder)
    {
        var changed = new List<string>();
        workspace.LayerChanged += (_, layer) => changed.Add(layer);
        var answer = await workspace.SiteAsync(Form(), default);
        Assert.NotEmpty(answer.Sites);
        Assert.All(answer.Sites, s => Assert.Equal(s.Score, s.Contributions.Sum(c => c.Points), 6));
        Assert.All(answer.Parks, p => Assert.True(p.Reasons.Count > 0 || p.Verdict == "sited"));
        foreach (var ledger in answer.Parks.Select(p => p.Ledger).OfType<ParkLedgerCard>())
            Assert.Equal(ledger.GrossM2, ledger.EligibleM2 + ledger.UnknownM2 + ledger.Rules.Sum(r => r.SplitM2), 2);

        var site = answer.Sites[0];
        Assert.Equal(site.ParkId, workspace.ParkOf(site.Plane)!.Row.Id);
        var before = workspace.Balance(site.ParkId)!;
        var form = new ReserveForm
        {
            ParkId = site.ParkId,
            Tier = "general",
            Holder = "市自然资源局",
            Purpose = "氟硅项目",
            DocumentNo = "济自然资〔2026〕7号",
            Use = answer.Inputs,
        };
        var block = await workspace.ReserveAsync(form, site, default);
        Assert.Equal("reserved", block.Text("state"));
        Assert.Equal(["reserves"], changed);
        Assert.True(workspace.Layer("reserves").Find(block.Id)!.IsShownAt(DateTimeOffset.UtcNow));
        var after = workspace.Balance(site.ParkId)!;
        Assert.Equal(site.Plane.Area, Whole(after) - Whole(before), 0.5);
        Assert.InRange(Line(after, "reserved"), 0, Whole(after));
        Assert.Equal(after.GrossM2, after.Lines.Sum(l => l.M2), 2);

        var taken = await Assert.ThrowsAsync<GeoProblemException>(() => workspace.ReserveAsync(form, site, default));
        Assert.Contains("市自然资源局", ProblemText.Of(taken, Lang.Zh), StringComparison.Ordinal);
        Assert.Equal("留白", workspace.Undo.Next!.Title.Zh);

        Assert.True(await workspace.Undo.UndoAsync(default));
        Assert.Equal("released", workspace.Layer("reserves").Find(block.Id)!.Row.Text("state"));
        Assert.False(workspace.Layer("reserves").Find(block.Id)!.IsShownAt(DateTimeOffset.UtcNow));
        Assert.Equal(Whole(before), Whole(workspace.Balance(site.ParkId)!), 2);
        Assert.True(await workspace.Undo.RedoAsync(default));
        Assert.Single(workspace.Layer("reserves").Features, f => f.Row.Text("state") == "reserved");

        var path = Path.Combine(folder, "reserves.geojson");
        await workspace.ExportAsync("reserves", path, null, default);
        return await File.ReadAllTextAsync(path);
    }

    private static double Whole(ParkBalance balance) => balance.Lines.Single(l => l.Key == "reserved").WholeM2;

    private static double Line(ParkBalance balance, string key) => balance.Lines.Single(l => l.Key == key).M2;

    private static SitingForm Form() => new()
    {
        Industry = "fluorosilicon",
        InvestmentYi = "50",
        AreaMu = "300",
        MinWidthM = "200",
        Hazard = "medium",
        Count = "3",
        Needs = { ["rail"] = "15" },
    };

    private static async Task<MapWorkspace> OpenAsync(RunningService service) => await MapWorkspace.OpenAsync(
        await SourceOpener.OpenAsync(service.Address.ToString(), "", "officer", default), null, TimeProvider.System, default);
}
