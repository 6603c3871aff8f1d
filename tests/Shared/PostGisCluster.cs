using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jining231.Geo.Tests.Shared;

/// <summary>
/// A private PostgreSQL 15 cluster in a folder of its own, on a free loopback port, made by Debian's programs and stopped by
/// the folder that started it. A server refuses to run as root: then everything runs as the user <c>postgres</c>.
/// </summary>
public sealed class PostGisCluster : IDisposable
{
    private const string Bin = "/usr/lib/postgresql/15/bin/";

    private int _databases;

    private readonly string _settings;

    private PostGisCluster(string folder, int port, string settings)
    {
        Folder = folder;
        Port = port;
        _settings = settings;
    }

    public string Folder { get; }

    public int Port { get; }

    /// <summary>Makes and starts a cluster; a machine without PostgreSQL 15 is told what installs it.</summary>
    /// <param name="settings">Further options of the server, as <c>-c name=value</c>.</param>
    public static PostGisCluster Start(string settings = "")
    {
        if (!File.Exists(Bin + "initdb"))
            throw new InvalidOperationException("PostgreSQL 15 with PostGIS 3 is missing: tests/run.sh installs it (postgresql-15-postgis-3).");
        var folder = Directory.CreateTempSubdirectory("jining231-pg-").FullName;
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", folder);
        var cluster = new PostGisCluster(folder, FreePort(), settings);
        As("initdb", "-D", cluster.Data, "-U", "jining", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        cluster.Up();
        cluster.Sql("template1", "CREATE EXTENSION postgis");
        return cluster;
    }

    private string Data => Path.Combine(Folder, "data");

    /// <summary>Starts the server.</summary>
    public void Up() => As("pg_ctl", "-D", Data, "-w", "-l", Path.Combine(Folder, "log"), "-o",
        string.Create(CultureInfo.InvariantCulture, $"-p {Port} -k {Folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300 {_settings}"), "start");

    /// <summary>Stops the server at once; clients are cut off.</summary>
    public void Down() => As("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    /// <summary>Makes an empty database with PostGIS; gives its connection string.</summary>
    public string NewDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _databases)}");
        Sql("postgres", $"CREATE DATABASE {name} TEMPLATE template1");
        return ConnectionString(name);
    }

    /// <summary>How the tests' superuser reaches a database.</summary>
    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=jining;Database={database};Maximum Pool Size=60");

    /// <summary>Runs SQL through psql, as a foreign client would; gives its output, or raises with its errors.</summary>
    public string Sql(string database, string sql) => Run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
        "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "jining", "-d", database, "-c", sql);

    public void Dispose()
    {
        try
        {
            // A test that stopped the server and failed before it ran again is to be told by its own failure.
            if (File.Exists(Path.Combine(Data, "postmaster.pid")))
                Down();
        }
        finally
        {
            Run("rm", "-rf", Folder);
        }
    }

    internal static void As(string program, params string[] arguments)
    {
        if (Environment.IsPrivilegedProcess)
            Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", Bin + program, .. arguments]);
        else
            Run(Bin + program, arguments);
    }

    /// <summary>Runs a program whose children may outlive it: output goes through files, so that nobody waits for a pipe.</summary>
    internal static string Run(string program, params string[] arguments)
    {
        var said = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", said, program, .. arguments])
            {
                WorkingDirectory = "/",
            };
            using var process = Process.Start(start)!;
            process.WaitForExit();
            var output = File.ReadAllText(said);
            return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program}: {output}");
        }
        finally
        {
            File.Delete(said);
        }
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
