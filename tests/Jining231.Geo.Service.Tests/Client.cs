using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Service.Tests;

/// <summary>One running service for a class of tests, and the calls they make.</summary>
public class Client : IAsyncLifetime
{
    private RunningService? _service;

    public HttpClient Http => _service!.Http;

    /// <summary>The store's connection string, or null for a new file.</summary>
    protected virtual string? Store => null;

    public async Task InitializeAsync() => _service = await RunningService.StartAsync(store: Store);

    /// <summary>A second service on the same store.</summary>
    public Task<RunningService> BesideAsync() => RunningService.StartAsync(store: Store ?? _service!.StorePath);

    public virtual async Task DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(new Uri(path, UriKind.RelativeOrAbsolute)))!;

    public async Task<(HttpStatusCode Status, JsonNode Body, HttpResponseMessage Raw)> SendAsync(
        HttpMethod method, string path, string? body = null, string media = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, media);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text)! : new JsonObject(), answer);
    }

    public async Task<string> RevisionsAsync()
    {
        var catalog = await GetAsync("catalog");
        return string.Join(",", catalog["layers"]!.AsArray().Select(l => $"{l!["name"]}={l["revision"]}"));
    }
}
