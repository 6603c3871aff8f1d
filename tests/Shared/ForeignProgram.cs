using System.Diagnostics;

namespace Jining231.Geo.Tests.Shared;

/// <summary>Runs a program that nobody here wrote; a machine without it is told what installs it.</summary>
internal static class ForeignProgram
{
    /// <summary>Debian's own Python: its bindings to QGIS and OWSLib are made for no other.</summary>
    public const string Python = "/usr/bin/python3";

    /// <summary>What the program wrote to standard output.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["QT_QPA_PLATFORM"] = "offscreen";
        start.Environment["XDG_RUNTIME_DIR"] = Path.GetTempPath();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} cannot be started; tests/run.sh installs it.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)}: {await errors}");
        }

        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await output}{await errors}");
    }

    /// <summary>A script of this folder.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "RealClients", name);
}
