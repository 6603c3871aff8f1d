using System.Text.Json;

namespace Jining231.Geo.Workspace.Siting;

/// <summary>A parcel of an assembly.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Supply status.</param>
/// <param name="Enterprise">The enterprise on it, or null.</param>
public sealed record SiteParcelCard(string Id, string? Name, string Status, string? Enterprise)
{
    internal static SiteParcelCard Read(JsonElement p) => new(
        p.GetProperty("id").GetString()!, p.GetProperty("name").GetString(), p.GetProperty("status").GetString() ?? "", p.GetProperty("enterprise").GetString());
}

/// <summary>Corridors that a plot lies across; nothing is built on their strips.</summary>
/// <param name="BuildableMu">What can be built on, 亩 (椭球面积).</param>
/// <param name="CountedMu">What counts towards the area asked for, 亩 (椭球面积).</param>
/// <param name="Strips">The strips.</param>
public sealed record SiteCrossingCard(double BuildableMu, double CountedMu, IReadOnlyList<SiteStripCard> Strips)
{
    internal static SiteCrossingCard Read(JsonElement c) => new(
        c.GetProperty("buildableMu").GetDouble(), c.GetProperty("countedMu").GetDouble(),
        [.. c.GetProperty("strips").EnumerateArray().Select(s => new SiteStripCard(
            s.GetProperty("rule").GetString()!, s.GetProperty("name").GetString(), s.GetProperty("requiredM").GetDouble(), s.GetProperty("planarM2").GetDouble(), s.GetProperty("counts").GetBoolean()))]);
}

/// <summary>The strip of one corridor inside a plot.</summary>
/// <param name="Rule">Rule key.</param>
/// <param name="Name">Name of the corridor.</param>
/// <param name="RequiredM">Distance to keep on either side, m.</param>
/// <param name="PlanarM2">Its land in the plot, m² (平面面积, EPSG:4548).</param>
/// <param name="Counts">True if it counts towards the area asked for.</param>
public sealed record SiteStripCard(string Rule, string? Name, double RequiredM, double PlanarM2, bool Counts);
