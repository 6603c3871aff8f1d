using System.CommandLine;
using Jining231.Geo.Service;

namespace Jining231.Geo.Cli;

/// <summary><c>health</c>: asks a running service whether it is ready; for health checks of containers and monitors.</summary>
internal static class HealthVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string> url = new("--url") { Description = say["服务地址", "address of the service"], DefaultValueFactory = _ => ServiceOptions.DefaultUrl };
        var command = new Command("health", say["查询运行中的服务是否就绪", "ask a running service whether it is ready"]) { url };
        command.SetAction(async (parse, cancellationToken) =>
        {
            LoopbackUrl.Parse(parse.GetValue(url)!);
            using var http = new HttpClient { Timeout = Patience };
            try
            {
                using var answer = await http.GetAsync(new Uri(parse.GetValue(url)!.TrimEnd('/') + "/health/ready"), cancellationToken);
                CliContext.Note(answer.IsSuccessStatusCode
                    ? say["就绪。", "Ready."]
                    : say[$"未就绪（HTTP {(int)answer.StatusCode}）。", $"Not ready (HTTP {(int)answer.StatusCode})."]);
                return answer.IsSuccessStatusCode ? ExitCodes.Ok : ExitCodes.Store;
            }
            catch (Exception e) when (e is HttpRequestException || e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                CliContext.Note(say[$"服务无应答：{e.Message}", $"The service does not answer: {e.Message}"]);
                return ExitCodes.Store;
            }
        });
        return command;
    }
}
