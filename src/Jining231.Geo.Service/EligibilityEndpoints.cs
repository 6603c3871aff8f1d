using System.Globalization;
using Jining231.Geo.Eligibility.Maps;
using Jining231.Geo.Layers;
using Microsoft.AspNetCore.Builder;

namespace Jining231.Geo.Service;

/// <summary><c>/parks/{id}/eligibility</c>: the land of a park by what may be done with it, also with other distances than those of the rules.</summary>
internal static class EligibilityEndpoints
{
    private static readonly string[] Uses = ["build", "pv"];

    public static void MapEligibility(this WebApplication app, ServiceOptions options)
    {
        var planner = new EligibilityMapPlanner(options.Store, options.Rules);
        app.Lifetime.ApplicationStopped.Register(planner.Dispose);
        app.MapGet("/parks/{id}/eligibility", async context =>
        {
            QueryReader.Allow(context, "datetime", "hazard", "use", "setbacks");
            var request = new EligibilityMapRequest(
                (string)context.Request.RouteValues["id"]!, QueryReader.AsOf(context, options.Clock.GetUtcNow()),
                QueryReader.OneOf(context, "use", Uses) ?? Uses[0], QueryReader.OneOf(context, "hazard", [.. Codelists.Hazard.Codes.Select(c => c.Value)]),
                Setbacks(QueryReader.Text(context, "setbacks")));
            var map = await planner.RunAsync(request, context.RequestAborted);
            await Json.WriteAsync(context, Json.GeoMedia, json => EligibilityMapJson.Write(json, map));
        });
    }

    /// <summary><c>rule=metres</c>, apart by commas; each rule once, 0 to 5000 m.</summary>
    private static SortedDictionary<string, double> Setbacks(string? text)
    {
        var setbacks = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var part in text?.Split(',') ?? [])
        {
            var at = part.LastIndexOf('=');
            if (at < 1 || !double.TryParse(part.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var metres))
                throw QueryReader.Problem(ProblemCode.InvalidValue, "setbacks", $"“{part}”应形如 control:pipeline=80（米）。",
                    $"'{part}' must look like control:pipeline=80 (metres).", "<rule>=<m>");
            if (metres > EligibilityMapRequest.MostM)
                throw QueryReader.Problem(ProblemCode.OutOfRange, "setbacks", $"距离 {metres} m 超出范围。", $"The distance {metres} m is out of range.",
                    $"0–{EligibilityMapRequest.MostM} m");
            if (!setbacks.TryAdd(part[..at], metres))
                throw QueryReader.Problem(ProblemCode.InvalidValue, "setbacks", $"规则“{part[..at]}”给了两次。", $"The rule '{part[..at]}' is given twice.");
        }

        return setbacks;
    }
}
