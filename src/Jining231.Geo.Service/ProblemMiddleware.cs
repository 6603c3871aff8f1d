using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Jining231.Geo.Service;

/// <summary>Turns whatever went wrong into a problem document; no stack trace leaves the process.</summary>
internal static class ProblemMiddleware
{
    public static void UseProblems(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Jining231.Geo.Service");
        app.Use(next => async context =>
        {
            try
            {
                await next(context);
                await ExplainBareStatusAsync(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                context.Abort();
            }
            catch (Exception e) when (context.Response.HasStarted)
            {
                log.LogError(e, "The answer to {TraceId} broke off", ProblemWriter.TraceId(context));
                context.Abort();
            }
            catch (GeoProblemException e)
            {
                context.Response.Clear();
                LocalOnly.SecurityHeaders(context);
                // A named problem says what it is; only what lies behind it needs its trace.
                if (Problems.For(e.Problems[0].Code).Status >= 500)
                    log.LogError(e.InnerException, "Request {TraceId} failed: {Problem}", ProblemWriter.TraceId(context), e.Message);
                await ProblemWriter.WriteAsync(context, e.Problems);
            }
            catch (BadHttpRequestException e)
            {
                context.Response.Clear();
                LocalOnly.SecurityHeaders(context);
                await ProblemWriter.WriteAsync(context, Problems.For(e.StatusCode), "HTTP 请求有误。", "The HTTP request is broken.", []);
            }
            catch (Exception e)
            {
                log.LogError(e, "Request {TraceId} failed", ProblemWriter.TraceId(context));
                context.Response.Clear();
                LocalOnly.SecurityHeaders(context);
                await ProblemWriter.WriteAsync(context, Problems.Internal,
                    "服务出错，请凭 traceId 查日志。", "The service failed; the log has the cause under the traceId.", []);
            }
        });
    }

    /// <summary>Routing answers 404 and 405 without a body; these get one here.</summary>
    private static Task ExplainBareStatusAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null)
            return Task.CompletedTask;
        var path = context.Request.Path.Value ?? "";
        var (zh, en) = response.StatusCode switch
        {
            404 => ($"没有地址 {path}；可用地址见 / 。", $"There is no {path}; / lists what there is."),
            405 => ($"{path} 不支持 {context.Request.Method}；可用：{response.Headers.Allow}。",
                $"{path} does not allow {context.Request.Method}; it allows {response.Headers.Allow}."),
            var status => ($"HTTP {status}。", $"HTTP {status}."),
        };
        var kind = Problems.For(response.StatusCode);
        GeoProblem[] errors = response.StatusCode switch
        {
            404 => [new GeoProblem(ProblemCode.NotFound, zh, en) { Field = "path" }],
            _ => [],
        };
        return ProblemWriter.WriteAsync(context, kind, zh, en, errors);
    }
}
