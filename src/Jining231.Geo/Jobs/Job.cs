using Jining231.Geo.Layers;

namespace Jining231.Geo.Jobs;

/// <summary>Where a job stands (OGC API - Processes, statusCode).</summary>
public enum JobStatus
{
    /// <summary>Waits for its turn.</summary>
    Accepted,

    /// <summary>Is being worked on.</summary>
    Running,

    /// <summary>Done; the result is there until the job expires.</summary>
    Successful,

    /// <summary>Ended without a result; <see cref="Job.Problems"/> say why.</summary>
    Failed,

    /// <summary>Called off by the user.</summary>
    Dismissed,
}

/// <summary>Names of the states on the wire: lower case.</summary>
public static class JobStatuses
{
    /// <summary>Wire name of a state.</summary>
    public static string Name(JobStatus status) => status switch
    {
        JobStatus.Accepted => "accepted",
        JobStatus.Running => "running",
        JobStatus.Successful => "successful",
        JobStatus.Failed => "failed",
        JobStatus.Dismissed => "dismissed",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>The state of that wire name, or null.</summary>
    public static JobStatus? Find(string name)
    {
        foreach (var status in Enum.GetValues<JobStatus>())
            if (Name(status) == name)
                return status;
        return null;
    }
}

/// <summary>One asked-for execution of a process, as the store keeps it. All instants are the store's clock, UTC.</summary>
/// <param name="Id">Public identity (UUIDv7).</param>
/// <param name="Process">Process id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="CreatedAt">When it was accepted.</param>
/// <param name="UpdatedAt">When anything about it last changed.</param>
/// <param name="ExpiresAt">Until when the job and its result are kept.</param>
public sealed record Job(
    string Id, string Process, JobStatus Status, string Actor, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>When work on it began, or null.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, or null.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Progress, percent from 0 to 100.</summary>
    public int Progress { get; init; }

    /// <summary>How often work on it began: more than once after a program was killed.</summary>
    public int Attempts { get; init; }

    /// <summary>Why it failed, first the decisive one; empty otherwise.</summary>
    public IReadOnlyList<GeoProblem> Problems { get; init; } = [];
}

/// <summary>Which jobs to list.</summary>
/// <param name="Process">Only of this process; null: of all.</param>
/// <param name="Status">Only in this state; null: in any.</param>
/// <param name="Limit">At most so many, the newest first.</param>
public sealed record JobQuery(string? Process, JobStatus? Status, int Limit)
{
    /// <summary>Only jobs older than this id (UUIDv7 ids sort by time); null: from the newest on.</summary>
    public string? BeforeId { get; init; }
}

/// <summary>A job taken by a worker, with what it needs to run it.</summary>
/// <param name="Job">The job, running.</param>
/// <param name="Inputs">The inputs, UTF-8 JSON.</param>
public sealed record ClaimedJob(Job Job, ReadOnlyMemory<byte> Inputs);
