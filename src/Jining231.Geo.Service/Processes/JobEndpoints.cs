using System.Globalization;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Jining231.Geo.Service.Html;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Processes;

/// <summary><c>/jobs</c>, <c>/jobs/{jobId}</c> (GET, DELETE) and <c>/jobs/{jobId}/results</c>.</summary>
internal static class JobEndpoints
{
    private const int DefaultLimit = 100;

    public static void MapJobs(this WebApplication app, ProcessHost host)
    {
        app.MapGet("/jobs", context => ListAsync(context, host));
        app.MapGet("/jobs/{jobId}", async context =>
        {
            QueryReader.Allow(context, "f");
            var job = await FindAsync(context, host);
            await Pages.AnswerAsync(context, Json.Media, json => JobJson.Write(json, context, job), new PageHead(job.Id, job.Id, PageHead.Jobs));
        });
        app.MapDelete("/jobs/{jobId}", context => DismissAsync(context, host));
        app.MapGet("/jobs/{jobId}/results", context => ResultAsync(context, host));
    }

    /// <summary>The job, which 404 and 410 keep apart from one that never was.</summary>
    private static async Task<Job> FindAsync(HttpContext context, ProcessHost host)
    {
        var id = (string)context.Request.RouteValues["jobId"]!;
        var job = await host.Jobs.FindAsync(id, context.RequestAborted) ?? throw new GeoProblemException(
            new GeoProblem(ProblemCode.NoSuchJob, $"没有作业“{id}”；作业保存 {Days(host)} 天。", $"There is no job '{id}'; jobs are kept for {Days(host)} days.")
            {
                Field = "jobId",
            });
        return job.ExpiresAt > await host.Jobs.NowAsync(context.RequestAborted) ? job : throw Gone(
            $"作业“{id}”已于 {Rfc3339.Format(job.ExpiresAt)} 到期，结果不再保存；请重新提交。",
            $"Job '{id}' expired at {Rfc3339.Format(job.ExpiresAt)} and its result is kept no longer; ask again.");
    }

    private static async Task ListAsync(HttpContext context, ProcessHost host)
    {
        QueryReader.Allow(context, "processID", "status", "limit", "cursor", "f");
        var status = QueryReader.Text(context, "status") is not { } name ? (JobStatus?)null
            : JobStatuses.Find(name) ?? throw QueryReader.Problem(ProblemCode.UnknownName, "status", $"没有状态“{name}”。", $"There is no status '{name}'.",
                [.. Enum.GetValues<JobStatus>().Select(JobStatuses.Name)]);
        var process = QueryReader.Text(context, "processID") is { } id ? host.Processes.Get(id).Id : null;
        var limit = QueryReader.Text(context, "limit") is null ? DefaultLimit : QueryReader.Limit(context);
        var found = await host.Jobs.ListAsync(new JobQuery(process, status, limit + 1) { BeforeId = QueryReader.Text(context, "cursor") }, context.RequestAborted);
        var page = found.Take(limit).ToArray();
        await Pages.AnswerAsync(context, Json.Media, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("jobs");
            foreach (var job in page)
                JobJson.Write(json, context, job);
            json.WriteEndArray();
            json.WriteString("kept", Days(host) + " d");
            json.WriteStartArray("links");
            Links.Write(json, Links.Self(context), "self", Json.Media, "This list");
            if (found.Count > limit)
                Links.Write(json, Next(context, page[^1].Id), "next", Json.Media, "Older jobs");
            json.WriteEndArray();
            json.WriteEndObject();
        }, new PageHead("作业", "Jobs"));
    }

    private static async Task ResultAsync(HttpContext context, ProcessHost host)
    {
        QueryReader.Allow(context);
        var job = await FindAsync(context, host);
        switch (job.Status)
        {
            case JobStatus.Successful when await host.Jobs.ResultAsync(job.Id, context.RequestAborted) is { } result:
                await Json.WriteAsync(context, Json.Media, result);
                return;
            case JobStatus.Failed:
                await ProblemWriter.WriteAsync(context, job.Problems);
                return;
            case JobStatus.Accepted or JobStatus.Running:
                throw new GeoProblemException(new GeoProblem(ProblemCode.ResultNotReady,
                    $"作业尚未完成（{job.Progress}%）；请稍后再取，状态见 {JobJson.Path(job.Id)}。",
                    $"The job is not done ({job.Progress} %); see {JobJson.Path(job.Id)} and come again.")
                { Field = "jobId" });
            default:
                throw Gone($"作业“{job.Id}”已取消，没有结果。", $"Job '{job.Id}' was dismissed; there is no result.");
        }
    }

    private static async Task DismissAsync(HttpContext context, ProcessHost host)
    {
        QueryReader.Allow(context);
        var job = await FindAsync(context, host);
        if (!await host.Jobs.DismissAsync(job.Id, context.RequestAborted))
            throw Gone($"作业“{job.Id}”已取消过。", $"Job '{job.Id}' has been dismissed before.");
        host.Runner.Stop(job.Id);
        var dismissed = await host.Jobs.FindAsync(job.Id, context.RequestAborted) ?? job with { Status = JobStatus.Dismissed };
        await Json.WriteAsync(context, Json.Media, json => JobJson.Write(json, context, dismissed));
    }

    private static string Next(HttpContext context, string lastId)
    {
        var query = QueryString.Empty;
        foreach (var (name, values) in context.Request.Query.Where(p => p.Key != "cursor").OrderBy(p => p.Key, StringComparer.Ordinal))
            query = query.Add(name, values[0] ?? "");
        return Links.Base(context) + "/jobs" + query.Add("cursor", lastId).ToUriComponent();
    }

    private static string Days(ProcessHost host) => host.Kept.TotalDays.ToString("0.####", CultureInfo.InvariantCulture);

    private static GeoProblemException Gone(string zh, string en) => new(new GeoProblem(ProblemCode.Gone, zh, en) { Field = "jobId" });
}
