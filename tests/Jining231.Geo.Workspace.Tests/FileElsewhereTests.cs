using System.Globalization;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Tests.Shared;
using Jining231.Geo.Workspace.Reserving;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Sources;

namespace Jining231.Geo.Workspace.Tests;

/// <summary>A file in which the officer reserved and undid is opened by the service and by QGIS: every row of every layer is the same there.</summary>
public sealed class FileElsewhereTests
{
    [Fact]
    public async Task A_file_with_a_reserved_block_holds_the_same_in_QGIS_and_in_the_service()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        Dictionary<string, FeatureRow[]> mine;
        await using (var workspace = await shipped.OpenAsync())
        {
            await ReserveAsync(workspace);
            mine = Rows(workspace);
        }

        Assert.Equal(["released", "reserved"], mine["reserves"].Select(r => r.Text("state")).Order());
        await AssertQgisAsync(shipped.Path, mine);
        await using (var service = await RunningService.StartAsync(shipped.Folder, shipped.Path))
        await using (var remote = await MapWorkspace.OpenAsync(
            await SourceOpener.OpenAsync(service.Address.ToString(), "", "officer", default), null, TimeProvider.System, default))
            AssertSame(mine, Rows(remote));
        await AssertQgisAsync(shipped.Path, mine);
    }

    private static async Task ReserveAsync(MapWorkspace workspace)
    {
        var answer = await workspace.SiteAsync(
            new SitingForm { Industry = "fluorosilicon", InvestmentYi = "50", AreaMu = "300", MinWidthM = "200", Count = "2" }, default);
        var site = answer.Sites[0];
        ReserveForm Form(bool reserve) => new()
        {
            ParkId = site.ParkId,
            Reserve = reserve,
            Tier = "general",
            Holder = "市自然资源局",
            Purpose = "氟硅项目",
            DocumentNo = "济自然资〔2026〕7号",
            HeldUntil = reserve ? null : DateTimeOffset.UtcNow.AddDays(30),
        };
        await workspace.ReserveAsync(Form(reserve: false), site.Plane.Buffer(-20), default);
        Assert.True(await workspace.Undo.UndoAsync(default));
        await workspace.ReserveAsync(Form(reserve: true), site, default);
    }

    private static Dictionary<string, FeatureRow[]> Rows(MapWorkspace workspace) =>
        workspace.Layers.ToDictionary(l => l.Layer.Def.Name, l => l.Layer.Features.Select(f => f.Row).ToArray());

    private static void AssertSame(Dictionary<string, FeatureRow[]> mine, Dictionary<string, FeatureRow[]> theirs)
    {
        Assert.Equal(mine.Keys, theirs.Keys);
        foreach (var (name, rows) in mine)
            Assert.Equal(rows.Select(Line), theirs[name].Select(Line));
    }

    private static async Task AssertQgisAsync(string path, Dictionary<string, FeatureRow[]> mine)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "RealClients", "qgis_file.py");
        var seen = JsonNode.Parse(await ForeignProgram.RunAsync(ForeignProgram.Python, [script, path, .. mine.Keys]))!;
        foreach (var (name, rows) in mine)
        {
            Assert.Null(seen[name]!["error"]);
            if (rows[0].Layer.Geometry != GeometryKind.None)
                Assert.Equal("EPSG:4490", seen[name]!["crs"]!.GetValue<string>());
            var read = seen[name]!["rows"]!.AsObject();
            Assert.Equal(rows.Length, read.Count);
            foreach (var row in rows)
            {
                var values = read[row.Id]!["values"]!;
                Assert.Equal(Line(row), string.Join('|', [
                    row.Id, values["version"]!.ToString(), .. row.Layer.Fields.Select((f, i) => Text(f, row.Values[i], values[f.Name])), read[row.Id]!["wkb"]?.ToString() ?? ""]));
            }
        }
    }

    private static string Line(FeatureRow row) => string.Join('|', [
        row.Id, row.Version.ToString(CultureInfo.InvariantCulture), .. row.Layer.Fields.Select((f, i) => Text(row.Values[i])), row.Wkb is { } wkb ? Convert.ToHexString(wkb.Span) : ""]);

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IEnumerable<string> texts => string.Join(',', texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Text(FieldDef field, object? mine, JsonNode? value) => (field.Type, value) switch
    {
        (_, null) => "",
        // GDAL keeps seconds as single-precision numbers, so its milliseconds may be one less.
        (FieldType.Timestamp, _) when mine is DateTimeOffset at
            && (at - DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture)).Duration() <= TimeSpan.FromMilliseconds(1) => Text(mine),
        (FieldType.TextArray, _) => string.Join(',', JsonNode.Parse(value.GetValue<string>())!.AsArray().Select(t => t!.GetValue<string>())),
        (FieldType.Real, _) => value.GetValue<double>().ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
