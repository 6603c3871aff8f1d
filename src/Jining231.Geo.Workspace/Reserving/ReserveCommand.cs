using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Workspace.Commands;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Workspace.Reserving;

/// <summary>
/// Puts a block into the account. Undo releases it: an entry never disappears, both acts stay on record under the document number.
/// Redo makes a new entry.
/// </summary>
/// <param name="source">Where to.</param>
/// <param name="body">Body of the request.</param>
/// <param name="changed">Called after each step, so that the layer is read again.</param>
public sealed class ReserveCommand(IWorkspaceSource source, JsonObject body, Func<CancellationToken, Task> changed) : IWorkspaceCommand
{
    /// <summary>The block as recorded, after the command was done.</summary>
    public FeatureRow? Block { get; private set; }

    /// <inheritdoc/>
    public Words Title { get; } = (string?)body["state"] == "held" ? new("暂留", "hold") : new("留白", "reserve");

    /// <inheritdoc/>
    public async Task DoAsync(CancellationToken cancellationToken)
    {
        Block = await source.ReserveAsync((JsonObject)body.DeepClone(), cancellationToken).ConfigureAwait(false);
        await changed(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task UndoAsync(CancellationToken cancellationToken)
    {
        var block = Block ?? throw new InvalidOperationException("Nothing to undo.");
        var release = new JsonObject { ["version"] = block.Version, ["documentNo"] = body["documentNo"]?.DeepClone() };
        Block = await source.ActAsync(block.Id, "release", release, cancellationToken).ConfigureAwait(false);
        await changed(cancellationToken).ConfigureAwait(false);
    }
}
