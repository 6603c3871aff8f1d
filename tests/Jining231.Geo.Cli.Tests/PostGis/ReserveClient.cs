using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jining231.Geo.Cli.Tests.PostGis;

/// <summary>What one client was told: 2xx, 409 and 503 with what they name; null status: the link broke, the outcome is unknown.</summary>
internal sealed record Told(string Act, HttpStatusCode? Status, string? Id, string? ConflictId, string Key, TimeSpan? RetryAfter, string Media);

/// <summary>Reserves small rectangles in the land of one found site, and releases some again.</summary>
internal sealed class ReserveClient(JsonElement site)
{
    private readonly string _park = site.GetProperty("properties").GetProperty("parkId").GetString()!;

    /// <summary>The site that siting finds on the shipped data.</summary>
    public static async Task<JsonElement> SiteAsync(HttpClient http)
    {
        using var body = new StringContent("""{"inputs":{"industry":"fluorosilicon","investmentYi":50,"areaMu":600,"minWidthM":200,"hazard":"medium","count":1}}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("processes/siting/execution", UriKind.Relative), body);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("sites").GetProperty("features")[0].Clone();
    }

    /// <summary>A third of the site's sides, at one of 25 places: most of them overlap some other.</summary>
    public string Block(int place)
    {
        var (o, u, v) = Frame();
        double a = place % 5 / 7.5, b = place / 5 % 5 / 7.5;
        (double X, double Y) At(double s, double t) => (o.X + (s * u.X) + (t * v.X), o.Y + (s * u.Y) + (t * v.Y));
        (double X, double Y)[] ring = [At(a, b), At(a + 0.33, b), At(a + 0.33, b + 0.33), At(a, b + 0.33), At(a, b)];
        return "[[" + string.Join(",", ring.Select(p => string.Create(CultureInfo.InvariantCulture, $"[{p.X:F9},{p.Y:F9}]"))) + "]]";
    }

    /// <summary>The park that the site lies in.</summary>
    public string Park => _park;

    public Task<Told> ReserveAsync(HttpClient http, int place, string key, CancellationToken cancellationToken) => SendAsync(http, "reserve", "reserves", key, new JsonObject
    {
        ["parkId"] = _park,
        ["geometry"] = new JsonObject { ["type"] = "Polygon", ["coordinates"] = JsonNode.Parse(Block(place)) },
        ["name"] = "抢占 " + key,
        ["state"] = "reserved",
        ["tier"] = "t50",
        ["holder"] = "招商 " + key,
        ["documentNo"] = "测〔2026〕" + key,
    }, cancellationToken);

    public static Task<Told> ReleaseAsync(HttpClient http, string id, string key, CancellationToken cancellationToken) =>
        SendAsync(http, "release", $"reserves/{id}/actions/release", key, new JsonObject { ["version"] = 1, ["documentNo"] = "测〔2026〕解除" + key }, cancellationToken);

    private static async Task<Told> SendAsync(HttpClient http, string act, string path, string key, JsonObject body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("Idempotency-Key", act + "-" + key);
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            var json = JsonNode.Parse(text);
            return new Told(act, answer.StatusCode, answer.IsSuccessStatusCode ? json!["id"]!.GetValue<string>() : null,
                json?["conflict"]?["id"]?.GetValue<string>(), act + "-" + key, answer.Headers.RetryAfter?.Delta, answer.Content.Headers.ContentType?.MediaType ?? "");
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return new Told(act, null, null, null, act + "-" + key, null, "");
        }
    }

    /// <summary>One corner of the site's first ring and its two sides.</summary>
    private ((double X, double Y) Corner, (double X, double Y) U, (double X, double Y) V) Frame()
    {
        var ring = site.GetProperty("geometry").GetProperty("coordinates");
        ring = site.GetProperty("geometry").GetProperty("type").GetString() == "MultiPolygon" ? ring[0][0] : ring[0];
        var all = ring.EnumerateArray().Skip(1).Select(p => (X: p[0].GetDouble(), Y: p[1].GetDouble())).ToArray();
        // Long sides carry vertices in between: corners are where the ring turns.
        var corners = all.Where((p, i) => Turns(all[(i + all.Length - 1) % all.Length], p, all[(i + 1) % all.Length])).ToArray();
        Assert.Equal(4, corners.Length);
        return (corners[0], (corners[1].X - corners[0].X, corners[1].Y - corners[0].Y), (corners[3].X - corners[0].X, corners[3].Y - corners[0].Y));
    }

    private static bool Turns((double X, double Y) a, (double X, double Y) b, (double X, double Y) c)
    {
        var (ux, uy, vx, vy) = (b.X - a.X, b.Y - a.Y, c.X - b.X, c.Y - b.Y);
        return Math.Abs((ux * vy) - (uy * vx)) > 0.1 * Math.Sqrt(((ux * ux) + (uy * uy)) * ((vx * vx) + (vy * vy)));
    }
}
