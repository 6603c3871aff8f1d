using System.Diagnostics;
using System.Globalization;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Cli.Tests.Deployment;

/// <summary>The container files: linted, and what they would start is started here with the same commands and environment.</summary>
public sealed class DeploymentTests : IDisposable
{
    private const string Bin = "/usr/lib/postgresql/15/bin";

    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-deploy-").FullName;
    private readonly List<(Process Process, string Signal)> _started = [];

    private static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "docker-compose.yml")))
                folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }

    private static string Dockerfile => Path.Combine(Root, "src", "Jining231.Geo.Cli", "Dockerfile");

    public void Dispose()
    {
        foreach (var (process, signal) in Enumerable.Reverse(_started))
        {
            if (!process.HasExited)
                PostGisCluster.Run("kill", signal, process.Id.ToString(CultureInfo.InvariantCulture));
            process.WaitForExit();
            process.Dispose();
        }

        PostGisCluster.Run("rm", "-rf", _folder);
    }

    [Fact]
    public void The_container_files_pass_their_linters()
    {
        PostGisCluster.Run("npx", "--yes", "dclint@3.1.0", "--max-warnings", "0", Path.Combine(Root, "docker-compose.yml"));
        PostGisCluster.Run("npx", "--yes", "dockerfilelint@1.8.0", Dockerfile);
        Assert.DoesNotContain("USER root", File.ReadAllText(Dockerfile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_containers_start_works_together()
    {
        var (primary, standby, port) = (PostGisCluster.FreePort(), PostGisCluster.FreePort(), PostGisCluster.FreePort());
        var compose = new ComposeFile(Root, new Dictionary<string, string>
        {
            ["JINING_DB_PASSWORD"] = "a-password",
            ["JINING_DB_PORT"] = Text(primary),
            ["JINING_DB_HOSTS"] = $"127.0.0.1:{primary},127.0.0.1:{standby}",
            ["JINING_STANDBY_PORT"] = Text(standby),
        });
        await DatabaseAsync(compose);
        var data = Path.Combine(_folder, "standby");
        Directory.CreateDirectory(data);
        Own(data);
        Start(compose.Words("standby", "command"), new() { ["PGDATA"] = data, ["PGPASSWORD"] = compose.Environment("standby")["PGPASSWORD"], ["PATH"] = $"{Bin}:/usr/bin:/bin" }, true);
        await HealthyAsync(compose.Words("standby", "healthcheck", "test"));

        var app = Publish();
        var lines = await File.ReadAllLinesAsync(Dockerfile);
        var command = Json(lines.Single(l => l.StartsWith("ENTRYPOINT ", StringComparison.Ordinal))).Concat(Json(lines.Single(l => l.StartsWith("CMD ", StringComparison.Ordinal))));
        Start([.. command.Select(w => At(w, port))], compose.Environment("service"), false, app);
        await HealthyAsync([.. compose.Words("service", "healthcheck", "test").Select(w => At(w, port))], app);
        using var http = new HttpClient();
        Assert.Contains("\"numberMatched\"", await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/collections/parks/items?limit=1")), StringComparison.Ordinal);
        var replicated = PostGisCluster.Run("env", "PGPASSWORD=a-password", "psql", "-X", "-A", "-t", "-h", "127.0.0.1", "-p", Text(standby), "-U", "jining", "-d", "jining",
            "-c", "SELECT pg_is_in_recovery(), count(*) > 0 FROM jining.parks");
        Assert.Equal("t|t", replicated.Trim());
    }

    /// <summary>What the image's entry point does on an empty volume, then the command of the file.</summary>
    private async Task DatabaseAsync(ComposeFile compose)
    {
        var settings = compose.Environment("database");
        var data = Path.Combine(_folder, "data");
        var secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, settings["POSTGRES_PASSWORD"]);
        Own(_folder);
        Own(secret);
        PostGisCluster.As("initdb", ["-D", data, "-U", settings["POSTGRES_USER"], "--pwfile=" + secret, "-E", "UTF8", "--no-sync", .. settings["POSTGRES_INITDB_ARGS"].Split(' ')]);
        Start([.. compose.Words("database", "command"), "-D", data, "-k", _folder], new() { ["PATH"] = $"{Bin}:/usr/bin:/bin" }, true);
        var check = compose.Words("database", "healthcheck", "test");
        await HealthyAsync([.. check.Select(w => w == "--dbname=jining" ? "--dbname=postgres" : w)]);
        PostGisCluster.Run("env", "PGPASSWORD=" + settings["POSTGRES_PASSWORD"], "createdb", "-h", "127.0.0.1", check.Single(w => w.StartsWith("--port=", StringComparison.Ordinal)), "-U", settings["POSTGRES_USER"], settings["POSTGRES_DB"]);
        await HealthyAsync(check);
    }

    private string Publish()
    {
        var words = File.ReadAllLines(Dockerfile).Single(l => l.StartsWith("RUN dotnet publish ", StringComparison.Ordinal))["RUN ".Length..].Split(' ');
        var app = Path.Combine(_folder, "app");
        words[^1] = app;
        var start = new ProcessStartInfo(words[0], [.. words[1..], "-v", "q", "-nologo"]) { WorkingDirectory = Root, RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var said = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.True(publish.ExitCode == 0, said);
        return app;
    }

    private void Start(string[] command, Dictionary<string, string> environment, bool asServer, string? folder = null)
    {
        string[] words = asServer && Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command] : command;
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", .. words]) { WorkingDirectory = folder ?? "/" };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        // SIGINT: a server of PostgreSQL ends at once and takes its children with it. The service would not hear it where the shell ignores it.
        _started.Add((Process.Start(start)!, asServer ? "-INT" : "-TERM"));
    }

    /// <summary>Asks as Compose would, for a minute at most.</summary>
    private async Task HealthyAsync(string[] check, string? folder = null)
    {
        Assert.Equal("CMD", check[0]);
        var said = "";
        for (var i = 0; i < 120; i++)
        {
            Assert.All(_started, p => Assert.False(p.Process.HasExited, $"ended with {(p.Process.HasExited ? p.Process.ExitCode : 0)}"));
            var start = new ProcessStartInfo(check[1], check[2..]) { WorkingDirectory = folder ?? "/", RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return;
            await Task.Delay(500);
        }

        Assert.Fail($"{string.Join(' ', check)}: {said}");
    }

    private static void Own(string path)
    {
        if (Environment.IsPrivilegedProcess)
            PostGisCluster.Run("chown", "postgres", path);
    }

    private static string[] Json(string line) => System.Text.Json.JsonSerializer.Deserialize<string[]>(line[line.IndexOf('[', StringComparison.Ordinal)..])!;

    private static string At(string word, int port) => word.Replace(":5231", ":" + Text(port), StringComparison.Ordinal);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
