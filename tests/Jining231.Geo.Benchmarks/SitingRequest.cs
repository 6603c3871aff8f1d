using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Jining231.Geo.Tests.Shared;

namespace Jining231.Geo.Benchmarks;

/// <summary>A fluorosilicon plant of 5 bn yuan over all parks: the officer's question, asked of the running program by HTTP.</summary>
internal static class SitingRequest
{
    /// <summary>Asks for a site of that area and reads the whole answer; a refusal or an answer without sites is an error.</summary>
    /// <returns>Length of the answer in bytes.</returns>
    public static async Task<int> AskAsync(RunningService service, double areaMu)
    {
        var body = string.Create(CultureInfo.InvariantCulture,
            $$$"""{"inputs":{"industry":"fluorosilicon","investmentYi":50,"areaMu":{{{areaMu}}},"minWidthM":300,"hazard":"medium","needs":[{"kind":"rail","maxKm":10}]}}""");
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await service.Http.PostAsync(new Uri("processes/siting/execution", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !text.Contains("\"rank\":1", StringComparison.Ordinal))
            throw new InvalidOperationException($"{(int)answer.StatusCode}: {text[..Math.Min(500, text.Length)]}");
        return text.Length;
    }
}
