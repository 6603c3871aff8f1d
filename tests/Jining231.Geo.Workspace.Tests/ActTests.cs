using Jining231.Geo.Layers;
using Jining231.Geo.Workspace.Identify;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Reserving;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace.Tests;

/// <summary>Acts of the shell beside the main walk: a hold of a drawn plot, a form left empty, cancelling, an export that cannot be written.</summary>
public sealed class ActTests
{
    [Fact]
    public async Task A_drawn_plot_is_held_until_its_day_and_the_hold_can_be_undone()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var drawn = (await workspace.SiteAsync(Form(), default)).Sites[0].Plane.Buffer(-20);
        var park = workspace.ParkOf(drawn)!;
        var until = DateTimeOffset.UtcNow.AddDays(30);
        var form = new ReserveForm
        {
            ParkId = park.Row.Id,
            Reserve = false,
            Tier = "general",
            Holder = "市投促局",
            Purpose = "意向项目",
            DocumentNo = "济投〔2026〕3号",
            HeldUntil = until,
        };
        var block = await workspace.ReserveAsync(form, drawn, default);
        Assert.Equal("held", block.Text("state"));
        var held = workspace.Layer("reserves").Find(block.Id)!;
        Assert.True(held.IsShownAt(until.AddDays(-1)));
        Assert.False(held.IsShownAt(until.AddDays(2)));
        Assert.Equal(drawn.Area, workspace.Balance(park.Row.Id)!.Lines.Single(l => l.Key == "reserved").WholeM2, 0.5);

        var taken = await Assert.ThrowsAsync<GeoProblemException>(() => workspace.ReserveAsync(form, drawn, default));
        var sentence = ProblemText.Of(taken, Lang.En);
        Assert.Contains("holder 市投促局", sentence, StringComparison.Ordinal);
        Assert.Contains("until ", sentence, StringComparison.Ordinal);
        Assert.True(await workspace.Undo.UndoAsync(default));
        Assert.False(workspace.Layer("reserves").Find(block.Id)!.IsShownAt(DateTimeOffset.UtcNow));
    }

    [Fact]
    public async Task A_released_block_is_neither_found_by_a_click_nor_snapped_to_as_the_map_does_not_draw_it()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var site = (await workspace.SiteAsync(Form(), default)).Sites[0];
        var form = new ReserveForm { ParkId = site.ParkId, Tier = "general", Holder = "市自然资源局", Purpose = "氟硅项目", DocumentNo = "济自然资〔2026〕8号" };
        var block = await workspace.ReserveAsync(form, site, default);
        var inside = Labels.Place(site.Plane);
        var corner = workspace.Layer("reserves").Find(block.Id)!.Plane!.Coordinate;
        var near = new Coordinate(corner.X + 0.4, corner.Y);
        bool Found() => workspace.Identify(inside, 5, AreaUnit.Mu, Lang.Zh).Any(c => c.Feature.Row.Id == block.Id);
        Assert.True(Found());
        Assert.Equal(corner, workspace.Snap(near, 1));

        Assert.True(await workspace.Undo.UndoAsync(default));
        Assert.Equal("released", workspace.Layer("reserves").Find(block.Id)!.Row.Text("state"));
        Assert.False(Found());
        Assert.NotEqual(corner, workspace.Snap(near, 1));
        Assert.Contains(workspace.Search(block.Id).Features, f => f.Row.Id == block.Id);

        Assert.True(await workspace.Undo.RedoAsync(default));
        Assert.Single(workspace.Identify(inside, 5, AreaUnit.Mu, Lang.Zh), c => c.Feature.Row.Layer.Name == "reserves");
    }

    [Fact]
    public async Task A_hold_past_its_day_is_not_found_by_a_click()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var drawn = (await workspace.SiteAsync(Form(), default)).Sites[0].Plane.Buffer(-20);
        var until = DateTimeOffset.UtcNow.AddDays(30);
        var form = new ReserveForm
        {
            ParkId = workspace.ParkOf(drawn)!.Row.Id,
            Reserve = false,
            Tier = "general",
            Holder = "市投促局",
            Purpose = "意向项目",
            DocumentNo = "济投〔2026〕3号",
            HeldUntil = until,
        };
        var block = await workspace.ReserveAsync(form, drawn, default);
        IEnumerable<string> FoundAt(DateTimeOffset at) => Identifier.At([workspace.Layer("reserves")], Labels.Place(drawn), 5, at).Select(f => f.Row.Id);
        Assert.Equal([block.Id], FoundAt(until.AddDays(-1)));
        Assert.Empty(FoundAt(until.AddDays(2)));
    }

    [Fact]
    public async Task An_empty_form_is_answered_with_the_names_that_the_form_shows_and_nothing_is_written()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var site = (await workspace.SiteAsync(Form(), default)).Sites[0];
        var form = new ReserveForm { ParkId = site.ParkId, Tier = "general" };
        var refused = await Assert.ThrowsAsync<GeoProblemException>(() => workspace.ReserveAsync(form, site, default));
        Assert.Contains("持有人：必填", ProblemText.Of(refused, Lang.Zh), StringComparison.Ordinal);
        Assert.Contains("文号：必填", ProblemText.Of(refused, Lang.Zh), StringComparison.Ordinal);
        Assert.DoesNotContain("documentNo", ProblemText.Of(refused, Lang.En), StringComparison.Ordinal);
        Assert.Empty(workspace.Layer("reserves").Features);
        Assert.Null(workspace.Undo.Next);
    }

    [Fact]
    public async Task A_cancelled_siting_keeps_the_earlier_answer_and_a_cancelled_export_leaves_no_file()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using var workspace = await shipped.OpenAsync();
        var shares = new Shares();
        var answer = await workspace.SiteAsync(Form(), shares, default);
        Assert.Equal(1, shares.Told.Max());
        Assert.True(shares.Told.Count(s => s is > 0 and < 1) > 3);
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workspace.SiteAsync(Form(), cancel.Token));
        Assert.Same(answer, workspace.Answer);
        var path = Path.Combine(shipped.Folder, "parks.geojson");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => workspace.ExportAsync("parks", path, null, cancel.Token));
        Assert.False(File.Exists(path));
    }

    private sealed class Shares : IProgress<double>
    {
        public System.Collections.Concurrent.ConcurrentBag<double> Told { get; } = [];

        public void Report(double value) => Told.Add(value);
    }

    private static SitingForm Form() => new() { Industry = "fluorosilicon", InvestmentYi = "50", AreaMu = "300", MinWidthM = "200", Count = "2" };
}
