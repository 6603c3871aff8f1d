using System.Diagnostics;
using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>Wall time and largest resident memory of one command.</summary>
internal sealed record ToolRun(double Seconds, double PeakMib, string Output);

/// <summary>Other programs, run to their end or started to be ended by their id.</summary>
internal static class Tool
{
    /// <summary>Runs a program; one that fails raises <see cref="InvalidOperationException"/> with what it said.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables added to those of this process.</param>
    /// <param name="discard">True to send the output to /dev/null, as measured exports do.</param>
    public static async Task<ToolRun> RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, bool discard = false)
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(program, arguments, environment, discard);
        var output = discard ? Task.FromResult("") : process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var peak = 0L;
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, PeakKib(process.Id));
            await Task.WhenAny(ended, Task.Delay(20));
        }

        var seconds = clock.Elapsed.TotalSeconds;
        return process.ExitCode == 0
            ? new ToolRun(seconds, peak / 1024.0, await output)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}{await output}");
    }

    /// <summary>Starts a program. With <paramref name="discard"/> a shell opens /dev/null and gives its place, and its id, to the program.</summary>
    public static Process Start(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null, bool discard = false)
    {
        var start = discard
            ? new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null", "sh", program, .. arguments])
            : new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.RedirectStandardError = true;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Largest resident memory so far in KiB; 0 once the process is gone.</summary>
    public static long PeakKib(int process)
    {
        try
        {
            var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).FirstOrDefault(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
