using Jining231.Geo.Layers;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Workspace.Tests;

/// <summary>What cannot be opened: each a sentence that says what to do, and nothing is left behind.</summary>
public sealed class OpeningTests
{
    [Fact]
    public async Task Missing_folder_and_foreign_files_are_named_and_not_touched()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        Assert.Contains("找不到文件", await RefusedAsync(Path.Combine(shipped.Folder, "none.gpkg")), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(shipped.Folder, "none.gpkg")));
        Assert.Contains("是文件夹", await RefusedAsync(shipped.Folder), StringComparison.Ordinal);
        var text = Path.Combine(shipped.Folder, "note.gpkg");
        await File.WriteAllTextAsync(text, "not a database at all");
        Assert.Contains("不是 GeoPackage", await RefusedAsync(text), StringComparison.Ordinal);
        Assert.Equal("not a database at all", await File.ReadAllTextAsync(text));
        var broken = Path.Combine(shipped.Folder, "broken.gpkg");
        await File.WriteAllBytesAsync(broken, [.. "SQLite format 3\0"u8, .. new byte[4096]]);
        Assert.Contains("损坏", await RefusedAsync(broken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_a_newer_program_says_so()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        Execute(shipped.Path, "UPDATE store_info SET value = '99' WHERE key = 'schema'");
        var sentence = await RefusedAsync(shipped.Path);
        Assert.Contains("99", sentence, StringComparison.Ordinal);
        Assert.Contains("请升级本程序", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_file_is_given_up_in_words_and_opens_once_it_is_free()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        await using (var other = new SqliteConnection($"Data Source={shipped.Path};Pooling=False"))
        {
            other.Open();
            using (var begin = other.CreateCommand())
            {
                begin.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; UPDATE store_info SET value = value;";
                begin.ExecuteNonQuery();
            }

            var locked = await Assert.ThrowsAsync<GeoProblemException>(() => StoreSource.OpenAsync(
                shipped.Path, SourceOpener.LoadRules(ShippedStore.Rules), "officer", TimeSpan.FromSeconds(1), default));
            Assert.Contains("请关闭", ProblemText.Of(locked, Lang.Zh), StringComparison.Ordinal);
            Assert.Contains("Close", ProblemText.Of(locked, Lang.En), StringComparison.Ordinal);
        }

        await using var workspace = await shipped.OpenAsync();
        Assert.NotEmpty(workspace.Layer("parks").Features);
    }

    [Fact]
    public async Task A_service_that_is_not_there_or_not_ours_says_so()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var answering = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[4096]);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"u8.ToArray());
        });
        Assert.Contains("不是本系统的服务", await RefusedAsync($"http://127.0.0.1:{port}/"), StringComparison.Ordinal);
        await answering;
        listener.Stop();
        Assert.Contains("无法连接服务", await RefusedAsync($"http://127.0.0.1:{port}/"), StringComparison.Ordinal);
        Assert.Contains("请选择文件", await RefusedAsync("  "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_can_be_cancelled()
    {
        await using var shipped = await ShippedStore.MakeAsync();
        using var cancel = new CancellationTokenSource();
        var source = await SourceOpener.OpenAsync(shipped.Path, ShippedStore.Rules, "officer", default);
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => MapWorkspace.OpenAsync(source, new Stop(cancel), TimeProvider.System, cancel.Token));
        Assert.StartsWith("已取消", ProblemText.Of(failure, Lang.Zh), StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(string location) => ProblemText.Of(
        await Assert.ThrowsAsync<GeoProblemException>(() => SourceOpener.OpenAsync(location, ShippedStore.Rules, "officer", default)), Lang.Zh);

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Stop(CancellationTokenSource cancel) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => cancel.Cancel();
    }
}
