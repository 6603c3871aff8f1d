using System.CommandLine;
using System.Globalization;
using Jining231.Geo.Service;
using Jining231.Geo.Stores.Seeding;

namespace Jining231.Geo.Cli;

/// <summary><c>seed</c>: loads the shipped layers; features that are already there stay as they are.</summary>
internal static class SeedVerb
{
    public static Command Make(CliContext context)
    {
        var say = context.Say;
        Option<string?> layers = new("--layers") { Description = say["图层文件夹；缺省为随附数据", "folder of layers; by default the shipped ones"] };
        var command = new Command("seed", say["装载随附图层（可重复执行）", "load the shipped layers (may be repeated)"]) { layers };
        command.SetAction(async (parse, cancellationToken) =>
        {
            await using var store = await EmbeddedStore.OpenAsync(context.StoreNamed(parse), cancellationToken);
            var progress = new Printer();
            var report = await Seeder.SeedAsync(store, parse.GetValue(layers) ?? EmbeddedFiles.Layers, progress, cancellationToken);
            CliContext.Note($"{say["数据存储", "store"]}: {store.Describe().Location}");
            foreach (var layer in report.Layers)
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{layer.Layer}\t{layer.Added}\t{layer.Unchanged}\t{layer.Differing}"));
            return ExitCodes.Ok;
        });
        return command;
    }

    private sealed class Printer : IProgress<SeedProgress>
    {
        public void Report(SeedProgress value) => CliContext.Note($"[{value.Done}/{value.Total}] {value.Layer}");
    }
}
