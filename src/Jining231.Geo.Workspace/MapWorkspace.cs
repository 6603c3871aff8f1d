using System.Text.Json.Nodes;
using Jining231.Geo.Layers;
using Jining231.Geo.Workspace.Commands;
using Jining231.Geo.Workspace.Drafting;
using Jining231.Geo.Workspace.Export;
using Jining231.Geo.Workspace.Identify;
using Jining231.Geo.Workspace.Mapping;
using Jining231.Geo.Workspace.Reserving;
using Jining231.Geo.Workspace.Search;
using Jining231.Geo.Workspace.Siting;
using Jining231.Geo.Workspace.Sources;
using Jining231.Geo.Workspace.Texts;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Workspace;

/// <summary>How far long work has come.</summary>
/// <param name="What">What is being done.</param>
/// <param name="Share">0 to 1; null where it cannot be told.</param>
public sealed record WorkProgress(Words What, double? Share);

/// <summary>
/// One open map: source, layers, selection, siting answer and what can be undone. Not safe for concurrent use; the shell calls it from one thread.
/// Every act either succeeds whole or raises and leaves the workspace as it was.
/// </summary>
public sealed class MapWorkspace : IAsyncDisposable
{
    private readonly TimeProvider _clock;

    private MapWorkspace(IWorkspaceSource source, IReadOnlyList<LayerNode> layers, TimeProvider clock)
    {
        Source = source;
        Layers = layers;
        _clock = clock;
    }

    /// <summary>File or service.</summary>
    public IWorkspaceSource Source { get; }

    /// <summary>The layer tree, in display order.</summary>
    public IReadOnlyList<LayerNode> Layers { get; private set; }

    /// <summary>What can be undone.</summary>
    public CommandHistory Undo { get; } = new();

    /// <summary>The last siting answer, or null.</summary>
    public SitingAnswer? Answer { get; private set; }

    /// <summary>Raised after a layer was read again.</summary>
    public event EventHandler<string>? LayerChanged;

    /// <summary>Opens a file or service and reads all layers.</summary>
    /// <param name="source">The source; owned by the workspace from now on.</param>
    /// <param name="progress">Told before each layer; may be null.</param>
    /// <param name="clock">The clock by which liveness is judged for display.</param>
    /// <param name="cancellationToken">Cancels; the source is closed.</param>
    public static async Task<MapWorkspace> OpenAsync(
        IWorkspaceSource source, IProgress<WorkProgress>? progress, TimeProvider clock, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            var nodes = new List<LayerNode>();
            foreach (var def in source.Layers)
            {
                progress?.Report(new(new($"读取“{def.TitleZh}”", $"Reading {def.TitleEn}"), (double)nodes.Count / source.Layers.Count));
                var rows = await source.ReadAsync(def, cancellationToken).ConfigureAwait(false);
                nodes.Add(new LayerNode(await Task.Run(() => MapLayer.Of(def, rows), cancellationToken).ConfigureAwait(false)));
            }

            return new MapWorkspace(source, nodes, clock);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The layer of that name; it must be one of the source's.</summary>
    public MapLayer Layer(string name) => Layers.First(l => l.Layer.Def.Name == name).Layer;

    /// <summary>Cards of what the map shows under a point (EPSG:4548): visible layers, live blocks.</summary>
    public IReadOnlyList<IdentifyCard> Identify(Coordinate at, double reachM, AreaUnit unit, Lang lang) =>
        [.. Identifier.At(Layers.Where(l => l.Visible).Select(l => l.Layer), at, reachM, _clock.GetUtcNow()).Select(f => IdentifyCard.Of(f, unit, lang))];

    /// <summary>The point (EPSG:4548), or the vertex or edge of a visible park, parcel or live block within reach that it snaps to.</summary>
    public Coordinate Snap(Coordinate at, double reachM) => Snapper.Snap(
        Layers.Where(l => l.Visible && l.Layer.Def.Name is "parks" or "parcels" or "reserves").Select(l => l.Layer), at, reachM, _clock.GetUtcNow());

    /// <summary>Searches names, ids and coordinates.</summary>
    public SearchResult Search(string text) => Searcher.Find(Layers.Select(l => l.Layer), text);

    /// <summary>Answers a siting form.</summary>
    public Task<SitingAnswer> SiteAsync(SitingForm form, CancellationToken cancellationToken) => SiteAsync(form, null, cancellationToken);

    /// <summary>As above, saying which share (0 to 1) is done where the source can tell.</summary>
    public async Task<SitingAnswer> SiteAsync(SitingForm form, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        using var document = await Source.SiteAsync(form.ToInputs(), progress, cancellationToken).ConfigureAwait(false);
        return Answer = SitingAnswer.Read(document.RootElement, new(form.Industry, form.Hazard));
    }

    /// <summary>Holds or reserves a found site.</summary>
    public Task<FeatureRow> ReserveAsync(ReserveForm form, SiteCard site, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(site);
        return ReserveAsync(form.ToBody(site.Plane, site.Geographic), cancellationToken);
    }

    /// <summary>Holds or reserves a drawn plot (EPSG:4548).</summary>
    public Task<FeatureRow> ReserveAsync(ReserveForm form, Geometry plane, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        return ReserveAsync(form.ToBody(plane), cancellationToken);
    }

    /// <summary>The balance of a park, or null where its place is not known.</summary>
    public ParkBalance? Balance(string parkId) => Layer("parks").Find(parkId) is { } park
        ? ParkBalance.Of(park, Layer("parcels"), Layer("reserves"), _clock.GetUtcNow())
        : null;

    /// <summary>Park in which a drawn plot lies, or null: the smallest park that covers its interior point.</summary>
    public MapFeature? ParkOf(Geometry plane) =>
        Identifier.At([Layer("parks")], Labels.Place(plane), 0, _clock.GetUtcNow()).FirstOrDefault(p => p.Row.Text("level") != "zone");

    /// <summary>Writes a layer as GeoJSON.</summary>
    public Task ExportAsync(string layer, string path, IProgress<double>? progress, CancellationToken cancellationToken) =>
        GeoJsonExport.WriteAsync(Layer(layer), path, progress, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private async Task<FeatureRow> ReserveAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var command = new ReserveCommand(Source, body, ReadReservesAsync);
        await Undo.DoAsync(command, cancellationToken).ConfigureAwait(false);
        return command.Block!;
    }

    private async Task ReadReservesAsync(CancellationToken cancellationToken)
    {
        var old = Layers.First(l => l.Layer.Def.Name == "reserves");
        // The account has changed already: what follows only shows it, so a cancel must not look like a failure.
        var rows = await Source.ReadAsync(old.Layer.Def, cancellationToken.IsCancellationRequested ? CancellationToken.None : cancellationToken).ConfigureAwait(false);
        var node = new LayerNode(MapLayer.Of(old.Layer.Def, rows)) { Visible = old.Visible };
        Layers = [.. Layers.Select(l => l == old ? node : l)];
        LayerChanged?.Invoke(this, "reserves");
    }
}
