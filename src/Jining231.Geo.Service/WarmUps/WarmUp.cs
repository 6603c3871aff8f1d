using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Microsoft.Extensions.Hosting;

namespace Jining231.Geo.Service.WarmUps;

/// <summary>
/// Once the service listens and while nobody asks for anything: reads the present state and looks for sites once for each hazard class, so that the
/// first request finds code compiled, and land and distances worked out. Only reads; gives way to every request and goes on when it is answered.
/// </summary>
internal sealed class WarmUp(SitingPlanner planner, RulePack rules, IdleTimes times, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Nobody has asked for this long: pages ask in bursts.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private const double UsualHa = 20;
    private const double LargeHa = 70;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when nothing is left to do: all done, the store has no state to read, or the service ended.</summary>
    public Task Done => _done.Task;

    /// <summary>Requests answered to the end so far.</summary>
    public int Answered { get; private set; }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await base.StopAsync(cancellationToken);
        }
        finally
        {
            // The host queues ExecuteAsync, and does not call it at all once the service stops.
            _done.TrySetResult();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ListeningAsync(stoppingToken);
            await planner.ReadAsync(stoppingToken);
            foreach (var request in Requests())
                await RunAsync(request, stoppingToken);
        }
        catch (Exception e) when (e is GeoProblemException || stoppingToken.IsCancellationRequested)
        {
            // Whoever asks next is told what is wrong.
        }
        finally
        {
            _done.TrySetResult();
        }
    }

    private async Task ListeningAsync(CancellationToken stopping)
    {
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(listening.SetResult);
        await listening.Task.WaitAsync(stopping);
    }

    /// <summary>Begins again after every request that came in between; land worked out by then is kept.</summary>
    private async Task RunAsync(SitingRequest request, CancellationToken stopping)
    {
        while (true)
        {
            await times.Idle.WaitAsync(stopping);
            using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping, times.Rest);
            try
            {
                await Task.Delay(Pause, work.Token);
                _ = SitingResultJson.ToBytes(await planner.RunAsync(request, work.Token));
                Answered++;
                return;
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                // Somebody asked.
            }
        }
    }

    /// <summary>One request for each hazard class that industries have, the most frequent first; the first also for much land, which few parks hold.</summary>
    private IEnumerable<SitingRequest> Requests()
    {
        var first = true;
        foreach (var alike in rules.Industries.GroupBy(i => i.DefaultHazard, StringComparer.Ordinal).OrderByDescending(g => g.Count()))
        {
            yield return Request(alike.First(), UsualHa);
            if (first)
                yield return Request(alike.First(), LargeHa);
            first = false;
        }
    }

    private SitingRequest Request(Industry industry, double areaHa)
    {
        var inputs = new JsonObject { ["industry"] = industry.Key, ["areaHa"] = areaHa };
        if (rules.NeedKinds is [var need, ..])
            inputs["needs"] = new JsonArray(new JsonObject { ["kind"] = need.Key, ["maxKm"] = need.MaxKm });
        return SitingRequestParser.Parse(JsonSerializer.SerializeToElement(inputs), rules);
    }
}
