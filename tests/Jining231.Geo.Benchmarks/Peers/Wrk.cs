using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>One round of requests.</summary>
/// <param name="PerSecond">Answers a second.</param>
/// <param name="P50">Median latency, ms.</param>
/// <param name="P99">99th percentile, ms.</param>
/// <param name="Kilobytes">Mean size of an answer, kB.</param>
internal readonly record struct Round(double PerSecond, double P50, double P99, double Kilobytes);

/// <summary>Requests over a list of paths in turn, by wrk with one thread.</summary>
internal static class Wrk
{
    private const string Script = """
        local reqs, i = {}, 0
        function init(args)
          for path in io.lines(os.getenv("PEERS_PATHS")) do reqs[#reqs + 1] = wrk.format("GET", path) end
        end
        function request() i = i % #reqs + 1; return reqs[i] end
        function done(s, l, r)
          local e = s.errors
          io.write(string.format("RESULT %.3f %.3f %.3f %.3f %d\n", s.requests / (s.duration / 1e6), l:percentile(50) / 1e3, l:percentile(99) / 1e3,
            s.bytes / s.requests / 1e3, e.status + e.timeout + e.connect + e.read + e.write))
        end
        """;

    /// <summary>Asks for that many seconds; an answer that is not 200 makes the round worthless and raises.</summary>
    public static async Task<Round> RunAsync(string folder, string root, string paths, int connections, int seconds)
    {
        var script = Path.Combine(folder, "paths.lua");
        await File.WriteAllTextAsync(script, Script);
        string[] arguments = ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "60s", "-s", script, root];
        var run = await Tool.RunAsync("wrk", arguments, new Dictionary<string, string> { ["PEERS_PATHS"] = paths });
        var line = run.Output.Split('\n').First(l => l.StartsWith("RESULT", StringComparison.Ordinal)).Split(' ');
        var numbers = line[1..].Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return numbers[4] == 0
            ? new Round(numbers[0], numbers[1], numbers[2], numbers[3])
            : throw new InvalidOperationException($"{numbers[4]} requests to {root} failed.");
    }
}
