using System.Reflection;
using BenchmarkDotNet.Running;
using Jining231.Geo.Benchmarks.Peers;

// Side by side with other servers: -- --peers. Everything else is BenchmarkDotNet's own, for instance: -- --filter '*Siting*'.
switch (args)
{
    case ["--peers", .. var options]:
        return await PeersRun.RunAsync(PeersOptions.Parse(options));
    case [PeersHost.ServeVerb, var store, var url, var cacheBytes]:
        return await PeersHost.ServeAsync(store, url, long.Parse(cacheBytes, System.Globalization.CultureInfo.InvariantCulture));
    case [PeersHost.ExportVerb, var store]:
        return await PeersHost.ExportAsync(store);
    case [PeersHost.FilesVerb, var folder, var url]:
        return await PeersHost.FilesAsync(folder, url);
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        return 0;
}
