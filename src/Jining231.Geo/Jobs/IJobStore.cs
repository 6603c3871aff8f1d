using Jining231.Geo.Layers;

namespace Jining231.Geo.Jobs;

/// <summary>
/// Keeps jobs beside the layers, so that they outlive the program. Several programs may share it: a job being worked on carries a lease
/// that its worker renews; a lease that has run out means that the worker is gone.
/// </summary>
public interface IJobStore
{
    /// <summary>Adds a job that waits for its turn, kept until <paramref name="kept"/> from now.</summary>
    /// <param name="id">New public identity.</param>
    /// <param name="process">Process id.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="inputs">Inputs, UTF-8 JSON, already found to be valid.</param>
    /// <param name="kept">How long the job and its result are kept.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    Task<Job> AddAsync(string id, string process, string actor, ReadOnlyMemory<byte> inputs, TimeSpan kept, CancellationToken cancellationToken);

    /// <summary>One job, or null.</summary>
    Task<Job?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Jobs that have not expired, the newest first.</summary>
    Task<IReadOnlyList<Job>> ListAsync(JobQuery query, CancellationToken cancellationToken);

    /// <summary>The result of a successful job, or null.</summary>
    Task<byte[]?> ResultAsync(string id, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the oldest job that waits, or whose lease has run out and whose attempts are below <paramref name="attempts"/>; null if there is none.
    /// A job whose lease has run out after its last attempt is marked failed with <paramref name="interrupted"/>.
    /// </summary>
    Task<ClaimedJob?> ClaimAsync(string worker, TimeSpan lease, int attempts, GeoProblem interrupted, CancellationToken cancellationToken);

    /// <summary>Renews the lease and records the progress; false if the job is no longer this worker's (dismissed, or taken over).</summary>
    Task<bool> RenewAsync(string id, string worker, int progress, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends a job with its result, if it is still this worker's; false otherwise.</summary>
    Task<bool> SucceedAsync(string id, string worker, ReadOnlyMemory<byte> result, CancellationToken cancellationToken);

    /// <summary>Ends a job with what went wrong, if it is still this worker's; false otherwise.</summary>
    Task<bool> FailAsync(string id, string worker, IReadOnlyList<GeoProblem> problems, CancellationToken cancellationToken);

    /// <summary>Gives a job back to those that wait (an orderly stop of the program), if it is still this worker's.</summary>
    Task<bool> ReturnAsync(string id, string worker, CancellationToken cancellationToken);

    /// <summary>Calls a job off, or throws away its result; false if there is nothing left to dismiss.</summary>
    Task<bool> DismissAsync(string id, CancellationToken cancellationToken);

    /// <summary>Forgets the inputs and results of expired jobs, and jobs that expired longer ago than <paramref name="remembered"/> altogether.</summary>
    Task PurgeAsync(TimeSpan remembered, CancellationToken cancellationToken);

    /// <summary>The store's clock (UTC, ms), by which jobs expire.</summary>
    Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken);
}

/// <summary>A store that also keeps jobs.</summary>
public interface IKeepsJobs
{
    /// <summary>The jobs of this store.</summary>
    IJobStore Jobs { get; }
}
