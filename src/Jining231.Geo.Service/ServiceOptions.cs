using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Service;

/// <summary>What the service is composed of. The composition root (command line, tests) chooses the store.</summary>
/// <param name="Store">The open store; the service does not close it.</param>
/// <param name="Rules">The rules in force for this run.</param>
public sealed record ServiceOptions(IFeatureStore Store, RulePack Rules)
{
    /// <summary>Where the command line and a plain checkout serve.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5231";

    /// <summary>Address to bind: http, a loopback host, a port (0: any free one).</summary>
    public string Url { get; init; } = DefaultUrl;

    /// <summary>Who is recorded with every act.</summary>
    public string Actor { get; init; } = Environment.UserName;

    /// <summary>The clock of requests; the store has its own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Decimals of a degree in features; fewer than the canonical grid has only for measurements beside other servers.</summary>
    public int CoordinateDecimals { get; init; } = Exchange.FeatureJsonBytes.Decimals;

    /// <summary>Bytes of tiles kept in memory; 0: every tile is made anew.</summary>
    public long TileCacheBytes { get; init; } = 192L << 20;

    /// <summary>Folder of the built viewer.</summary>
    public string WebRoot { get; init; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Processes beside those of the product.</summary>
    public IReadOnlyList<Processes.ProcessDef> MoreProcesses { get; init; } = [];

    /// <summary>How long a job and its result are kept after it was asked for.</summary>
    public TimeSpan JobsKept { get; init; } = TimeSpan.FromDays(7);

    /// <summary>True to get ready for the first siting while nobody asks for anything; only reads.</summary>
    public bool WarmUp { get; init; }

    /// <summary>True to log warnings and errors to standard error.</summary>
    public bool Log { get; init; } = true;
}
