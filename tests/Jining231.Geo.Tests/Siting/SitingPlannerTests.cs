using System.Runtime.CompilerServices;
using System.Text.Json;
using Jining231.Geo.Layers;
using Jining231.Geo.Siting;
using Jining231.Geo.Tests.Rules;

namespace Jining231.Geo.Tests.Siting;

public sealed class SitingPlannerTests
{
    private const string Ask = """{"industry":"fluorosilicon","areaMu":1000,"minWidthM":300,"hazard":"medium"}""";

    private static readonly DateTimeOffset Seeded = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_scene_is_read_once_per_state_and_the_hour_of_asking_leaves_no_trace()
    {
        await using var store = new MemoryStore(ShippedSitingTests.Rows()) { Now = Seeded.AddHours(1) };
        using var planner = new SitingPlanner(store, ShippedRules.Pack);
        var first = await Run(planner);
        store.Now = Seeded.AddHours(9);
        Assert.Equal(first, await Run(planner));
        Assert.Equal(1, store.Reads);
        store.Revision = new LayerRevision(2, Seeded.AddHours(9));
        Assert.NotEqual(first, await Run(planner));
        Assert.Equal(2, store.Reads);
    }

    [Fact]
    public async Task Another_process_gives_the_same_bytes()
    {
        await using var store = new MemoryStore(ShippedSitingTests.Rows()) { Now = Seeded.AddHours(1) };
        using var one = new SitingPlanner(store, ShippedRules.Pack);
        using var other = new SitingPlanner(store, ShippedRules.Pack);
        await other.RunAsync(Parse("""{"industry":"robots","areaMu":200,"hazard":"medium"}"""), default);
        Assert.Equal(await Run(one), await Run(other));
    }

    [Fact]
    public async Task A_run_says_how_far_it_is_and_stops_when_it_is_called_off()
    {
        await using var store = new MemoryStore(ShippedSitingTests.Rows()) { Now = Seeded.AddHours(1) };
        using var planner = new SitingPlanner(store, ShippedRules.Pack);
        var whole = new Reports(null);
        await planner.RunAsync(Parse(Ask), whole, default);
        Assert.Equal(1, whole.Seen.Max());
        using var stop = new CancellationTokenSource();
        var part = new Reports(stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => planner.RunAsync(Parse(Ask), part, stop.Token));
        // Parks that other threads had begun are still finished; no other is begun.
        Assert.InRange(part.AfterTheCall, 0, whole.Seen.Count / 2);
    }

    private sealed class Reports(CancellationTokenSource? stop) : IProgress<double>
    {
        public System.Collections.Concurrent.ConcurrentBag<double> Seen { get; } = [];

        public int AfterTheCall;

        private int _reported;
        private volatile bool _called;

        public void Report(double value)
        {
            if (_called)
                Interlocked.Increment(ref AfterTheCall);
            Seen.Add(value);
            if (Interlocked.Increment(ref _reported) > 1)
                return;
            stop?.Cancel();
            _called = true;
        }
    }

    private static SitingRequest Parse(string json) => SitingRequestParser.Parse(JsonDocument.Parse(json).RootElement, ShippedRules.Pack);

    private static async Task<byte[]> Run(SitingPlanner planner) =>
        SitingScenarioTests.Bytes(await planner.RunAsync(Parse(Ask), default));

    private sealed class MemoryStore(IReadOnlyList<FeatureRow> rows) : IFeatureStore
    {
        public DateTimeOffset Now { get; set; }

        public LayerRevision Revision { get; set; } = new(1, Seeded);

        public int Reads { get; set; }

        public StoreDescription Describe() => new("memory", "test", LayerCatalog.All);

        public ValueTask<IFeatureSnapshot> OpenSnapshotAsync(DateTimeOffset? asOf, CancellationToken cancellationToken) =>
            ValueTask.FromResult<IFeatureSnapshot>(new Snapshot(this, asOf ?? Now));

        public Task<ChangeResult> ApplyAsync(ChangeSet changes, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class Snapshot(MemoryStore store, DateTimeOffset at) : IFeatureSnapshot
        {
            public DateTimeOffset At => at;

            public IReadOnlyDictionary<string, LayerRevision> Revisions { get; } = LayerCatalog.All.ToDictionary(l => l.Name, _ => store.Revision);

            public IRowReader ReadRows(FeatureQuery query) => throw new NotSupportedException();

            public async IAsyncEnumerable<FeatureRow> QueryAsync(FeatureQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
            {
                if (query.Layer == "parks")
                    store.Reads++;
                await Task.CompletedTask;
                foreach (var row in store.Rows.Where(r => r.Layer.Name == query.Layer))
                    yield return row;
            }

            public ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask<FeatureRow?> GetAsync(string layer, string id, CancellationToken cancellationToken) => throw new NotSupportedException();

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }

        private IReadOnlyList<FeatureRow> Rows => rows;
    }
}
