using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Jining231.Geo.Tests.Shared;

/// <summary>The built program, serving on a free loopback port with a store of its own; stopped by the id that started it.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private RunningService(Process process, Uri address, string folder, bool ownsFolder)
    {
        Process = process;
        Address = address;
        _folder = folder;
        _ownsFolder = ownsFolder;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public Process Process { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public string StorePath => Path.Combine(_folder, "store.gpkg");

    public static string Program => Path.Combine(AppContext.BaseDirectory, "jining231.dll");

    /// <summary>Starts the program and waits until it is ready; a folder given is used and kept. Only with <paramref name="warmUp"/> it gets ready for the first siting.</summary>
    public static async Task<RunningService> StartAsync(string? folder = null, string? store = null, string? temp = null, bool warmUp = false)
    {
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("jining231-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = new ProcessStartInfo("dotnet", [Program, "serve", "--url", address.ToString().TrimEnd('/'), "--store", store ?? Path.Combine(folder, "store.gpkg"), "--warm-up", warmUp ? "true" : "false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (temp is not null)
            start.Environment["TMPDIR"] = temp;
        var service = new RunningService(Process.Start(start)!, address, folder, own);
        var said = new System.Text.StringBuilder();
        service.Process.ErrorDataReceived += (_, e) => said.AppendLine(e.Data);
        service.Process.OutputDataReceived += (_, e) => said.AppendLine(e.Data);
        service.Process.BeginErrorReadLine();
        service.Process.BeginOutputReadLine();
        for (var i = 0; i < 600; i++)
        {
            if (service.Process.HasExited)
                throw new InvalidOperationException($"The service ended with {service.Process.ExitCode}: {said}");
            try
            {
                using var answer = await service.Http.GetAsync(new Uri("health/ready", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                    return service;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        await service.DisposeAsync();
        throw new TimeoutException($"The service was not ready in a minute: {said}");
    }

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (!Process.HasExited)
            Process.Kill();
        await Process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Process.Dispose();
        Http.Dispose();
        if (_ownsFolder)
            Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
