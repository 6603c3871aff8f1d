using System.Globalization;

namespace Jining231.Geo.Tests.Shared;

/// <summary>
/// A primary (node 0) and two streaming standbys (nodes 1 and 2), each a server of its own on a free loopback port; a commit
/// waits until one of the standbys has it.
/// </summary>
public sealed class ReplicatedCluster : IDisposable
{
    private const string Any = "-c \"synchronous_standby_names=ANY 1 (n1,n2)\"";

    private readonly string _folder = Directory.CreateTempSubdirectory("jining231-ha-").FullName;
    private readonly int[] _ports = [PostGisCluster.FreePort(), PostGisCluster.FreePort(), PostGisCluster.FreePort()];
    private readonly HashSet<int> _running = [];

    private ReplicatedCluster()
    {
    }

    /// <summary>How the service reaches all three.</summary>
    public string ConnectionString => $"Host={string.Join(",", _ports.Select(p => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{p}")))};Username=jining;Database=jining;Maximum Pool Size=40";

    /// <summary>Makes and starts all three.</summary>
    public static ReplicatedCluster Start()
    {
        var cluster = new ReplicatedCluster();
        if (Environment.IsPrivilegedProcess)
            PostGisCluster.Run("chown", "postgres", cluster._folder);
        PostGisCluster.As("initdb", "-D", cluster.Data(0), "-U", "jining", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        cluster.Up(0);
        cluster.Sql(0, "CREATE DATABASE jining", "postgres");
        cluster.Sql(0, "CREATE EXTENSION postgis");
        for (var node = 1; node <= 2; node++)
        {
            PostGisCluster.As("pg_basebackup", "-D", cluster.Data(node), "-R", "-X", "stream", "-c", "fast", "--no-sync",
                "-d", string.Create(CultureInfo.InvariantCulture, $"host=127.0.0.1 port={cluster._ports[0]} user=jining application_name=n{node}"));
            cluster.Up(node);
        }

        cluster.Down(0);
        cluster.Up(0, Any);
        return cluster;
    }

    /// <summary>Starts a node.</summary>
    public void Up(int node, string more = "")
    {
        PostGisCluster.As("pg_ctl", "-D", Data(node), "-w", "-l", Path.Combine(_folder, $"log{node}"), "-o",
            string.Create(CultureInfo.InvariantCulture, $"-p {_ports[node]} -k {_folder} -c listen_addresses=127.0.0.1 -c fsync=off -c hot_standby=on -c wal_level=replica {more}"), "start");
        _running.Add(node);
    }

    /// <summary>Stops a node in order.</summary>
    public void Down(int node)
    {
        PostGisCluster.As("pg_ctl", "-D", Data(node), "-w", "-m", "fast", "stop");
        _running.Remove(node);
    }

    /// <summary>Ends a node as a power cut would: every process of it by signal 9. It is not started again.</summary>
    public void Kill(int node)
    {
        var head = File.ReadLines(Path.Combine(Data(node), "postmaster.pid")).First();
        PostGisCluster.Run("/bin/sh", "-c", $"kill -9 {head} $(ps -o pid= --ppid {head})");
        _running.Remove(node);
    }

    /// <summary>Makes a standby the primary.</summary>
    public void Promote(int node) => PostGisCluster.As("pg_ctl", "-D", Data(node), "-w", "promote");

    /// <summary>Runs SQL through psql on one node.</summary>
    public string Sql(int node, string sql, string database = "jining") => PostGisCluster.Run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
        "-h", "127.0.0.1", "-p", _ports[node].ToString(CultureInfo.InvariantCulture), "-U", "jining", "-d", database, "-c", sql);

    public void Dispose()
    {
        try
        {
            foreach (var node in _running.ToArray())
                PostGisCluster.As("pg_ctl", "-D", Data(node), "-w", "-m", "immediate", "stop");
        }
        finally
        {
            PostGisCluster.Run("rm", "-rf", _folder);
        }
    }

    private string Data(int node) => Path.Combine(_folder, $"n{node}");
}
