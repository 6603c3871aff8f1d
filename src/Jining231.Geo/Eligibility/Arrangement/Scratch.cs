using System.Buffers;

namespace Jining231.Geo.Eligibility.Arrangement;

/// <summary>
/// Long arrays that are needed for a moment: lent and taken back, so that a large area does not make the collector look through everything that is
/// kept. One that is not given back is lost to the pool, nothing more.
/// </summary>
internal static class Scratch
{
    /// <summary>An array of at least that length with anything in it.</summary>
    public static T[] Lend<T>(int length) => ArrayPool<T>.Shared.Rent(length);

    /// <summary>An array of at least that length with zeros in it.</summary>
    public static T[] LendZeros<T>(int length)
    {
        var array = ArrayPool<T>.Shared.Rent(length);
        Array.Clear(array);
        return array;
    }

    /// <summary>A longer array with the same entries; the other is given back.</summary>
    public static T[] Lengthen<T>(T[] array, int length)
    {
        var longer = ArrayPool<T>.Shared.Rent(length);
        Array.Copy(array, longer, array.Length);
        Array.Clear(longer, array.Length, longer.Length - array.Length);
        GiveBack(array);
        return longer;
    }

    /// <summary>An array of its own with the first entries; the other is given back.</summary>
    public static T[] Keep<T>(T[] array, int length)
    {
        var kept = array[..length];
        GiveBack(array);
        return kept;
    }

    /// <summary>Gives an array back.</summary>
    public static void GiveBack<T>(T[] array)
    {
        if (array.Length > 0)
            ArrayPool<T>.Shared.Return(array);
    }
}
