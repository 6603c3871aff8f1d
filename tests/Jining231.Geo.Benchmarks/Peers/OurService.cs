using System.Diagnostics;
using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>One of our own servers in a process of its own, ended by its id.</summary>
internal sealed class OurService : IDisposable
{
    private readonly Process _process;

    private OurService(Process process, string address) => (_process, Address) = (process, address);

    /// <summary>Root address, without a slash at the end.</summary>
    public string Address { get; }

    /// <summary>Largest resident memory so far, MiB.</summary>
    public double PeakMib => Tool.PeakKib(_process.Id) / 1024.0;

    /// <summary>The service on a store, with that many bytes for tiles.</summary>
    public static Task<OurService> ServeAsync(HttpClient http, string store, long cacheBytes) =>
        StartAsync(http, url => [PeersHost.ServeVerb, store, url, cacheBytes.ToString(CultureInfo.InvariantCulture)], $"/collections/{BenchParcels.Layer.Name}/items?limit=1");

    /// <summary>Kestrel's static files on a folder.</summary>
    public static Task<OurService> FilesAsync(HttpClient http, string folder, string file) => StartAsync(http, url => [PeersHost.FilesVerb, folder, url], file);

    /// <summary>This program, as it must be started again.</summary>
    public static string[] Self(params string[] arguments) => [Path.Combine(AppContext.BaseDirectory, typeof(OurService).Assembly.GetName().Name + ".dll"), .. arguments];

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static async Task<OurService> StartAsync(HttpClient http, Func<string, string[]> arguments, string ready)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Machine.FreePort()}");
        var process = Tool.Start("dotnet", Self(arguments(address)), discard: true);
        process.ErrorDataReceived += (_, e) => Console.Error.WriteLine(e.Data);
        process.BeginErrorReadLine();
        var service = new OurService(process, address);
        try
        {
            await Machine.AnswersAsync(http, address + ready);
            Machine.Serves([process.Id]);
            return service;
        }
        catch
        {
            service.Dispose();
            throw;
        }
    }
}
