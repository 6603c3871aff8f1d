namespace Jining231.Geo.Rules;

/// <summary>Where a rule value comes from and how far it can be trusted.</summary>
/// <param name="Source">Document, standard or fact-sheet entry.</param>
/// <param name="Clause">Clause or table in it; "–" where none is known.</param>
/// <param name="Confidence">A (official) to D (guess), with an optional + or -.</param>
/// <param name="Quality"><c>published</c> or <c>indicative</c>; unknown and unsourced values are indicative.</param>
public sealed record Evidence(string Source, string Clause, string Confidence, string Quality)
{
    /// <summary>True if results that use the value must say that it is indicative.</summary>
    public bool IsIndicative => Quality != "published";
}

/// <summary>A distance, in metres, per hazard class of the project.</summary>
/// <param name="None">No hazard.</param>
/// <param name="Low">Low hazard.</param>
/// <param name="Medium">Medium hazard.</param>
/// <param name="High">High hazard.</param>
public sealed record HazardMetres(double None, double Low, double Medium, double High)
{
    /// <summary>The largest of the four.</summary>
    public double Largest => Math.Max(Math.Max(None, Low), Math.Max(Medium, High));

    /// <summary>Metres for a hazard class of <see cref="Layers.Codelists.Hazard"/>; another text is a programming error.</summary>
    public double For(string hazard) => hazard switch
    {
        "none" => None,
        "low" => Low,
        "medium" => Medium,
        "high" => High,
        _ => throw new ArgumentOutOfRangeException(nameof(hazard), hazard, "No such hazard class."),
    };
}

/// <summary>How far a use must stay from one kind of feature, and with what force.</summary>
public sealed record SetbackRule
{
    /// <summary>Unique key, such as <c>control:permanent_farmland</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Chinese title.</summary>
    public required string TitleZh { get; init; }

    /// <summary>English title.</summary>
    public required string TitleEn { get; init; }

    /// <summary>
    /// <c>controls</c>, <c>sensitive</c>, <c>transport</c>, or <c>parks</c>: a distance kept around parks of a kind by land outside them,
    /// the other direction of a two-way distance.
    /// </summary>
    public required string Layer { get; init; }

    /// <summary>Value of the layer's <c>kind</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Which of these features count, by the value of a field; null: all.</summary>
    public FieldRange? Range { get; init; }

    /// <summary>Uses it applies to: <c>build</c>, <c>pv</c>.</summary>
    public required IReadOnlyList<string> Uses { get; init; }

    /// <summary>
    /// <c>prohibited</c> removes land; <c>conditional</c> puts a condition on a site; <c>clear</c> does neither; <c>permitted</c> sets the
    /// rules of <see cref="Opens"/> aside inside its features.
    /// </summary>
    public required string Verdict { get; init; }

    /// <summary>Keys of the prohibitions that take nothing inside the features (verdict <c>permitted</c>), none for other verdicts.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];

    /// <summary>True if what lies outside the features is removed (城镇开发边界).</summary>
    public required bool Inverse { get; init; }

    /// <summary>Distance from the feature that stays free; 0: the feature itself.</summary>
    public required HazardMetres MetresByHazard { get; init; }

    /// <summary><c>law</c>, <c>standard</c>, <c>plan</c> or <c>preference</c>.</summary>
    public required string Basis { get; init; }

    /// <summary>Where the value comes from.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>Whether its strip parts a plot in two; null: it does.</summary>
    public CorridorRule? Corridor { get; init; }

    /// <summary>True if land on both sides of its strip may be one plot.</summary>
    public bool Spans => Corridor is { Splits: false };

    /// <summary>Document, standard or fact-sheet entry.</summary>
    public string Source => Evidence.Source;

    /// <summary>Clause or table in the source.</summary>
    public string Clause => Evidence.Clause;

    /// <summary>A to D.</summary>
    public string Confidence => Evidence.Confidence;

    /// <summary><c>published</c> or <c>indicative</c>.</summary>
    public string Quality => Evidence.Quality;

    /// <summary>What this means for eligibility: only prohibitions take land away.</summary>
    public bool Removes => Verdict == "prohibited";

    /// <summary>True if the answer depends on where the kind has been surveyed: a permission that nobody recorded takes nothing away.</summary>
    public bool NeedsCoverage => Verdict is "prohibited" or "conditional";

    /// <summary>True if the rule is about land around features, never about land inside them.</summary>
    public bool KeepsInside => Layer == "parks";
}

/// <summary>One rule that can take land away or condition it, in words for people.</summary>
/// <param name="Key">Unique key, as used in ledgers.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
/// <param name="Basis"><c>law</c>, <c>standard</c>, <c>plan</c> or <c>preference</c>.</param>
/// <param name="Evidence">Where it comes from.</param>
/// <param name="MetresByHazard">Its distances, or null where it has none.</param>
public sealed record RuleText(string Key, string Zh, string En, string Basis, Evidence Evidence, HazardMetres? MetresByHazard);
