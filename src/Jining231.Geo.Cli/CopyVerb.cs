using System.CommandLine;
using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Service;
using Jining231.Geo.Stores;
using Jining231.Geo.Stores.Copying;

namespace Jining231.Geo.Cli;

/// <summary><c>copy</c>: all layers and branches from one store to another, verified; started again, it goes on where it stopped.</summary>
internal static class CopyVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Argument<string> from = new("from") { Description = say["源：文件或连接串", "source: file or connection string"] };
        Argument<string> to = new("to") { Description = say["目标：文件或连接串", "target: file or connection string"] };
        Option<string?> actor = new("--actor") { Description = say["记入目标的经办人；缺省为系统用户", "who is recorded in the target; by default the system user"] };
        var command = new Command("copy", say["在两个存储之间复制全部图层和情景分支（现状，不含历史；作业结果会到期，不复制），可续传，复制后校验", "copy all layers and branches (present state, without history; jobs are results with an expiry and stay) from one store to another; resumable, verified"]) { from, to, actor };
        command.SetAction(async (parse, cancellationToken) =>
        {
            var named = parse.GetValue(from)!;
            if (!StoreOpener.MayExist(named))
                throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable, $"没有源文件：{named}。", $"There is no source file: {named}.") { Field = "from" });
            await using var source = await EmbeddedStore.OpenAsync(named, cancellationToken);
            await using var target = await EmbeddedStore.OpenAsync(parse.GetValue(to)!, cancellationToken);
            var report = await StoreCopier.CopyAsync(source, target, parse.GetValue(actor) ?? Environment.UserName, new Printer(), cancellationToken);
            foreach (var layer in report.Layers.Append(report.Branches))
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layer.Content.Layer}\t{layer.Added}\t{layer.Present}\t{layer.Content.Count}\t{layer.Content.Sha256}"));
            if (report.MovedOn.Count > 0)
                CliContext.Note(say[
                    $"下列分支建立后源的记录已变动，目标中改以复制后的记录为基础：{string.Join("、", report.MovedOn)}",
                    $"The source's record had moved on since these branches were made; in the target they rest on the record as copied: {string.Join(", ", report.MovedOn)}"]);
            CliContext.Note(say["作业及其结果会到期，未复制。", "Jobs and their results expire; they were not copied."]);
            CliContext.Note(say[$"已复制并校验一致：{target.Describe().Location}", $"Copied and verified equal: {target.Describe().Location}"]);
            return ExitCodes.Ok;
        });
        return command;
    }

    private sealed class Printer : IProgress<CopyProgress>
    {
        public void Report(CopyProgress value) => CliContext.Note(string.Create(CultureInfo.InvariantCulture, $"{value.Layer} {value.Done}/{value.Total}"));
    }
}
