using System.CommandLine;
using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Service;
using Jining231.Geo.Stores;
using Jining231.Geo.Stores.Copying;

namespace Jining231.Geo.Cli;

/// <summary><c>digest</c>: rows and SHA-256 of every layer and of the branches, to compare two stores or a backup with its original.</summary>
internal static class DigestVerb
{
    public static Command Make(CliContext context)
    {
        var command = new Command("digest", context.Say["各图层和情景分支的数量与 SHA-256，用于核对备份或副本", "rows and SHA-256 of every layer and of the branches, to check a backup or a copy"]);
        command.SetAction(async (parse, cancellationToken) =>
        {
            var named = context.StoreNamed(parse);
            if (!StoreOpener.MayExist(named))
                throw new GeoProblemException(new GeoProblem(ProblemCode.StoreUnavailable, $"没有文件：{named}。", $"There is no file: {named}.") { Field = "--store" });
            await using var store = await EmbeddedStore.OpenAsync(named, cancellationToken);
            await using var snapshot = await store.OpenSnapshotAsync(null, cancellationToken);
            foreach (var layer in store.Describe().Layers)
            {
                var digest = await LayerDigest.OfAsync(snapshot, layer, cancellationToken);
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{digest.Layer}\t{digest.Count}\t{digest.Sha256}"));
            }

            var branches = await StoreCopier.BranchDigestAsync(store, cancellationToken);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{branches.Layer}\t{branches.Count}\t{branches.Sha256}"));
            return ExitCodes.Ok;
        });
        return command;
    }
}
