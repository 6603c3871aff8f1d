using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Jining231.Geo.Service.Html;

/// <summary>The language of a page: Chinese, unless Accept-Language likes English better.</summary>
/// <param name="English">True for English.</param>
internal sealed record Speech(bool English)
{
    /// <summary>One of two texts.</summary>
    public string this[string zh, string en] => English ? en : zh;

    /// <summary>Value of <c>lang</c> and Content-Language.</summary>
    public string Tag => this["zh-CN", "en"];

    /// <summary>The language the client likes best.</summary>
    public static Speech Of(HttpContext context)
    {
        var header = context.Request.Headers.AcceptLanguage;
        if (header.Count == 0 || !StringWithQualityHeaderValue.TryParseList([.. header.OfType<string>()], out var wanted))
            return new Speech(false);
        return new Speech(Quality(wanted, "en") > Math.Max(Quality(wanted, "zh"), Quality(wanted, "*")));
    }

    private static double Quality(IList<StringWithQualityHeaderValue> wanted, string language) => wanted
        .Where(w => w.Value.Equals(language, StringComparison.OrdinalIgnoreCase) || w.Value.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase))
        .Select(w => w.Quality ?? 1).DefaultIfEmpty(0).Max();
}
