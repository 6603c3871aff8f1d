using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves.Readiness;
using Jining231.Geo.Service.ApiDescription;
using Jining231.Geo.Service.Processes;
using Jining231.Geo.Service.Tiles;
using Jining231.Geo.Service.WarmUps;
using Jining231.Geo.Service.Writes;
using Jining231.Geo.Siting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jining231.Geo.Service;

/// <summary>Builds the HTTP service; used alike by the command line and by the tests.</summary>
public static class JiningService
{
    /// <summary>
    /// Builds the service, not yet listening. Nothing is read from environment variables or settings files, so that nothing
    /// can open it to the network. An address that is not loopback raises <see cref="GeoProblemException"/>.
    /// </summary>
    public static WebApplication Build(ServiceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var url = LoopbackUrl.Parse(options.Url);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Jining231.Geo.Service" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, url));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_ => new SceneKeeper(options.Store));
        builder.Services.AddSingleton(services => new ReadinessPlanner(options.Store, options.Rules, services.GetRequiredService<SceneKeeper>()));
        builder.Services.AddSingleton(services => new SitingPlanner(options.Store, options.Rules, services.GetRequiredService<SceneKeeper>()));
        builder.Services.AddSingleton(new Html.ViewerAssets(options.WebRoot));
        builder.Services.AddSingleton(services => Processes(options, services));
        builder.Services.AddHostedService(services => services.GetRequiredService<ProcessHost>().Runner);
        if (options.WarmUp)
            builder.Services.AddWarmUp(options.Rules);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (options.Log)
            builder.Logging.AddSimpleConsole(o => o.SingleLine = true).AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);

        var app = builder.Build();
        if (options.WarmUp)
            app.UseWarmUp();
        app.UseProblems();
        app.UseLocalOnly();
        app.UseRouting();
        app.MapHealth(options);
        app.MapLanding(options, app.Services.GetRequiredService<ProcessHost>());
        app.MapDocs();
        app.MapCollections(options);
        app.MapItems(options);
        app.MapItemWrites(options);
        app.MapTransactions(options);
        app.MapSchemas();
        app.MapTilesets(options);
        app.MapTiles(options);
        app.MapCatalog(options);
        app.MapRules(options);
        app.MapReserves(options, app.Services.GetRequiredService<ReadinessPlanner>());
        app.MapReserveEntries(options);
        app.MapBalance(options);
        app.MapEligibility(options);
        app.MapReadiness(options, app.Services.GetRequiredService<ReadinessPlanner>());
        app.MapDecisions(options, app.Services.GetRequiredService<SitingPlanner>());
        app.MapPlotFiles();
        app.MapBranches(options, app.Services.GetRequiredService<SitingPlanner>());
        app.MapChanges(options);
        app.MapProcesses(app.Services.GetRequiredService<ProcessHost>());
        app.MapViewer(options);
        return app;
    }

    private static ProcessHost Processes(ServiceOptions options, IServiceProvider services)
    {
        var jobs = (options.Store as IKeepsJobs ?? throw new ArgumentException("The store keeps no jobs.", nameof(options))).Jobs;
        var processes = ProcessCatalog.Make(options, services.GetRequiredService<SitingPlanner>(), services.GetRequiredService<ReadinessPlanner>());
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger<JobRunner>();
        return new ProcessHost(processes, jobs, new JobRunner(jobs, id => processes.All.FirstOrDefault(p => p.Id == id), options.JobsKept, log), options.JobsKept, options.Actor);
    }

    private static void Configure(KestrelServerOptions kestrel, LoopbackUrl url)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = JsonBody.MaxDrainBytes;
        // A filter of the longest kind, percent-encoded.
        kestrel.Limits.MaxRequestLineSize = 256 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        url.Listen(kestrel);
    }
}
