using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>Chooses the best sites that truly differ.</summary>
internal static class SiteChoice
{
    /// <summary>Two sites share at most this part of the smaller one.</summary>
    public const double LargestShared = 0.2;

    /// <summary>While choosing, a further site in the same park counts this many points less for each one chosen there.</summary>
    private const double CrowdingPoints = 2;

    /// <summary>
    /// The best drafts that do not crowd each other, best first; spread over parks or not. Those that are kept come in addition, and the
    /// others do not crowd them.
    /// </summary>
    public static IReadOnlyList<SiteDraft> Choose(IEnumerable<SiteDraft> drafts, int count, bool spread = true, IReadOnlyCollection<SiteDraft>? kept = null)
    {
        var open = SiteDraft.InOrder(drafts).ToList();
        var chosen = new List<SiteDraft>(kept ?? []);
        var most = count + chosen.Count;
        var perPark = chosen.GroupBy(c => c.Park.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        while (chosen.Count < most && open.Count > 0)
        {
            var best = 0;
            for (var i = 1; i < open.Count; i++)
                if (Worth(open[i]) > Worth(open[best]))
                    best = i;
            var pick = open[best];
            open.RemoveAt(best);
            if (chosen.Any(c => Crowds(c, pick)))
                continue;
            chosen.Add(pick);
            perPark[pick.Park.Id] = perPark.GetValueOrDefault(pick.Park.Id) + 1;
        }

        return [.. SiteDraft.InOrder(chosen)];

        double Worth(SiteDraft draft) => Math.Round(draft.Score - (spread ? CrowdingPoints : 0) * perPark.GetValueOrDefault(draft.Park.Id), 2);
    }

    /// <summary>True if two drafts share more than the allowed part of the smaller one.</summary>
    public static bool Crowds(SiteDraft a, SiteDraft b)
    {
        var (p, q) = (a.Outline.Plane, b.Outline.Plane);
        return p.EnvelopeInternal.Intersects(q.EnvelopeInternal)
            && Overlay.Intersection(p, q).Area > LargestShared * Math.Min(p.Area, q.Area);
    }
}
