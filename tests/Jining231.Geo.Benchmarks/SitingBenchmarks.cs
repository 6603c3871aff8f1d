using BenchmarkDotNet.Attributes;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Benchmarks;

/// <summary>The first siting request of a started process; each iteration starts a process of its own on a seeded store.</summary>
[Config(typeof(ProcessUnderTest.Cold))]
public class SitingFirstRequest
{
    private string _folder = "";
    private RunningService _service = null!;

    /// <summary>Seeds a store once.</summary>
    [GlobalSetup]
    public async Task Seed()
    {
        _folder = Directory.CreateTempSubdirectory("jining231-").FullName;
        await (await RunningService.StartAsync(_folder)).DisposeAsync();
    }

    /// <summary>Removes the store.</summary>
    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>Starts the process.</summary>
    [IterationSetup]
    public void Start() => _service = RunningService.StartAsync(_folder).GetAwaiter().GetResult();

    /// <summary>Ends the process.</summary>
    [IterationCleanup]
    public void Stop() => _service.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>1,000 亩 over all parks, from the request to the last byte of the answer.</summary>
    [Benchmark]
    public Task<int> First() => SitingRequest.AskAsync(_service, 1000);
}

/// <summary>Later requests of the same process: the same question, and one that nobody asked before.</summary>
[Config(typeof(ProcessUnderTest.Warm))]
public class SitingNextRequest
{
    private RunningService _service = null!;
    private int _asked;

    /// <summary>Starts the process and asks once.</summary>
    [GlobalSetup]
    public async Task Start()
    {
        _service = await RunningService.StartAsync();
        await SitingRequest.AskAsync(_service, 1000);
    }

    /// <summary>Ends the process.</summary>
    [GlobalCleanup]
    public async Task Stop() => await _service.DisposeAsync();

    /// <summary>The same 1,000 亩 again.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> Same() => SitingRequest.AskAsync(_service, 1000);

    /// <summary>Another area each time, 801 亩 upward.</summary>
    [Benchmark]
    public Task<int> NewArea() => SitingRequest.AskAsync(_service, 800 + ++_asked);
}
