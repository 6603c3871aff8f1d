using System.IO.Compression;
using System.Net;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Service.Tests;

/// <summary>What files leave behind (nothing), and texts that do not fit.</summary>
public sealed class SpoolTests : IAsyncLifetime
{
    private const string Long = "一个很长的名称，用来说明在字符之间截断";

    private readonly string _temp = Directory.CreateTempSubdirectory("jining231-temp-").FullName;
    private RunningService _service = null!;

    public async Task InitializeAsync() => _service = await RunningService.StartAsync(temp: _temp);

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_temp, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_file_whether_it_was_taken_broken_off_or_refused()
    {
        await PostAsync("""{"type":"Feature","geometry":null,"properties":{"name":"大","industry":"x","status":"wanted","quality":"indicative","source":"x","investment_yi":1e30}}""");
        foreach (var format in (string[])["gpkg", "shp", "txt"])
        {
            var address = new Uri($"collections/parcels/items?f={format}", UriKind.Relative);
            Assert.NotEmpty(await _service.Http.GetByteArrayAsync(address));
            for (var wait = 1; wait <= 64; wait *= 2)
            {
                using var patience = new CancellationTokenSource(wait);
                try
                {
                    using var answer = await _service.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                }
                catch (OperationCanceledException)
                {
                    // Broken off while the file was made.
                }
            }
        }

        using var refused = await _service.Http.GetAsync(new Uri("collections/projects/items?f=shp", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("investment_yi", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        for (var i = 0; i < 100 && Left().Length > 0; i++)
            await Task.Delay(50);
        Assert.Empty(Left());
    }

    [Fact]
    public async Task A_text_that_does_not_fit_is_cut_between_characters_and_counted()
    {
        var name = string.Concat(Enumerable.Repeat(Long, 6));
        await PostAsync("""{"type":"Feature","geometry":null,"properties":{"name":"NAME","industry":"x","status":"wanted","quality":"indicative","source":"x"}}""".Replace("NAME", name, StringComparison.Ordinal));
        using var zip = new ZipArchive(await _service.Http.GetStreamAsync(new Uri("collections/projects/items?f=shp", UriKind.Relative)));
        using var table = new StreamReader(zip.GetEntry("projects-fields.txt")!.Open());
        Assert.Contains("\r\nname\tname\t名称\tname\t\t1\t", await table.ReadToEndAsync(), StringComparison.Ordinal);
        using var dbf = new StreamReader(zip.GetEntry("projects.dbf")!.Open());
        Assert.Contains(name[..(254 / 3)] + " ", await dbf.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private string[] Left() => Directory.GetFileSystemEntries(_temp, "jining231-spool-*", SearchOption.AllDirectories);

    private async Task PostAsync(string feature)
    {
        using var body = new StringContent(feature, System.Text.Encoding.UTF8, "application/geo+json");
        using var answer = await _service.Http.PostAsync(new Uri("collections/projects/items", UriKind.Relative), body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
