using System.Diagnostics;
using System.Text.Json;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Http;

namespace Jining231.Geo.Service;

/// <summary>Writes <c>application/problem+json</c> (RFC 9457).</summary>
public static class ProblemWriter
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json; charset=utf-8";

    /// <summary>Answers with the problems of one request; the first decides the status.</summary>
    public static Task WriteAsync(HttpContext context, IReadOnlyList<GeoProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        var kind = Problems.For(problems[0].Code);
        return WriteAsync(context, kind, problems[0].MessageZh, problems[0].MessageEn, problems);
    }

    /// <summary>Answers with a problem that has no domain code of its own.</summary>
    public static async Task WriteAsync(
        HttpContext context, ProblemKind kind, string detailZh, string detailEn, IReadOnlyList<GeoProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(kind);
        var response = context.Response;
        response.StatusCode = kind.Status;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ETag = default;
        if (kind.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        using var buffer = new MemoryStream();
        Write(buffer, kind, detailZh, detailEn, problems, TraceId(context));
        response.ContentLength = buffer.Length;
        await response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }

    /// <summary>The id under which the log knows this request.</summary>
    public static string TraceId(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
    }

    /// <summary>Writes the problem document to a stream; also used by the command line with <c>--json</c>.</summary>
    public static void Write(
        Stream target, ProblemKind kind, string detailZh, string detailEn, IReadOnlyList<GeoProblem> problems, string traceId)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(problems);
        using var json = new Utf8JsonWriter(target, Json.WriterOptions);
        json.WriteStartObject();
        json.WriteString("type", kind.Type);
        json.WriteString("title", kind.TitleZh);
        json.WriteString("titleEn", kind.TitleEn);
        json.WriteNumber("status", kind.Status);
        json.WriteString("detail", detailZh);
        json.WriteString("detailEn", detailEn);
        json.WriteString("code", kind.Code);
        json.WriteStartArray("errors");
        foreach (var problem in problems)
            WriteError(json, problem);
        json.WriteEndArray();
        ConflictJson.Write(json, problems);
        json.WriteString("traceId", traceId);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, GeoProblem problem)
    {
        json.WriteStartObject();
        json.WriteString("field", problem.Field);
        json.WriteString("code", Problems.For(problem.Code).Code);
        json.WriteString("zh", problem.MessageZh);
        json.WriteString("en", problem.MessageEn);
        json.WriteStartArray("allowed");
        foreach (var allowed in problem.Allowed)
            json.WriteStringValue(allowed);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
