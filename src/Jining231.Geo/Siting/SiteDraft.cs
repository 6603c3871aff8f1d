using Jining231.Geo.Eligibility;
using Jining231.Geo.Siting.Assemblies;
using Jining231.Geo.Siting.Chains;
using Jining231.Geo.Siting.Corridors;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Siting;

/// <summary>A proved and scored plot before the choice.</summary>
internal sealed record SiteDraft(
    SceneFeature Park, string Shape, double WidthM, double LengthM, PlotOutline Outline, IReadOnlyList<Clearance> Clearances,
    IReadOnlyList<NeedMet> Needs, IReadOnlyList<SiteCondition> Conditions, string Quality)
{
    /// <summary>Strips of corridors inside the plot; null: none.</summary>
    public StripLand? Strips { get; init; }

    /// <summary>Possible partners in the chain; null where the rules know no links.</summary>
    public IReadOnlyList<ChainPartner>? Partners { get; init; }

    /// <summary>What each criterion adds.</summary>
    public IReadOnlyList<Contribution> Contributions { get; init; } = [];

    /// <summary>0 to 100.</summary>
    public double Score { get; init; }

    /// <summary>Name of the locked plot that it is, or null: it was found.</summary>
    public string? LockedName { get; init; }

    /// <summary>Its parcels, if it is an assembly.</summary>
    public Assembly? Assembly { get; init; }

    /// <summary>Lower left corner in EPSG:4548, to the centimetre: the last word among equals.</summary>
    public (double X, double Y) Corner { get; } =
        (Math.Round(Outline.Plane.EnvelopeInternal.MinX, 2), Math.Round(Outline.Plane.EnvelopeInternal.MinY, 2));

    /// <summary>Best first: score, park id, position.</summary>
    public static IEnumerable<SiteDraft> InOrder(IEnumerable<SiteDraft> drafts) => drafts
        .OrderByDescending(d => d.Score).ThenBy(d => d.Park.Id, StringComparer.Ordinal).ThenBy(d => d.Corner.X).ThenBy(d => d.Corner.Y)
        .ThenBy(d => d.Shape, StringComparer.Ordinal).ThenBy(d => Math.Round(d.WidthM, 1));

    /// <summary>The site as it is answered.</summary>
    public Site ToSite(int rank, bool pareto, RankRange ranks) => new()
    {
        Rank = rank,
        ParkId = Park.Id,
        ParkName = Park.Name,
        Geographic = Outline.Geographic,
        EllipsoidalM2 = Units.RoundM2(Outline.EllipsoidalM2),
        PlanarM2 = Units.RoundM2(Outline.PlanarM2),
        WidthM = Math.Round(WidthM, 1),
        LengthM = Math.Round(LengthM, 1),
        Shape = Shape,
        LockedName = LockedName,
        Assembly = Assembly is null ? null : new SiteAssembly(
            [.. Assembly.Parcels.Select(p => new SiteParcel(p.Id, p.Name, p.Row.Text("status") ?? "", p.Row.Text("enterprise")))], Assembly.Owners, Assembly.Proven),
        Score = Score,
        Pareto = pareto,
        Ranks = ranks,
        Contributions = Contributions,
        Clearances = Clearances,
        Needs = Needs,
        Conditions = Conditions,
        Crossing = Strips?.Told,
        Partners = Partners,
        Quality = Quality,
    };
}
