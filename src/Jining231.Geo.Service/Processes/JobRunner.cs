using System.Collections.Concurrent;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jining231.Geo.Service.Processes;

/// <summary>
/// Works off the jobs that the store keeps, its own and those of programs that are gone. A job whose program was killed is run once
/// more, because processes only compute; if that run is broken off as well, it is reported as interrupted.
/// </summary>
internal sealed class JobRunner(IJobStore jobs, Func<string, ProcessDef?> find, TimeSpan kept, ILogger<JobRunner> log) : BackgroundService
{
    /// <summary>How often work on one job may begin.</summary>
    public const int Attempts = 2;

    private const int Slots = 2;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Cleaning = TimeSpan.FromMinutes(10);

    private static readonly GeoProblem Interrupted = new(ProblemCode.Interrupted,
        "执行该作业的程序两次中断，作业未完成；请检查服务后重新提交。", "The program that worked on the job was ended twice; the job is not done. Look at the service, then ask again.");

    private readonly string _worker = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);

    /// <summary>Says that a job has been added.</summary>
    public void Wake() => _arrived.Release();

    /// <summary>Stops work on a job in this program at once; other programs notice within half a second.</summary>
    public void Stop(string id)
    {
        if (_running.TryGetValue(id, out var work))
            work.Cancel();
    }

    public override void Dispose()
    {
        _arrived.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([.. Enumerable.Range(0, Slots).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)), CleanAsync(stoppingToken)]);

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await jobs.ClaimAsync(_worker, Lease, Attempts, Interrupted, stopping) is { } claimed)
                    await RunAsync(claimed, stopping);
                else
                    await _arrived.WaitAsync(Poll, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "Jobs cannot be worked off at present");
                await Task.Delay(Poll, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RunAsync(ClaimedJob claimed, CancellationToken stopping)
    {
        var job = claimed.Job;
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _running[job.Id] = work;
        var progress = new Share();
        var renewing = RenewAsync(job.Id, progress, work);
        try
        {
            var result = await ComputeAsync(job, claimed.Inputs, progress, work.Token);
            await jobs.SucceedAsync(job.Id, _worker, result, CancellationToken.None);
        }
        catch (OperationCanceledException) when (work.IsCancellationRequested)
        {
            if (stopping.IsCancellationRequested)
                await jobs.ReturnAsync(job.Id, _worker, CancellationToken.None);
        }
        catch (GeoProblemException e)
        {
            await jobs.FailAsync(job.Id, _worker, e.Problems, CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogError(e, "Job {Id} failed", job.Id);
            await jobs.FailAsync(job.Id, _worker,
                [new GeoProblem(ProblemCode.Interrupted, $"服务出错，请凭作业编号 {job.Id} 查日志。", $"The service failed; the log has the cause under the job's id {job.Id}.")],
                CancellationToken.None);
        }
        finally
        {
            _running.TryRemove(job.Id, out _);
            await work.CancelAsync();
            await renewing;
        }
    }

    private async Task<byte[]> ComputeAsync(Job job, ReadOnlyMemory<byte> inputs, Share progress, CancellationToken cancellationToken)
    {
        var process = find(job.Process) ?? throw new GeoProblemException(new GeoProblem(ProblemCode.NoSuchProcess,
            $"本程序没有过程“{job.Process}”。", $"This program has no process '{job.Process}'.")
        { Field = "processId" });
        ProcessRun run;
        using (var document = System.Text.Json.JsonDocument.Parse(inputs))
            run = process.Prepare(document.RootElement);
        return await run(new ProcessControl(job.Actor, progress, cancellationToken));
    }

    /// <summary>Keeps the lease while the work goes on; cancels the work once the job is no longer ours.</summary>
    private async Task RenewAsync(string id, Share progress, CancellationTokenSource work)
    {
        while (!work.IsCancellationRequested)
        {
            await Task.Delay(Renewal, work.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.IsCancellationRequested)
                return;
            try
            {
                if (!await jobs.RenewAsync(id, _worker, progress.Percent, Lease, work.Token))
                    await work.CancelAsync();
            }
            catch (OperationCanceledException) when (work.IsCancellationRequested)
            {
                return;
            }
            catch (GeoProblemException e)
            {
                log.LogWarning(e, "The lease of job {Id} could not be renewed", id);
            }
        }
    }

    private async Task CleanAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await jobs.PurgeAsync(kept, stopping);
            }
            catch (GeoProblemException e)
            {
                log.LogWarning(e, "Expired jobs could not be cleared");
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Cleaning, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed class Share : IProgress<double>
    {
        private volatile int _percent;

        public int Percent => _percent;

        /// <summary>Several threads report; the share never goes back, and 100 is kept for the end.</summary>
        public void Report(double value)
        {
            var percent = Math.Clamp((int)(value * 100), 0, 99);
            for (var seen = _percent; percent > seen; seen = _percent)
                if (Interlocked.CompareExchange(ref _percent, percent, seen) == seen)
                    return;
        }
    }
}
