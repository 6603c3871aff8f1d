using System.Text.Json;

namespace Jining231.Geo.Siting;

/// <summary>Members <c>sites</c> and <c>parks</c> of a comparison, into the open object.</summary>
internal static class AnswerDiffJson
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ReplayedSite> sites, IReadOnlyList<ReplayedPark> parks)
    {
        SitingResultJson.List(json, "sites", sites, static (w, site) =>
        {
            w.WriteStartObject();
            w.WriteNumber("rank", site.Rank);
            w.WriteString("parkId", site.ParkId);
            w.WriteString("parkName", site.ParkName);
            w.WriteBoolean("stands", site.Stands);
            SitingResultJson.Number(w, "rankNow", site.RankNow);
            SitingResultJson.Reasons(w, site.Reasons);
            w.WriteEndObject();
        });
        SitingResultJson.List(json, "parks", parks, static (w, park) =>
        {
            w.WriteStartObject();
            w.WriteString("parkId", park.ParkId);
            w.WriteString("name", park.Name);
            w.WriteString("then", park.Then);
            w.WriteString("now", park.Now);
            SitingResultJson.Reasons(w, park.Gone, "gone");
            SitingResultJson.Reasons(w, park.New, "new");
            w.WriteEndObject();
        });
    }
}
