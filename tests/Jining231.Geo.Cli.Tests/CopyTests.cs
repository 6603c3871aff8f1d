using System.Diagnostics;
using System.Text.Json;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests;

/// <summary><c>copy</c> and <c>digest</c> as a user runs them.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_copy_killed_on_its_way_is_completed_by_the_same_command()
    {
        var source = Path.Combine(_folder, "a.gpkg");
        var target = Path.Combine(_folder, "b.gpkg");
        await Done("seed", "--store", source);
        var branch = Path.Combine(_folder, "branch.json");
        await File.WriteAllTextAsync(branch, """{"name":"村庄 300 m","setbacks":{"sensitive:village":300}}""");
        await Done("branch", "save", branch, "--store", source);
        using (var process = Process.Start(new ProcessStartInfo("dotnet", [RunningService.Program, "copy", source, target]) { RedirectStandardError = true, RedirectStandardOutput = true })!)
        {
            // Two layers are in; the rest is not.
            await process.StandardError.ReadLineAsync();
            await process.StandardError.ReadLineAsync();
            process.Kill();
            await process.WaitForExitAsync();
        }

        await Done("copy", source, target);
        var again = await Done("copy", source, target);
        Assert.All(again.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal("0", line.Split('\t')[1]));
        Assert.StartsWith("branches\t0\t1\t1\t", again.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        var digest = await Done("digest", "--store", source);
        Assert.StartsWith("branches\t1\t", digest.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
        Assert.Equal(digest, await Done("digest", "--store", target));
        using var kept = JsonDocument.Parse(await Done("branch", "show", "村庄 300 m", "--store", target));
        Assert.Equal(300, kept.RootElement.GetProperty("setbacks").GetProperty("sensitive:village").GetDouble());
        Assert.Empty(kept.RootElement.GetProperty("base").GetProperty("moved").EnumerateArray());
        var (_, _, notes) = await CommandTests.RunAsync(["copy", source, target]);
        Assert.Contains("作业", notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_ends_of_a_copy_are_named()
    {
        var file = Path.Combine(_folder, "a.gpkg");
        var (code, _, errors) = await CommandTests.RunAsync(["copy", Path.Combine(_folder, "none.gpkg"), file]);
        Assert.Equal(4, code);
        Assert.Contains("none.gpkg", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        await Done("seed", "--store", file);
        (code, _, errors) = await CommandTests.RunAsync(["copy", file, file, "--lang", "en"]);
        Assert.Equal(1, code);
        Assert.Contains("same store", errors, StringComparison.Ordinal);
        (code, _, _) = await CommandTests.RunAsync(["digest", "--store", Path.Combine(_folder, "none.gpkg")]);
        Assert.Equal(4, code);
    }

    private static async Task<string> Done(params string[] arguments)
    {
        var (code, output, errors) = await CommandTests.RunAsync(arguments);
        Assert.True(code == 0, errors);
        return output;
    }
}
