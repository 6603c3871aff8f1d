using System.Diagnostics;

namespace Jining231.Geo.Stores.Tests.Support;

/// <summary>Runs a program of the machine.</summary>
public static class Tool
{
    public static bool Exists(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, name)));

    /// <summary>False at a desk without the program; on the build machine its absence is a failure.</summary>
    public static bool Required(string name)
    {
        if (!Exists(name))
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
        return Exists(name);
    }

    public static async Task<(string Output, string Errors, int Code)> RunAsync(string name, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(name, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (await output, await errors, process.ExitCode);
    }
}

/// <summary>The checkout that the tests were built from.</summary>
public static class Checkout
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("Jining231.Geo.sln")
        : File.Exists(Path.Combine(folder.FullName, "Jining231.Geo.sln")) ? folder.FullName : Find(folder.Parent);
}
