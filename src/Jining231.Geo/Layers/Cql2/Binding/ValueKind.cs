namespace Jining231.Geo.Layers.Cql2;

/// <summary>The type of a bound expression, and the CLR type its values have.</summary>
internal enum ValueKind
{
    /// <summary><see cref="bool"/>; null is unknown.</summary>
    Boolean,

    /// <summary><see cref="string"/>, compared by code point.</summary>
    Text,

    /// <summary><see cref="long"/>.</summary>
    Integer,

    /// <summary><see cref="double"/>.</summary>
    Real,

    /// <summary><see cref="DateOnly"/>.</summary>
    Date,

    /// <summary><see cref="DateTimeOffset"/>, UTC.</summary>
    Timestamp,

    /// <summary>A list of <see cref="object"/>, taken as a set.</summary>
    Array,

    /// <summary>NTS geometry in EPSG:4548, metres.</summary>
    Geometry,
}
