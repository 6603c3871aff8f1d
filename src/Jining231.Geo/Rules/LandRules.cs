namespace Jining231.Geo.Rules;

/// <summary>What a parcel's supply status means for a new project.</summary>
/// <param name="Status">Status of the parcels layer.</param>
/// <param name="Key">Rule key, such as <c>parcel:built</c>.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Occupied">True if the land is taken.</param>
/// <param name="Uses">Uses it applies to: <c>build</c>, <c>pv</c>.</param>
/// <param name="Basis">Force of the rule.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record ParcelRule(
    string Status, string Key, string TitleZh, string TitleEn, bool Occupied, IReadOnlyList<string> Uses, string Basis, Evidence Evidence);

/// <summary>What live blocks of the reserve account mean for a new project.</summary>
/// <param name="Key"><c>reserve:live</c> (held, reserved) or <c>reserve:activated</c>.</param>
/// <param name="States">States of the reserves layer it covers.</param>
/// <param name="Opens">Reserve uses (<c>own</c>, <c>any</c>) under which the land may be used all the same.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
/// <param name="Basis">Force of the rule.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record ReserveRule(
    string Key, IReadOnlyList<string> States, IReadOnlyList<string> Opens, string TitleZh, string TitleEn, string Basis, Evidence Evidence);

/// <summary>Terms of a hold (暂留) in the reserve account.</summary>
/// <param name="MaxRenewals">How often a hold may be renewed.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record HoldRule(int MaxRenewals, Evidence Evidence);

/// <summary>Smallest width and largest aspect ratio of a plot.</summary>
/// <param name="Key"><c>default</c> or <c>chemical</c>.</param>
/// <param name="Chemical">True for chemical industries.</param>
/// <param name="MinWidthM">Smallest width, m.</param>
/// <param name="MaxAspect">Largest length ÷ width.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record WidthRule(string Key, bool Chemical, double MinWidthM, double MaxAspect, Evidence Evidence);

/// <summary>An industry a project can name.</summary>
public sealed record Industry
{
    /// <summary>Unique key.</summary>
    public required string Key { get; init; }

    /// <summary>Chinese name.</summary>
    public required string Zh { get; init; }

    /// <summary>English name.</summary>
    public required string En { get; init; }

    /// <summary>Cluster of the "231" programme.</summary>
    public required string Cluster { get; init; }

    /// <summary>True if new projects go only into recognised chemical parks.</summary>
    public required bool Chemical { get; init; }

    /// <summary>Hazard class where the request names none.</summary>
    public required string DefaultHazard { get; init; }

    /// <summary>Investment intensity, 万元/亩.</summary>
    public required double IntensityWanPerMu { get; init; }

    /// <summary>Words matched against a park's leading industries (any contained in either direction).</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    /// <summary>Where the intensity comes from.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Confidence in the intensity, A to D.</summary>
    public string IntensityConfidence => Evidence.Confidence;

    /// <summary>True if a leading industry of a park names one of the terms, or the other way round.</summary>
    public bool Matches(string leadIndustry)
    {
        ArgumentNullException.ThrowIfNull(leadIndustry);
        return Terms.Any(t => leadIndustry.Contains(t, StringComparison.OrdinalIgnoreCase)
            || leadIndustry.Length > 1 && t.Contains(leadIndustry, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What a kind of park takes in.</summary>
/// <param name="ParkKind">Kind of the parks layer.</param>
/// <param name="DefaultHazard">Hazard class of a project where nobody names one.</param>
/// <param name="MaxHazard">Highest hazard class taken in.</param>
/// <param name="AcceptsChemical">True if chemical projects may come.</param>
/// <param name="NeedsRecognition">True if chemical projects may come only where the park is a recognised chemical park.</param>
/// <param name="AcceptsOther">True if projects that are not chemical may come.</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record ParkProfile(
    string ParkKind, string DefaultHazard, string MaxHazard, bool AcceptsChemical, bool NeedsRecognition, bool AcceptsOther, Evidence Evidence);
