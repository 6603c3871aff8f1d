using System.CommandLine;
using Jining231.Geo.Service;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jining231.Geo.Cli;

/// <summary><c>serve</c>, also without a verb: opens (and first fills) the store and serves the map on this machine.</summary>
internal static class ServeVerb
{
    public static void AddTo(RootCommand root, CliContext context)
    {
        var say = context.Say;
        Option<string> url = new("--url")
        {
            Description = say["监听地址，只限本机", "address to serve on, this machine only"],
            DefaultValueFactory = _ => ServiceOptions.DefaultUrl,
        };
        Option<string?> actor = new("--actor") { Description = say["记入台账的经办人；缺省为系统用户", "who is recorded with every act; by default the system user"] };
        Option<bool> warmUp = new("--warm-up")
        {
            Description = say["启动后趁空闲预先读取数据、算好用地，使首次选址更快；false：不做", "after the start, while idle, read the data and work out the land, for a quicker first siting; false: do not"],
            DefaultValueFactory = _ => true,
        };
        var serve = new Command("serve", say["启动地图服务（缺省）", "serve the map (default)"]);
        foreach (var command in new Command[] { root, serve })
        {
            command.Options.Add(url);
            command.Options.Add(actor);
            command.Options.Add(warmUp);
            command.SetAction((parse, cancellationToken) =>
                RunAsync(context, parse, parse.GetValue(url)!, parse.GetValue(actor) ?? Environment.UserName, parse.GetValue(warmUp), cancellationToken));
        }

        root.Subcommands.Add(serve);
    }

    private static async Task<int> RunAsync(CliContext context, ParseResult parse, string url, string actor, bool warmUp, CancellationToken cancellationToken)
    {
        var say = context.Say;
        var address = LoopbackUrl.Parse(url);
        var rules = context.LoadRules(parse);
        await using var store = await context.OpenStoreAsync(parse, cancellationToken);
        await using var app = JiningService.Build(new ServiceOptions(store, rules) { Url = url, Actor = actor, WarmUp = warmUp });
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException e)
        {
            CliContext.Note(say[$"无法监听 {address}：{e.Message}（用 --url 换一个端口）", $"Cannot listen on {address}: {e.Message} (name another port with --url)"]);
            return ExitCodes.Busy;
        }

        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        CliContext.Note($"{say["数据存储", "store"]}: {store.Describe().Location}");
        CliContext.Note($"{say["地图", "map"]}: {bound}/map");
        CliContext.Note(say["按 Ctrl+C 停止。", "Ctrl+C stops."]);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Ok;
    }
}
