using System.Security.Cryptography;
using System.Text;
using Jining231.Geo.Branches;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Copying;

/// <summary>
/// Carries named branches: what each supposes travels byte for byte, under its name and its author. Like the layers it begins anew: version 1,
/// made on the record as the target holds it, because the record that it was made on is history and stays in the source.
/// </summary>
internal static class BranchCopy
{
    /// <summary>The name under which branches are counted beside the layers.</summary>
    public const string Name = "branches";

    /// <summary>Copies what the target lacks, then compares both sides.</summary>
    /// <returns>What was done, and the branches on which the source's record had moved on: there the target no longer tells it.</returns>
    /// <exception cref="GeoProblemException">The target holds a branch that the source does not hold so.</exception>
    public static async Task<(CopiedLayer Copied, IReadOnlyList<string> MovedOn)> RunAsync(
        IFeatureStore from, IFeatureStore to, IReadOnlyDictionary<string, LayerRevision> source, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        var (mine, theirs) = (await AllAsync(from, cancellationToken).ConfigureAwait(false), await AllAsync(to, cancellationToken).ConfigureAwait(false));
        var there = theirs.ToDictionary(b => b.Name, StringComparer.Ordinal);
        if (theirs.FirstOrDefault(b => mine.All(m => m.Name != b.Name)) is { } extra)
            throw Foreign(extra.Name);
        if (mine.FirstOrDefault(b => there.TryGetValue(b.Name, out var t) && !t.Content.Span.SequenceEqual(b.Content.Span)) is { } other)
            throw Foreign(other.Name);
        var (at, revisions) = await RecordAsync(to, cancellationToken).ConfigureAwait(false);
        long added = 0;
        foreach (var branch in mine.Where(b => !there.ContainsKey(b.Name)))
        {
            if (await Of(to)!.AddAsync(new BranchDraft(branch.Name, at, revisions, branch.Content), branch.Actor, cancellationToken).ConfigureAwait(false) is null)
                throw Foreign(branch.Name);
            added++;
            progress?.Report(new CopyProgress(Name, added, mine.Count));
        }

        var digest = Digest(mine);
        if (digest != Digest(await AllAsync(to, cancellationToken).ConfigureAwait(false)))
            throw new GeoProblemException(new GeoProblem(ProblemCode.StoreMismatch,
                "情景分支复制后不一致。复制期间目标是否被他人修改？", "The branches are not equal after the copy. Did somebody write to the target meanwhile?")
            { Field = Name });
        return (new CopiedLayer(added, mine.Count - added, digest), [.. mine.Where(b => MovedOn(b, source)).Select(b => b.Name)]);
    }

    /// <summary>Number and SHA-256 of all branches: names and contents, by name; versions and bases do not count.</summary>
    public static async Task<LayerDigest> DigestAsync(IFeatureStore store, CancellationToken cancellationToken) =>
        Digest(await AllAsync(store, cancellationToken).ConfigureAwait(false));

    private static bool MovedOn(Branch branch, IReadOnlyDictionary<string, LayerRevision> record) =>
        record.Count != branch.BaseRevisions.Count || record.Any(r => !branch.BaseRevisions.TryGetValue(r.Key, out var then) || then != r.Value.Revision);

    private static LayerDigest Digest(IReadOnlyList<Branch> branches)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var branch in branches)
            foreach (var part in new[] { Encoding.UTF8.GetBytes(branch.Name), branch.Content.ToArray() })
            {
                hash.AppendData(BitConverter.GetBytes((long)part.Length));
                hash.AppendData(part);
            }

        return new LayerDigest(Name, branches.Count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static async Task<IReadOnlyList<Branch>> AllAsync(IFeatureStore store, CancellationToken cancellationToken) =>
        Of(store) is { } branches ? await branches.AllAsync(cancellationToken).ConfigureAwait(false) : [];

    /// <summary>The record of a store: its last write, and the revisions after it.</summary>
    private static async Task<(DateTimeOffset At, IReadOnlyDictionary<string, long> Revisions)> RecordAsync(IFeatureStore store, CancellationToken cancellationToken)
    {
        var revisions = await store.ReadRevisionsAsync(cancellationToken).ConfigureAwait(false);
        return (revisions.Values.Max(r => r.RecordedAt), revisions.ToDictionary(r => r.Key, r => r.Value.Revision, StringComparer.Ordinal));
    }

    private static IBranchStore? Of(IFeatureStore store) => (store as IKeepsBranches)?.Branches;

    private static GeoProblemException Foreign(string name) => new(new GeoProblem(ProblemCode.AlreadyExists,
        $"目标中已有与源不同的情景分支“{name}”，未作覆盖。", $"The target holds a branch '{name}' that the source does not hold so; nothing was overwritten.")
    { Field = $"{Name}/{name}" });
}
