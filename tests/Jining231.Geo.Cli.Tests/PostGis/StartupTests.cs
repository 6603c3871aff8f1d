using System.Net;
using System.Net.Sockets;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>What the program says of a database that does not fit: one line, a way out, no password, its own exit code.</summary>
public sealed class StartupTests : IDisposable
{
    private const string Secret = "s3cret-0f-the-d4tabase";

    private readonly PostGisCluster _cluster = PostGisCluster.Start();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Five_programs_at_once_make_one_schema_and_one_seeding()
    {
        var store = _cluster.NewDatabase();
        var runs = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CommandTests.RunAsync(["seed", "--store", store])));
        Assert.All(runs, r => Assert.True(r.Code == 0, r.Errors));
        Assert.Equal("t", _cluster.Sql("t1", "SELECT count(*) = count(DISTINCT scriptname) FROM jining.schema_versions").Trim());
        Assert.Equal("1", _cluster.Sql("t1", "SELECT revision FROM jining.revisions WHERE layer = 'parks'").Trim());
    }

    [Fact]
    public async Task A_server_or_database_that_is_not_there_is_named()
    {
        await SaysAsync($"Host=127.0.0.1;Port={PostGisCluster.FreePort()};Username=jining;Password={Secret};Database=t1", "cannot be reached");
        await SaysAsync(_cluster.ConnectionString("nowhere"), "Create it first");
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var answering = AnswerAsync(stranger);
        await SaysAsync($"Host=127.0.0.1;Port={((IPEndPoint)stranger.LocalEndpoint).Port};Username=jining;Password={Secret};Database=t1", "cannot be reached");
        stranger.Stop();
        await answering;
        await SaysAsync($"Host=127.0.0.1;Colour=red;Password={Secret}", "connection string", 1);
    }

    [Fact]
    public async Task A_wrong_password_is_said_and_not_shown()
    {
        var store = _cluster.NewDatabase();
        _cluster.Sql("t1", $"CREATE ROLE keeper LOGIN PASSWORD '{Secret}'");
        var rules = Path.Combine(_cluster.Folder, "data", "pg_hba.conf");
        await File.WriteAllTextAsync(rules, "host all keeper 127.0.0.1/32 scram-sha-256\n" + await File.ReadAllTextAsync(rules));
        _cluster.Sql("t1", "SELECT pg_reload_conf()");
        await Task.Delay(500);
        await SaysAsync(store.Replace("Username=jining", "Username=keeper;Password=wrong-" + Secret, StringComparison.Ordinal), "refuses the user name or password");
    }

    [Fact]
    public async Task A_schema_that_does_not_fit_is_refused()
    {
        var store = _cluster.NewDatabase();
        await DoneAsync(store);
        _cluster.Sql("t1", "INSERT INTO jining.schema_versions (scriptname, applied) VALUES ('9999-future.sql', now())");
        await SaysAsync(store, "newer than this program");
        _cluster.Sql("t1", "DELETE FROM jining.schema_versions WHERE scriptname = '9999-future.sql'; ALTER TABLE jining.parks DROP COLUMN note CASCADE");
        await SaysAsync(store, "has no column note");
        _cluster.Sql("t1", "DELETE FROM jining.schema_versions WHERE scriptname LIKE '%0009%'; ALTER TABLE jining.ports DROP CONSTRAINT ports_park_id_fkey;"
            + "INSERT INTO jining.ports (id, name, kind, source, quality, park_id) VALUES ('s-1', '港', 'canal', 'x', 'synthetic', 'p-9')");
        await SaysAsync(store, "ports/s-1: park_id = p-9");
    }

    [Fact]
    public async Task A_role_without_rights_is_told_what_to_ask_for_and_works_once_it_has_them()
    {
        var store = _cluster.NewDatabase();
        await DoneAsync(store);
        _cluster.Sql("t1", "CREATE ROLE clerk LOGIN");
        var clerk = store.Replace("Username=jining", "Username=clerk", StringComparison.Ordinal);
        await SaysAsync(clerk, "README, PostGIS");
        _cluster.Sql("t1", Grants().Replace("role_name", "clerk", StringComparison.Ordinal));
        await DoneAsync(clerk);
        // An older schema: the role may not bring it up to date.
        _cluster.Sql("t1", "DELETE FROM jining.schema_versions WHERE scriptname LIKE '%0003%'");
        await SaysAsync(clerk, "README, PostGIS");
    }

    [Fact]
    public async Task A_database_without_PostGIS_that_the_role_may_not_install_is_named()
    {
        _cluster.Sql("postgres", "CREATE ROLE builder LOGIN");
        _cluster.Sql("postgres", "CREATE DATABASE bare TEMPLATE template0 OWNER builder");
        await SaysAsync(_cluster.ConnectionString("bare").Replace("Username=jining", "Username=builder", StringComparison.Ordinal), "postgis");
    }

    /// <summary>The block that the README gives to the DBA.</summary>
    private static string Grants()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Jining231.Geo.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "README.md")).Split("```sql")[1].Split("```")[0];
    }

    private static async Task DoneAsync(string store)
    {
        var (code, _, errors) = await CommandTests.RunAsync(["digest", "--store", store]);
        Assert.True(code == 0, errors);
    }

    private static async Task SaysAsync(string store, string words, int expected = 4)
    {
        var (code, output, errors) = await CommandTests.RunAsync(["digest", "--store", store, "--lang", "en"]);
        Assert.True(code == expected, $"{code}: {errors}");
        Assert.Contains(words, errors, StringComparison.OrdinalIgnoreCase);
        Assert.Single(errors.Trim().Split('\n'));
        Assert.DoesNotContain(Secret, output + errors, StringComparison.Ordinal);
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
