using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Jining231.Geo.Benchmarks;

/// <summary>Jobs whose work happens in a started process: one call per iteration, counted from this process.</summary>
internal static class ProcessUnderTest
{
    /// <summary>Every iteration counts, also the first.</summary>
    public sealed class Cold : ManualConfig
    {
        /// <summary>Ten iterations without warm-up.</summary>
        public Cold() => AddJob(Job.InProcess.WithStrategy(RunStrategy.ColdStart).WithLaunchCount(1).WithWarmupCount(0)
            .WithIterationCount(10).WithInvocationCount(1).WithUnrollFactor(1));
    }

    /// <summary>Five calls to warm up, forty that count.</summary>
    public sealed class Warm : ManualConfig
    {
        /// <summary>Forty iterations.</summary>
        public Warm() => AddJob(Job.InProcess.WithStrategy(RunStrategy.Monitoring).WithLaunchCount(1).WithWarmupCount(5)
            .WithIterationCount(40).WithInvocationCount(1).WithUnrollFactor(1));
    }

    /// <summary>Long work: three calls, all of them count.</summary>
    public sealed class Once : ManualConfig
    {
        /// <summary>Three iterations without warm-up.</summary>
        public Once() => AddJob(Job.Default.WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(30), true)).WithStrategy(RunStrategy.ColdStart).WithLaunchCount(1).WithWarmupCount(0)
            .WithIterationCount(3).WithInvocationCount(1).WithUnrollFactor(1));
    }
}
