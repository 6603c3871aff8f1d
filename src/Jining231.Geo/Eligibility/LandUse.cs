namespace Jining231.Geo.Eligibility;

/// <summary>What somebody wants to do with the land, as far as eligibility depends on it.</summary>
/// <param name="Use"><c>build</c> or <c>pv</c>.</param>
/// <param name="Hazard">Hazard class: none, low, medium, high.</param>
public sealed record LandUse(string Use, string Hazard)
{
    /// <summary>Building a project of that hazard class, no reserves touched.</summary>
    public static LandUse Build(string hazard) => new("build", hazard);

    /// <summary>Photovoltaics.</summary>
    public static LandUse Photovoltaics { get; } = new("pv", "none");

    /// <summary>Which live reserves may be used: <c>none</c>, <c>own</c> (those of <see cref="Tier"/>), <c>any</c>. Activated ones never.</summary>
    public string ReserveUse { get; init; } = "none";

    /// <summary>Tier of the project's own reserves (t30, t50, general), or null.</summary>
    public string? Tier { get; init; }

    /// <summary>Id of a reserve to leave out of account (the block that is being judged), or null.</summary>
    public string? ExceptReserveId { get; init; }
}
