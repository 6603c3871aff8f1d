using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Copying;

/// <summary>
/// Copies the current features of all layers and the named branches from one store to another, the layers from one view of the source. What
/// the target already has equal is passed over, so that a copy that was cut off is simply started again. Versions begin anew; history stays
/// where it is, and so do jobs, which are results with an expiry.
/// </summary>
public static class StoreCopier
{
    /// <summary>Copies, then compares counts and digests of both sides.</summary>
    /// <param name="from">Source; only read.</param>
    /// <param name="to">Target; parents are written before what names them.</param>
    /// <param name="actor">Who is recorded in the target.</param>
    /// <param name="progress">Told after each batch; may be null.</param>
    /// <param name="cancellationToken">Cancels between batches; what is written stays.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="GeoProblemException">
    /// Both are one store; the target holds a feature that differs or that the source lacks (nothing is overwritten); or the sides
    /// are not equal at the end because somebody else wrote to the target.
    /// </exception>
    public static async Task<CopyReport> CopyAsync(
        IFeatureStore from, IFeatureStore to, string actor, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var (a, b) = (from.Describe(), to.Describe());
        if (a.Kind == b.Kind && a.Location == b.Location)
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                $"源与目标是同一个存储：{a.Location}。", $"Source and target are the same store: {a.Location}.")
            { Field = "to" });
        var report = new List<CopiedLayer>(a.Layers.Count);
        var source = await from.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            foreach (var layer in a.Layers)
            {
                var copy = new LayerCopy(source, to, layer, actor, progress);
                var (added, present) = await copy.RunAsync(cancellationToken).ConfigureAwait(false);
                report.Add(new CopiedLayer(added, present, await VerifiedAsync(source, to, layer, cancellationToken).ConfigureAwait(false)));
            }

            var (branches, movedOn) = await BranchCopy.RunAsync(from, to, source.Revisions, progress, cancellationToken).ConfigureAwait(false);
            return new CopyReport(report, branches, movedOn);
        }
    }

    /// <summary>Number and SHA-256 of the named branches of a store, to stand beside the digests of its layers.</summary>
    public static Task<LayerDigest> BranchDigestAsync(IFeatureStore store, CancellationToken cancellationToken) => BranchCopy.DigestAsync(store, cancellationToken);

    private static async Task<LayerDigest> VerifiedAsync(IFeatureSnapshot source, IFeatureStore to, LayerDef layer, CancellationToken cancellationToken)
    {
        var wanted = await LayerDigest.OfAsync(source, layer, cancellationToken).ConfigureAwait(false);
        var target = await to.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (target.ConfigureAwait(false))
        {
            var found = await LayerDigest.OfAsync(target, layer, cancellationToken).ConfigureAwait(false);
            return found == wanted ? found : throw new GeoProblemException(new GeoProblem(ProblemCode.StoreMismatch,
                $"图层“{layer.TitleZh}”复制后不一致：源 {wanted.Count} 个要素，目标 {found.Count} 个。复制期间目标是否被他人修改？",
                $"Layer '{layer.Name}' is not equal after the copy: {wanted.Count} features in the source, {found.Count} in the target. Did somebody write to the target meanwhile?")
            { Field = layer.Name });
        }
    }
}

/// <summary>How far a copy has come.</summary>
/// <param name="Layer">Layer under way.</param>
/// <param name="Done">Rows written or found equal.</param>
/// <param name="Total">Rows of the layer in the source.</param>
public sealed record CopyProgress(string Layer, long Done, long Total);

/// <summary>What a copy did.</summary>
/// <param name="Layers">One entry per layer.</param>
/// <param name="Branches">The named branches.</param>
/// <param name="MovedOn">Names of branches on which the source's record had moved on since they were made; the target's has not.</param>
public sealed record CopyReport(IReadOnlyList<CopiedLayer> Layers, CopiedLayer Branches, IReadOnlyList<string> MovedOn);

/// <summary>What was done with one layer.</summary>
/// <param name="Added">Rows written.</param>
/// <param name="Present">Rows that were already there and equal.</param>
/// <param name="Content">What both sides now hold.</param>
public sealed record CopiedLayer(long Added, long Present, LayerDigest Content);
