namespace Jining231.Geo.Layers;

/// <summary>The type of an attribute value, and the CLR type it travels as.</summary>
public enum FieldType
{
    /// <summary>Unicode text (<see cref="string"/>).</summary>
    Text,

    /// <summary>64-bit integer (<see cref="long"/>).</summary>
    Integer,

    /// <summary>Double-precision number (<see cref="double"/>).</summary>
    Real,

    /// <summary>Truth value (<see cref="bool"/>).</summary>
    Boolean,

    /// <summary>Instant in UTC with milliseconds (<see cref="DateTimeOffset"/>).</summary>
    Timestamp,

    /// <summary>Calendar day (<see cref="DateOnly"/>).</summary>
    Date,

    /// <summary>Ordered list of texts (string array).</summary>
    TextArray,
}

/// <summary>One attribute of a layer.</summary>
/// <param name="Name">Wire name, snake_case.</param>
/// <param name="Type">Value type.</param>
/// <param name="TitleZh">Chinese title.</param>
/// <param name="TitleEn">English title.</param>
public sealed record FieldDef(string Name, FieldType Type, string TitleZh, string TitleEn)
{
    /// <summary>Unit of the number as shown to users (公顷, m, MW …); null for pure texts and counts.</summary>
    public string? Unit { get; init; }

    /// <summary>The closed list of allowed values, or null.</summary>
    public Codelist? Codelist { get; init; }

    /// <summary>True if every feature must carry a value.</summary>
    public bool Required { get; init; }

    /// <summary>Layer in which the value must be the id of a feature, whoever writes; null: no reference.</summary>
    public string? References { get; init; }
}

/// <summary>A closed list of values.</summary>
/// <param name="Name">Stable name of the list.</param>
/// <param name="Codes">Codes in display order.</param>
public sealed record Codelist(string Name, IReadOnlyList<Code> Codes)
{
    /// <summary>True if <paramref name="value"/> is one of the codes (exact, case-sensitive).</summary>
    public bool Contains(string value) => Codes.Any(c => c.Value == value);

    /// <summary>The code of that value, or null.</summary>
    public Code? Find(string? value) => Codes.FirstOrDefault(c => c.Value == value);
}

/// <summary>One code with its titles.</summary>
/// <param name="Value">Wire value.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
public sealed record Code(string Value, string Zh, string En);
