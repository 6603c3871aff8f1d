using Jining231.Geo.Layers;

namespace Jining231.Geo.Rules;

/// <summary>Values of a numeric field for which a rule counts, both ends included. A missing value counts: what is not known is not excused.</summary>
/// <param name="Field">Name of an integer or real field of the layer.</param>
/// <param name="Least">Least value, in the unit of the field; null: no lower end.</param>
/// <param name="Most">Greatest value, in the unit of the field; null: no upper end.</param>
public sealed record FieldRange(string Field, double? Least, double? Most)
{
    /// <summary>True if the row's value lies in the range or is missing.</summary>
    public bool Holds(FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row.Number(Field) is not { } value || (!(value < Least) && !(value > Most));
    }
}
