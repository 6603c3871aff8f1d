using System.IO.Compression;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>Decision packages of both kinds of store, verified by the program that knows nothing but the file.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_package_of_either_store_is_recomputed_without_it()
    {
        using var cluster = PostGisCluster.Start();
        var parks = new List<byte[]>();
        foreach (var store in new[] { Path.Combine(_folder, "store.gpkg"), cluster.NewDatabase() })
        {
            var package = Path.Combine(_folder, $"{parks.Count}.zip");
            var (code, _, errors) = await CommandTests.RunAsync(
                ["site", "--industry", "fluorosilicon", "--area-mu", "300", "--count", "3", "--package", package, "--json", "--store", store]);
            Assert.True(code == 0, errors);
            (code, var output, errors) = await CommandTests.RunAsync(["verify", package]);
            Assert.True(code == 0, output + errors);
            Assert.StartsWith("identical", output, StringComparison.Ordinal);
            (code, output, errors) = await CommandTests.RunAsync(["replay", package, "--lang", "en", "--store", store]);
            Assert.True(code == 0 && output.StartsWith("unchanged", StringComparison.Ordinal), output + errors);
            parks.Add(Content(package, "data/parks.geojson"));
        }

        Assert.Equal(parks[0], parks[1]);
    }

    [Fact]
    public async Task A_changed_byte_ends_with_the_name_of_the_file()
    {
        var package = Path.Combine(_folder, "p.zip");
        var (code, _, errors) = await CommandTests.RunAsync(
            ["site", "--industry", "fluorosilicon", "--area-mu", "300", "--package", package, "--json", "--store", Path.Combine(_folder, "store.gpkg")]);
        Assert.True(code == 0, errors);
        var bytes = Content(package, "data/controls.geojson");
        bytes[bytes.Length / 2] ^= 1;
        using (var zip = ZipFile.Open(package, ZipArchiveMode.Update))
        {
            zip.GetEntry("data/controls.geojson")!.Delete();
            using var stream = zip.CreateEntry("data/controls.geojson").Open();
            stream.Write(bytes);
        }

        (code, var output, _) = await CommandTests.RunAsync(["verify", package]);
        Assert.Equal(1, code);
        Assert.Contains("data/controls.geojson", output, StringComparison.Ordinal);
        (code, _, errors) = await CommandTests.RunAsync(["verify", Path.Combine(_folder, "none.zip")]);
        Assert.Equal(1, code);
        Assert.Contains("none.zip", errors, StringComparison.Ordinal);
    }

    private static byte[] Content(string package, string name)
    {
        using var zip = ZipFile.OpenRead(package);
        using var stream = zip.GetEntry(name)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
