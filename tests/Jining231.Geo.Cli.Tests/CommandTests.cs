using System.Diagnostics;
using System.Text.Json;
using Jining231.Geo.Exchange.BoundaryPoints;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests;

/// <summary>The built program, as a user runs it.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly string[] Request =
    [
        "site", "--industry", "fluorosilicon", "--investment", "50", "--area-mu", "1000", "--min-width", "300", "--hazard", "medium", "--need", "rail=10", "--json",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-").FullName;

    private string Store => Path.Combine(_folder, "store.gpkg");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Site_gives_the_same_bytes_as_the_service()
    {
        var (code, output, errors) = await RunAsync([.. Request, "--store", Store]);
        Assert.True(code == 0, errors);
        await using var service = await RunningService.StartAsync(_folder);
        using var body = new StringContent(
            """{"inputs":{"industry":"fluorosilicon","investmentYi":50,"areaMu":1000,"minWidthM":300,"hazard":"medium","needs":[{"kind":"rail","maxKm":10}]}}""",
            System.Text.Encoding.UTF8, "application/json");
        using var answer = await service.Http.PostAsync(new Uri("processes/siting/execution", UriKind.Relative), body);
        Assert.Equal((await answer.Content.ReadAsStringAsync()).TrimEnd(), output.TrimEnd());
        using var json = JsonDocument.Parse(output);
        Assert.True(json.RootElement.GetProperty("sites").GetProperty("features").GetArrayLength() > 0);
        foreach (var park in json.RootElement.GetProperty("parks").EnumerateArray())
            if (park.TryGetProperty("grossM2", out var gross) && gross.ValueKind == JsonValueKind.Number && park.GetProperty("eligibleM2").ValueKind == JsonValueKind.Number)
            {
                var parts = park.GetProperty("rules").EnumerateArray().Sum(r => r.GetProperty("splitM2").GetDecimal());
                Assert.Equal(gross.GetDecimal(), parts + park.GetProperty("unknownM2").GetDecimal() + park.GetProperty("eligibleM2").GetDecimal());
            }
    }

    [Fact]
    public async Task Parcels_and_locked_plots_are_told_in_words()
    {
        string[] ask = ["site", "--industry", "fluorosilicon", "--area-mu", "150", "--hazard", "low", "--plot-kind", "assembly", "--assembly-max-ratio", "3", "--count", "2", "--park", "park-c1-jinxiang", "--lang", "en", "--store", Store];
        var (code, output, errors) = await RunAsync(ask);
        Assert.True(code == 0, errors);
        Assert.Contains("assembly of 1 parcels, 1 owners (proved fewest)", output, StringComparison.Ordinal);
        var file = Path.Combine(_folder, "locked.geojson");
        await File.WriteAllTextAsync(file, """
            {"type":"FeatureCollection","features":[{"type":"Feature","id":"far","properties":{},
             "geometry":{"type":"Polygon","coordinates":[[[115.0,35.0],[115.01,35.0],[115.01,35.01],[115.0,35.01],[115.0,35.0]]]}}]}
            """);
        (code, output, errors) = await RunAsync([.. ask, "--locked", file]);
        Assert.True(code == 0, errors);
        Assert.Contains("far (locked): The middle of the plot lies in no park.", output, StringComparison.Ordinal);
        (code, _, errors) = await RunAsync([.. ask, "--locked", "nowhere.geojson"]);
        Assert.Equal(1, code);
        Assert.Contains("nowhere.geojson", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bad_input_names_the_option_and_ends_with_its_own_code()
    {
        var (code, output, errors) = await RunAsync(["site", "--industry", "castles", "--area-mu", "1000", "--json", "--store", Store]);
        Assert.Equal(1, code);
        Assert.Contains("castles", output + errors, StringComparison.Ordinal);
        Assert.Contains("fluorosilicon", output + errors, StringComparison.Ordinal);
        var (usage, _, _) = await RunAsync(["site", "--colour", "red"]);
        Assert.Equal(2, usage);
    }

    [Fact]
    public async Task Solar_and_export_give_whole_files()
    {
        var (code, output, errors) = await RunAsync(["solar", "--json", "--store", Store]);
        Assert.True(code == 0, errors);
        using var solar = JsonDocument.Parse(output);
        Assert.Equal(3000, solar.RootElement.GetProperty("total").GetProperty("targetMw").GetDouble());
        var file = Path.Combine(_folder, "parks.geojson");
        (code, _, errors) = await RunAsync(["export", "--layer", "parks", "--format", "geojson", "--out", file, "--store", Store]);
        Assert.True(code == 0, errors);
        using var parks = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var shipped = Path.Combine(AppContext.BaseDirectory, "geodata", "layers", "parks.geojson");
        using var seed = JsonDocument.Parse(await File.ReadAllTextAsync(shipped));
        Assert.Equal(seed.RootElement.GetProperty("features").GetArrayLength(), parks.RootElement.GetProperty("features").GetArrayLength());
    }

    [Theory]
    [InlineData("gpkg", "parks.gpkg", "GPKG")]
    [InlineData("shp", "parks.shp.zip", "ESRI Shapefile")]
    public async Task Export_gives_files_that_others_read(string format, string name, string driver)
    {
        var file = Path.Combine(_folder, name);
        var (code, _, errors) = await RunAsync(["export", "--layer", "parks", "--format", format, "--crs", "EPSG:4548", "--out", file, "--store", Store]);
        Assert.True(code == 0, errors);
        using var ogrinfo = Process.Start(new ProcessStartInfo("ogrinfo", ["-so", "-al", file]) { RedirectStandardOutput = true })!;
        var said = await ogrinfo.StandardOutput.ReadToEndAsync();
        Assert.Contains($"using driver `{driver}' successful", said, StringComparison.Ordinal);
        Assert.Contains("Feature Count: 56\n", said, StringComparison.Ordinal);
        Assert.Contains("CGCS2000 / 3-degree Gauss-Kruger CM 117E", said, StringComparison.Ordinal);
        Assert.Equal([file, Store], Directory.GetFiles(_folder).Where(f => !f.Contains("-wal", StringComparison.Ordinal) && !f.Contains("-shm", StringComparison.Ordinal)).Order());
        (code, _, errors) = await RunAsync(["export", "--layer", "parks", "--format", format, "--store", Store]);
        Assert.True(code == 1, errors);
    }

    [Fact]
    public async Task A_boundary_txt_is_checked_judged_and_locked_and_told_by_line_where_it_is_broken()
    {
        var file = Path.Combine(_folder, "parcels.txt");
        var (code, _, errors) = await RunAsync(["export", "--layer", "parcels", "--format", "txt", "--out", file, "--store", Store]);
        Assert.True(code == 0, errors);
        var lines = BoundaryTxt.Encoding.GetString(await File.ReadAllBytesAsync(file)).Split("\r\n");
        var heads = lines.Select((l, i) => (l, i)).Where(l => l.l.EndsWith('@')).Take(5).Select(l => l.i).ToList();
        await File.WriteAllBytesAsync(file, BoundaryTxt.Encoding.GetBytes(string.Join("\r\n", lines[..heads[4]]) + "\r\n"));
        (code, var output, errors) = await RunAsync(["redline", file, "--hazard", "medium", "--store", Store]);
        Assert.True(code == 0, errors);
        Assert.Equal(4, output.Split('\n').Count(l => l.Contains("亩（椭球面积）", StringComparison.Ordinal)));
        Assert.Contains("m² （平面面积）", output, StringComparison.Ordinal);
        (code, output, errors) = await RunAsync(["redline", file, "--json", "--store", Store]);
        Assert.True(code == 0, errors);
        using (var json = JsonDocument.Parse(output))
            Assert.Equal(heads[..4].Select(h => lines[h].Split(',')[2]), json.RootElement.GetProperty("plots").EnumerateArray().Select(p => p.GetProperty("id").GetString()));
        var projects = Path.Combine(_folder, "projects.csv");
        await File.WriteAllTextAsync(projects, "name,industry,areaMu\n甲,fluorosilicon,10\n");
        (_, output, errors) = await RunAsync(["site-batch", projects, "--plots", file, "--json", "--store", Store]);
        using (var json = JsonDocument.Parse(output))
            Assert.Equal(4, json.RootElement.GetProperty("projects")[0].GetProperty("refused").GetArrayLength() + json.RootElement.GetProperty("projects")[0].GetProperty("plotIds").GetArrayLength());
        (_, output, errors) = await RunAsync(["site", "--industry", "fluorosilicon", "--area-mu", "10", "--count", "0", "--locked", file, "--json", "--store", Store]);
        using (var json = JsonDocument.Parse(output))
            Assert.Equal(heads[..4].Select(h => lines[h].Split(',')[3]), json.RootElement.GetProperty("locked").EnumerateArray().Select(p => p.GetProperty("name").GetString()));

        var fields = lines[heads[0] + 2].Split(',');
        lines[heads[0] + 2] = string.Join(',', [.. fields[..3], fields[3][2..]]);
        await File.WriteAllBytesAsync(file, BoundaryTxt.Encoding.GetBytes(string.Join("\r\n", lines)));
        (code, _, errors) = await RunAsync(["redline", file, "--store", Store]);
        Assert.Equal(1, code);
        Assert.Contains($"file/{heads[0] + 3}/Y", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_gives_the_text_of_boundary_points()
    {
        var file = Path.Combine(_folder, "parks.txt");
        var (code, _, errors) = await RunAsync(["export", "--layer", "parks", "--format", "txt", "--out", file, "--store", Store]);
        Assert.True(code == 0, errors);
        var text = System.Text.CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(await File.ReadAllBytesAsync(file));
        Assert.StartsWith("[属性描述]\r\n", text, StringComparison.Ordinal);
        Assert.Contains("带号=39\r\n", text, StringComparison.Ordinal);
        using var shipped = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "geodata", "layers", "parks.geojson")));
        var drawn = shipped.RootElement.GetProperty("features").EnumerateArray().Where(f => f.GetProperty("geometry").ValueKind != JsonValueKind.Null);
        Assert.Equal(drawn.Sum(f => f.GetProperty("geometry").GetProperty("coordinates").GetArrayLength()), text.Split("@\r\n").Length - 1);
        (code, _, errors) = await RunAsync(["export", "--layer", "transport", "--format", "txt", "--out", file, "--store", Store]);
        Assert.Equal(1, code);
        Assert.Contains("界址点", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serving_beyond_the_loopback_address_is_refused()
    {
        var (code, _, errors) = await RunAsync(["serve", "--url", "http://0.0.0.0:5999", "--store", Store]);
        Assert.NotEqual(0, code);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Plan_and_readiness_are_those_of_the_service()
    {
        var (code, output, errors) = await RunAsync(["reserve", "plan", "--park", "park-c3-wenshang", "--alternatives", "2", "--json", "--store", Store]);
        Assert.True(code == 0, errors);
        string[] since = ["--since", "2020-08-15T00:00:00Z"];
        var (_, ready, _) = await RunAsync(["readiness", "--park", "park-c3-wenshang", .. since, "--json", "--store", Store]);
        await using var service = await RunningService.StartAsync(_folder);
        using var body = new StringContent("""{"inputs":{"parkId":"park-c3-wenshang","alternatives":2}}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await service.Http.PostAsync(new Uri("processes/reserve-plan/execution", UriKind.Relative), body);
        Assert.Equal((await answer.Content.ReadAsStringAsync()).TrimEnd(), output.TrimEnd());
        using var mine = JsonDocument.Parse(ready);
        using var theirs = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri("parks/park-c3-wenshang/readiness?since=" + since[1], UriKind.Relative)));
        Assert.Equal(theirs.RootElement.GetProperty("parks").GetRawText(), mine.RootElement.GetProperty("parks").GetRawText());
        Assert.Equal("ready", mine.RootElement.GetProperty("parks")[0].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Verbs_of_the_account_can_be_called_and_a_plan_that_does_not_fit_has_its_own_code()
    {
        // The act "reserve" once had the name of its parent, and every call of a verb below it ended in a defect.
        var (code, output, errors) = await RunAsync(["reserve", "balance", "--park", "park-c6-yanzhou", "--json", "--store", Store]);
        Assert.True(code == 0, errors);
        Assert.Contains("park-c6-yanzhou", output, StringComparison.Ordinal);
        (code, _, errors) = await RunAsync(["reserve", "confirm", "none", "--document", "1", "--version-seen", "1", "--store", Store]);
        Assert.True(code == 1, errors);
        (code, output, _) = await RunAsync(["reserve", "plan", "--park", "park-c6-yanzhou", "--lang", "en", "--store", Store]);
        Assert.Equal(3, code);
        Assert.Contains("is the most that fit", output, StringComparison.Ordinal);
        (code, _, errors) = await RunAsync(["reserve", "plan", "--park", "park-c6-yanzhou", "--block", "many", "--store", Store]);
        Assert.Equal(1, code);
        Assert.Contains("--block", errors, StringComparison.Ordinal);
    }

    internal static async Task<(int Code, string Output, string Errors)> RunAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [RunningService.Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }

        return (process.ExitCode, await output, await errors);
    }
}
