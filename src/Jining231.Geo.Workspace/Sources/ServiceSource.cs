using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>A running service, reached over its HTTP interface.</summary>
public sealed class ServiceSource : IWorkspaceSource
{
    private const int PageSize = 10_000;
    private readonly HttpClient _http;
    private readonly Uri _root;

    private ServiceSource(HttpClient http, Uri root, RuleTitles rules, IReadOnlyList<LayerDef> layers)
    {
        _http = http;
        _root = root;
        Rules = rules;
        Layers = layers;
    }

    /// <inheritdoc/>
    public string Location => _root.ToString();

    /// <inheritdoc/>
    public bool IsService => true;

    /// <inheritdoc/>
    public RuleTitles Rules { get; }

    /// <inheritdoc/>
    public IReadOnlyList<LayerDef> Layers { get; }

    /// <summary>Connects to a service. Raises <see cref="GeoProblemException"/> where nothing, or something else, answers.</summary>
    /// <param name="address">http or https address of the service's root.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ServiceSource> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        var root = new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(10) }) { Timeout = TimeSpan.FromMinutes(10) };
        try
        {
            using var rules = await SendAsync(http, root, HttpMethod.Get, new Uri(root, "rules"), null, cancellationToken).ConfigureAwait(false);
            using var collections = await SendAsync(http, root, HttpMethod.Get, new Uri(root, "collections"), null, cancellationToken).ConfigureAwait(false);
            var names = collections.RootElement.GetProperty("collections").EnumerateArray()
                .Select(c => c.GetProperty("id").GetString()).ToHashSet(StringComparer.Ordinal);
            return new ServiceSource(http, root, RuleTitles.Of(rules.RootElement), [.. LayerCatalog.All.Where(l => names.Contains(l.Name))]);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException)
        {
            http.Dispose();
            throw ServiceProblems.NotOurs(root);
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FeatureRow>> ReadAsync(LayerDef layer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var rows = new List<FeatureRow>();
        var next = new Uri(_root, $"collections/{layer.Name}/items?limit={PageSize}");
        while (true)
        {
            using var page = await SendAsync(_http, _root, HttpMethod.Get, next, null, cancellationToken).ConfigureAwait(false);
            rows.AddRange(RowReader.ReadAll(page.RootElement, layer));
            var link = page.RootElement.TryGetProperty("links", out var links)
                ? links.EnumerateArray().FirstOrDefault(l => l.GetProperty("rel").GetString() == "next")
                : default;
            if (link.ValueKind != JsonValueKind.Object)
                return rows;
            next = new Uri(_root, link.GetProperty("href").GetString()!);
        }
    }

    /// <inheritdoc/>
    public Task<JsonDocument> SiteAsync(JsonObject inputs, IProgress<double>? progress, CancellationToken cancellationToken) => SendAsync(
        _http, _root, HttpMethod.Post, new Uri(_root, "processes/siting/execution"),
        new JsonObject { ["inputs"] = inputs?.DeepClone() }, cancellationToken);

    /// <inheritdoc/>
    public Task<FeatureRow> ReserveAsync(JsonObject body, CancellationToken cancellationToken) =>
        WriteAsync(new Uri(_root, "reserves"), body, cancellationToken);

    /// <inheritdoc/>
    public Task<FeatureRow> ActAsync(string id, string act, JsonObject body, CancellationToken cancellationToken) =>
        WriteAsync(new Uri(_root, $"reserves/{Uri.EscapeDataString(id)}/actions/{act}"), body, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<FeatureRow> WriteAsync(Uri address, JsonObject body, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(_http, _root, HttpMethod.Post, address, body, cancellationToken).ConfigureAwait(false);
        return RowReader.ReadOne(answer.RootElement, LayerCatalog.Get("reserves"));
    }

    private static async Task<JsonDocument> SendAsync(
        HttpClient http, Uri root, HttpMethod method, Uri address, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/geo+json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
                throw ServiceProblems.Read(bytes, (int)answer.StatusCode, root);
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            throw ServiceProblems.NotOurs(root);
        }
        catch (HttpRequestException)
        {
            throw ServiceProblems.Unreachable(root);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ServiceProblems.Unreachable(root);
        }
    }
}
