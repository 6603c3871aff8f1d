using System.Text.Json;

namespace Jining231.Geo.Siting.Chains;

/// <summary>Writes the member <c>partners</c> of a plot.</summary>
internal static class ChainPartnerJson
{
    /// <summary>Writes it into the open object; nothing where the rules know no links.</summary>
    public static void Write(Utf8JsonWriter w, IReadOnlyList<ChainPartner>? partners)
    {
        if (partners is null)
            return;
        SitingResultJson.List(w, "partners", partners, static (w, p) =>
        {
            w.WriteStartObject();
            w.WriteString("direction", p.Direction);
            w.WriteString("industry", p.Industry);
            SiteJson.Feature(w, p.Layer, p.FeatureId, p.Name);
            w.WriteNumber("km", p.Km);
            w.WriteString("method", "straight-line");
            w.WriteString("quality", p.Quality);
            w.WriteString("source", p.Source);
            w.WriteString("clause", p.Clause);
            w.WriteEndObject();
        });
    }
}
