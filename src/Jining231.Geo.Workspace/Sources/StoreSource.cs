using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using Jining231.Geo.Rules;
using Jining231.Geo.Siting;
using Jining231.Geo.Stores;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>A GeoPackage file opened in this process: the same planners as the service, no server needed.</summary>
public sealed class StoreSource : IWorkspaceSource
{
    private readonly IFeatureStore _store;
    private readonly RulePack _rules;
    private readonly SitingPlanner _siting;
    private readonly ReservePlanner _reserves;
    private readonly string _actor;

    private StoreSource(IFeatureStore store, RulePack rules, string location, string actor)
    {
        _store = store;
        _rules = rules;
        _siting = new SitingPlanner(store, rules);
        _reserves = new ReservePlanner(store, rules);
        _actor = actor;
        Location = location;
        Rules = RuleTitles.Of(rules);
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <inheritdoc/>
    public bool IsService => false;

    /// <inheritdoc/>
    public RuleTitles Rules { get; }

    /// <inheritdoc/>
    public IReadOnlyList<LayerDef> Layers => _store.Describe().Layers;

    /// <summary>Opens an existing file. Raises <see cref="GeoProblemException"/> with what to do: missing, foreign, newer, locked.</summary>
    /// <param name="path">The file; it is not created.</param>
    /// <param name="rules">Rules to decide by.</param>
    /// <param name="actor">Who is recorded with every act.</param>
    /// <param name="patience">How long to wait for a file that another program has locked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async Task<StoreSource> OpenAsync(
        string path, RulePack rules, string actor, TimeSpan patience, CancellationToken cancellationToken)
    {
        FileProblems.RequireReadable(path);
        var opening = StoreOpener.OpenAsync(path, CancellationToken.None);
        try
        {
            return new StoreSource(await opening.WaitAsync(patience, cancellationToken).ConfigureAwait(false), rules, Path.GetFullPath(path), actor);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _ = opening.ContinueWith(
                static t => t.IsCompletedSuccessfully ? t.Result.DisposeAsync().AsTask() : Task.FromResult(t.Exception),
                CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (e is OperationCanceledException)
                throw;
            throw FileProblems.Locked(path);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FeatureRow>> ReadAsync(LayerDef layer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var rows = new List<FeatureRow>();
        var snapshot = await _store.OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            await foreach (var row in snapshot.QueryAsync(new FeatureQuery(layer.Name), cancellationToken).ConfigureAwait(false))
                rows.Add(row);
        }

        return rows;
    }

    /// <inheritdoc/>
    public async Task<JsonDocument> SiteAsync(JsonObject inputs, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var document = Document(inputs);
        var request = SitingRequestParser.Parse(document.RootElement, _rules);
        var result = await Task.Run(() => _siting.RunAsync(request, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, FeatureJsonWriter.Options))
            SitingResultJson.Write(writer, result);
        return JsonDocument.Parse(buffer.WrittenMemory);
    }

    /// <inheritdoc/>
    public async Task<FeatureRow> ReserveAsync(JsonObject body, CancellationToken cancellationToken)
    {
        using var document = Document(body);
        var request = ReserveRequestParser.ParseNew(document.RootElement);
        return await Task.Run(() => _reserves.CreateAsync(request, Guid.CreateVersion7().ToString(), _actor, null, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<FeatureRow> ActAsync(string id, string act, JsonObject body, CancellationToken cancellationToken)
    {
        using var document = Document(body);
        var request = ReserveRequestParser.ParseAct(
            ReserveActs.Find(act) ?? throw new ArgumentOutOfRangeException(nameof(act)), id, document.RootElement, null);
        var rows = await Task.Run(() => _reserves.ActAsync(request, _actor, null, cancellationToken), cancellationToken).ConfigureAwait(false);
        return rows[0];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _siting.Dispose();
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    private static JsonDocument Document(JsonObject body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return JsonDocument.Parse(body.ToJsonString());
    }
}
