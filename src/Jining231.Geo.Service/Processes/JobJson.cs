using System.Text.Json;
using Jining231.Geo.Jobs;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service.Processes;

/// <summary>A job on the wire (OGC API - Processes, statusInfo).</summary>
internal static class JobJson
{
    public static string Path(string id) => "/jobs/" + Uri.EscapeDataString(id);

    public static void Write(Utf8JsonWriter json, HttpContext context, Job job)
    {
        var root = Links.Base(context);
        var (zh, en) = Message(job);
        json.WriteStartObject();
        json.WriteString("jobID", job.Id);
        json.WriteString("processID", job.Process);
        json.WriteString("type", "process");
        json.WriteString("status", JobStatuses.Name(job.Status));
        json.WriteString("message", zh);
        json.WriteString("messageEn", en);
        json.WriteString("actor", job.Actor);
        json.WriteString("created", Rfc3339.Format(job.CreatedAt));
        if (job.StartedAt is { } started)
            json.WriteString("started", Rfc3339.Format(started));
        if (job.FinishedAt is { } finished)
            json.WriteString("finished", Rfc3339.Format(finished));
        json.WriteString("updated", Rfc3339.Format(job.UpdatedAt));
        json.WriteString("expires", Rfc3339.Format(job.ExpiresAt));
        json.WriteNumber("progress", job.Progress);
        json.WriteNumber("attempts", job.Attempts);
        json.WriteStartArray("links");
        Links.Write(json, root + Path(job.Id), "self", Json.Media, "This job");
        if (job.Status == JobStatus.Successful)
            Links.Write(json, root + Path(job.Id) + "/results", "http://www.opengis.net/def/rel/ogc/1.0/results", Json.Media, "The result");
        Links.Write(json, $"{root}/processes/{job.Process}", "process", Json.Media, "The process");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static (string Zh, string En) Message(Job job) => job.Status switch
    {
        JobStatus.Accepted => ("排队等待执行。", "Waits for its turn."),
        JobStatus.Running when job.Attempts > 1 => ("程序中断过，正在重新执行。", "The program was ended; it is being run again."),
        JobStatus.Running => ("正在执行。", "Is being worked on."),
        JobStatus.Successful => ("完成。", "Done."),
        JobStatus.Dismissed => ("已取消。", "Dismissed."),
        _ => job.Problems is [var first, ..] ? (first.MessageZh, first.MessageEn) : ("失败。", "Failed."),
    };
}
