using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace Jining231.Geo.Service.Tests.ApiDescription;

/// <summary>Follows every link from the landing page; each answer has the media type that the link and the API document declare, and fits its schema.</summary>
public sealed partial class CrawlerTests(Client client) : IClassFixture<Client>
{
    private readonly Dictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private JsonNode _api = null!;

    [Fact]
    public async Task Every_answer_is_what_the_link_and_the_document_say()
    {
        _api = await client.GetAsync("api");
        var root = client.Http.BaseAddress!.ToString();
        var queue = new Queue<(string Href, string? Type)>([(root, "application/json")]);
        var seen = new HashSet<string>();
        while (queue.TryDequeue(out var link))
        {
            if (!seen.Add(link.Href + " " + link.Type) || Template(link.Href) is not { } address)
                continue;
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address));
            request.Headers.TryAddWithoutValidation("Accept", link.Type ?? "application/json");
            using var answer = await client.Http.SendAsync(request);
            var media = answer.Content.Headers.ContentType?.MediaType;
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NoContent) || (answer.StatusCode == HttpStatusCode.OK && link.Type is not null && media != link.Type.Split(';')[0]))
                _faults.Add($"{address}: {(int)answer.StatusCode} {media} instead of {link.Type}");
            if (media?.EndsWith("json", StringComparison.Ordinal) != true)
                continue;
            var text = await answer.Content.ReadAsStringAsync();
            await CheckAsync(new Uri(address).AbsolutePath, media, text);
            foreach (var found in Links(JsonNode.Parse(text)))
                if (found.Href.StartsWith(root, StringComparison.Ordinal))
                    queue.Enqueue(found);
        }

        Assert.True(_faults.Count == 0, string.Join("\n", _faults.Take(20)));
        Assert.True(seen.Count > 200, $"{seen.Count} links only");
    }

    /// <summary>Addresses with holes are tried with the tile that holds the city; what is posted to is not read.</summary>
    private static string? Template(string href)
    {
        if (href.EndsWith("/execution", StringComparison.Ordinal))
            return null;
        var (row, column) = href.Contains("CGCS2000", StringComparison.Ordinal) ? ("38", "210") : ("101", "210");
        return href.Replace("{tileMatrix}", "8", StringComparison.Ordinal).Replace("{tileRow}", row, StringComparison.Ordinal).Replace("{tileCol}", column, StringComparison.Ordinal);
    }

    private async Task CheckAsync(string path, string media, string text)
    {
        var described = _api["paths"]!.AsObject().Where(p => p.Value!["get"] is not null && Matches(p.Key, path)).OrderBy(p => p.Key.Count(c => c == '{')).FirstOrDefault();
        if (described.Value is null)
        {
            _faults.Add($"{path} is not described");
            return;
        }

        var content = described.Value["get"]!["responses"]!["200"]!["content"]!.AsObject();
        if (content.FirstOrDefault(c => c.Key.Split(';')[0] == media) is not { Value: { } declared })
            _faults.Add($"{path}: {media} is not declared");
        else if (declared["schema"]!["$ref"] is { } reference)
            _faults.AddRange((await SchemaAsync(reference.GetValue<string>())).Validate(text).Take(3).Select(e => $"{path}: {e}"));
    }

    private async Task<JsonSchema> SchemaAsync(string reference)
    {
        if (_schemas.TryGetValue(reference, out var known))
            return known;
        var document = new JsonObject
        {
            ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = reference }),
            ["definitions"] = ProcessTests.Nullable(_api["components"]!["schemas"]!.DeepClone()),
        };
        return _schemas[reference] = await JsonSchema.FromJsonAsync(document.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal));
    }

    private static bool Matches(string template, string path) =>
        Regex.IsMatch(path, "^" + Hole().Replace(Regex.Escape(template).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+") + "$");

    private static IEnumerable<(string Href, string? Type)> Links(JsonNode? node) => node switch
    {
        JsonObject link when link["href"] is JsonValue href => [(href.GetValue<string>(), link["type"]?.GetValue<string>())],
        JsonObject inner => inner.SelectMany(p => Links(p.Value)),
        JsonArray list => list.SelectMany(Links),
        _ => [],
    };

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Hole();
}
