using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>What is alike for everything that is measured: the processor share, ports and waiting.</summary>
internal static class Machine
{
    /// <summary>Load average of the last minute, as the kernel says it.</summary>
    public static string Load => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";

    /// <summary>Servers that were started; those that fork later count too.</summary>
    private static readonly List<int> Servers = [];

    /// <summary>Remembers servers that <see cref="Share"/> treats like this process.</summary>
    public static void Serves(IEnumerable<int> processes) => Servers.AddRange(processes);

    /// <summary>
    /// Servers that detach leave the session of this process and with it its share of a busy machine (Linux autogroups): they and
    /// what they forked get the same one back, so that ours and the peers' run under equal conditions.
    /// </summary>
    public static void Share()
    {
        const string Own = "/proc/self/autogroup";
        if (!File.Exists(Own))
            return;
        var nice = File.ReadAllText(Own).Trim().Split(' ')[^1];
        foreach (var id in Servers.SelectMany(s => Children(s).Prepend(s)))
        {
            try
            {
                File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/autogroup"), nice);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The process has gone, or belongs to somebody else: it keeps the share it has.
            }
        }
    }

    private static int[] Children(int process)
    {
        var list = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/task/{process}/children");
        return File.Exists(list) ? [.. File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => int.Parse(t, CultureInfo.InvariantCulture))] : [];
    }

    /// <summary>A loopback port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Asks until an address answers with 200; raises <see cref="TimeoutException"/> after a minute.</summary>
    public static async Task AnswersAsync(HttpClient http, string address)
    {
        for (var end = Stopwatch.GetTimestamp() + (60 * Stopwatch.Frequency); Stopwatch.GetTimestamp() < end; await Task.Delay(200))
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(address));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        throw new TimeoutException($"{address} does not answer.");
    }

    /// <summary>The middle of the values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
