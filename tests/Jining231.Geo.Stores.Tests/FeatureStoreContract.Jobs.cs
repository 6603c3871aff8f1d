using System.Text;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Tests;

/// <summary>Jobs beside the layers: leases, progress, dismissal and expiry, alike in both stores.</summary>
public abstract partial class FeatureStoreContract
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly GeoProblem Broken = new(ProblemCode.Interrupted, "中断", "broken off");
    private static readonly byte[] Inputs = Encoding.UTF8.GetBytes("""{"名":1}""");

    private IJobStore Jobs => ((IKeepsJobs)Store).Jobs;

    private Task<ClaimedJob?> Claim(string worker, TimeSpan? lease = null) => Jobs.ClaimAsync(worker, lease ?? TimeSpan.FromMinutes(1), 2, Broken, None);

    [Fact]
    public async Task A_job_is_taken_once_renewed_and_ends_with_its_result()
    {
        var added = await Jobs.AddAsync("j-1", "siting", "甲", Inputs, Week, None);
        Assert.Equal((JobStatus.Accepted, "甲", 0, Week), (added.Status, added.Actor, added.Progress, added.ExpiresAt - added.CreatedAt));
        var claimed = (await Claim("w1"))!;
        Assert.Equal((JobStatus.Running, 1), (claimed.Job.Status, claimed.Job.Attempts));
        Assert.Equal(Inputs, claimed.Inputs.ToArray());
        Assert.Null(await Claim("w2"));
        Assert.True(await Jobs.RenewAsync("j-1", "w1", 40, TimeSpan.FromMinutes(1), None));
        Assert.False(await Jobs.RenewAsync("j-1", "w2", 90, TimeSpan.FromMinutes(1), None));
        Assert.Equal(40, (await Jobs.FindAsync("j-1", None))!.Progress);
        Assert.Null(await Jobs.ResultAsync("j-1", None));
        Assert.False(await Jobs.SucceedAsync("j-1", "w2", "x"u8.ToArray(), None));
        Assert.True(await Jobs.SucceedAsync("j-1", "w1", "结果"u8.ToArray(), None));
        Assert.Equal("结果"u8.ToArray(), await Jobs.ResultAsync("j-1", None));
        var done = (await Jobs.FindAsync("j-1", None))!;
        Assert.Equal((JobStatus.Successful, 100), (done.Status, done.Progress));
        Assert.NotNull(done.FinishedAt);
    }

    [Fact]
    public async Task A_job_whose_worker_is_gone_is_taken_over_once_and_then_reported()
    {
        await Jobs.AddAsync("j-1", "siting", "甲", Inputs, Week, None);
        Assert.NotNull(await Claim("dead", TimeSpan.FromSeconds(-1)));
        var again = (await Claim("next", TimeSpan.FromSeconds(-1)))!;
        Assert.Equal(2, again.Job.Attempts);
        Assert.False(await Jobs.SucceedAsync("j-1", "dead", "x"u8.ToArray(), None));
        Assert.Null(await Claim("third"));
        var lost = (await Jobs.FindAsync("j-1", None))!;
        Assert.Equal(JobStatus.Failed, lost.Status);
        Assert.Equal(ProblemCode.Interrupted, Assert.Single(lost.Problems).Code);
        Assert.Equal("中断", lost.Problems[0].MessageZh);
    }

    [Fact]
    public async Task Many_workers_share_the_jobs_without_doing_one_twice()
    {
        var ids = Enumerable.Range(0, 24).Select(i => $"j-{i:00}").ToArray();
        foreach (var id in ids)
            await Jobs.AddAsync(id, "siting", "甲", Inputs, Week, None);
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(async w =>
        {
            var mine = new List<string>();
            while (await Claim("w" + w) is { } claimed)
                mine.Add(claimed.Job.Id);
            return mine;
        }));
        Assert.Equal(ids, taken.SelectMany(t => t).Order());
    }

    [Fact]
    public async Task A_dismissed_job_is_no_longer_its_workers_and_a_returned_one_waits_again()
    {
        await Jobs.AddAsync("j-1", "siting", "甲", Inputs, Week, None);
        await Claim("w1");
        Assert.True(await Jobs.DismissAsync("j-1", None));
        Assert.False(await Jobs.DismissAsync("j-1", None));
        Assert.False(await Jobs.RenewAsync("j-1", "w1", 50, TimeSpan.FromMinutes(1), None));
        Assert.False(await Jobs.FailAsync("j-1", "w1", [Broken], None));
        Assert.Equal(JobStatus.Dismissed, (await Jobs.FindAsync("j-1", None))!.Status);
        await Jobs.AddAsync("j-2", "siting", "甲", Inputs, Week, None);
        await Claim("w1");
        Assert.True(await Jobs.ReturnAsync("j-2", "w1", None));
        Assert.Equal(1, (await Claim("w2"))!.Job.Attempts);
    }

    [Fact]
    public async Task Jobs_are_listed_newest_first_by_process_and_status_and_are_forgotten_when_expired()
    {
        await Jobs.AddAsync("a", "siting", "甲", Inputs, Week, None);
        await Jobs.AddAsync("b", "solar", "甲", Inputs, Week, None);
        await Jobs.AddAsync("c", "siting", "甲", Inputs, TimeSpan.FromMilliseconds(-5), None);
        await Jobs.DismissAsync("b", None);
        async Task<string> List(JobQuery query) => string.Join(",", (await Jobs.ListAsync(query, None)).Select(j => j.Id));
        Assert.Equal("b,a", await List(new JobQuery(null, null, 10)));
        Assert.Equal("a", await List(new JobQuery("siting", null, 10)));
        Assert.Equal("b", await List(new JobQuery(null, JobStatus.Dismissed, 10)));
        Assert.Equal("b", await List(new JobQuery(null, null, 1)));
        Assert.Equal("a", await List(new JobQuery(null, null, 1) { BeforeId = "b" }));
        var late = (await Claim("w1"))!;
        Assert.Equal("a", late.Job.Id);
        late = (await Claim("w1"))!;
        Assert.True(await Jobs.FailAsync(late.Job.Id, "w1", [Broken], None));
        await Jobs.PurgeAsync(TimeSpan.Zero, None);
        Assert.Null(await Jobs.FindAsync("c", None));
        Assert.NotNull(await Jobs.FindAsync("a", None));
    }
}
