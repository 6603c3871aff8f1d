namespace Jining231.Geo.Layers.Cql2;

/// <summary>Order of two values of one type, the same as both databases keep.</summary>
internal static class Ordering
{
    /// <summary>Less than, equal to or greater than zero. Values of different types are never equal.</summary>
    public static int Compare(object left, object right) => (left, right) switch
    {
        (string a, string b) => Compare(a, b),
        (long a, long b) => a.CompareTo(b),
        (double a, double b) => Compare(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (DateOnly a, DateOnly b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        _ => string.CompareOrdinal(left.GetType().Name, right.GetType().Name),
    };

    /// <summary>By code point, as bytes of UTF-8 compare: surrogate pairs stand above all other characters.</summary>
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var i = 0; i < length; i++)
        {
            char a = left[i], b = right[i];
            if (a != b)
                return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
        }

        return left.Length.CompareTo(right.Length);
    }

    /// <summary>As PostgreSQL: NaN equals itself and is above every number.</summary>
    private static int Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? double.IsNaN(left).CompareTo(double.IsNaN(right)) : left.CompareTo(right);
}
