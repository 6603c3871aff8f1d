using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>
/// Where a workspace gets its data and decisions: a GeoPackage file or a service. Both take the same request objects (those of the
/// HTTP interface) and give the same documents.
/// </summary>
public interface IWorkspaceSource : IAsyncDisposable
{
    /// <summary>File path or service address.</summary>
    string Location { get; }

    /// <summary>True for a service.</summary>
    bool IsService { get; }

    /// <summary>What a user may choose: industries, needs, and the titles of rules and criteria.</summary>
    RuleTitles Rules { get; }

    /// <summary>The layers, in display order.</summary>
    IReadOnlyList<LayerDef> Layers { get; }

    /// <summary>All present rows of a layer, in id order.</summary>
    Task<IReadOnlyList<FeatureRow>> ReadAsync(LayerDef layer, CancellationToken cancellationToken);

    /// <summary>Answers a siting request: <c>inputs</c> in, the result document out. A file tells which share (0 to 1) is done; a service does not.</summary>
    Task<JsonDocument> SiteAsync(JsonObject inputs, IProgress<double>? progress, CancellationToken cancellationToken);

    /// <summary>Holds or reserves a block; the body of <c>POST /reserves</c>. Gives the recorded block.</summary>
    Task<FeatureRow> ReserveAsync(JsonObject body, CancellationToken cancellationToken);

    /// <summary>Acts on a block; the body of <c>POST /reserves/{id}/actions/{act}</c> with <c>version</c>.</summary>
    Task<FeatureRow> ActAsync(string id, string act, JsonObject body, CancellationToken cancellationToken);
}
