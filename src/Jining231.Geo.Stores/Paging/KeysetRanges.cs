using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Paging;

/// <summary>What a key must be in one stretch of an order.</summary>
internal enum KeyTest
{
    /// <summary>Equal to the value.</summary>
    Equal,

    /// <summary>Behind the value, in the direction of the key; has a value itself.</summary>
    Behind,

    /// <summary>The value, or before it in the direction of the key.</summary>
    UpTo,

    /// <summary>Has a value.</summary>
    Present,

    /// <summary>Has none.</summary>
    Absent,
}

/// <summary>A condition on one key.</summary>
internal sealed record KeyCondition(SortTerm Key, KeyTest Test, object? Value = null);

/// <summary>A stretch of an order that one walk along an index yields.</summary>
/// <param name="Conditions">What all its rows have in common.</param>
/// <param name="Order">Keys that still decide in it.</param>
internal sealed record KeysetRange(IReadOnlyList<KeyCondition> Conditions, IReadOnlyList<SortTerm> Order)
{
    /// <summary>True if the first key of the order has a value in every row, so that the index is walked as it is.</summary>
    public bool FirstIsPresent => Conditions is [.., { Test: KeyTest.Behind or KeyTest.Present }];
}

/// <summary>
/// Cuts the rows behind a position into stretches that follow one another: for keys (a, b, id) those with the same a and b and
/// a later id, then the same a and a later b, then the same a without b, then a later a, then those without a. Each is one
/// range of an index on its keys, which no single condition with OR is to a database.
/// </summary>
internal static class KeysetRanges
{
    /// <summary>The stretches of a query, in order.</summary>
    public static IReadOnlyList<KeysetRange> Of(LayerDef layer, FeatureQuery query)
    {
        var keys = FeatureOrder.Complete(layer, query.SortBy);
        if (query.AfterId is { } id)
        {
            if (query.Offset > 0)
                throw new ArgumentException("An offset and a position exclude each other.", nameof(query));
            return Behind(keys, query.AfterValues, id);
        }

        return keys.Count == 1 || query.Offset > 0
            ? [new KeysetRange([], keys)]
            : [new KeysetRange([new KeyCondition(keys[0], KeyTest.Present)], keys), new KeysetRange([new KeyCondition(keys[0], KeyTest.Absent)], [.. keys.Skip(1)])];
    }

    /// <summary>The stretches behind a row of the query.</summary>
    public static IReadOnlyList<KeysetRange> After(LayerDef layer, FeatureQuery query, FeatureRow row)
    {
        var keys = FeatureOrder.Complete(layer, query.SortBy);
        return Behind(keys, FeatureOrder.Values(row, keys), row.Id);
    }

    private static List<KeysetRange> Behind(IReadOnlyList<SortTerm> keys, IReadOnlyList<object?> values, string id)
    {
        if (values.Count != keys.Count - 1)
            throw new ArgumentException($"{keys.Count - 1} values are needed for this order, not {values.Count}.", nameof(values));
        object?[] all = [.. values, id];
        var ranges = new List<KeysetRange>();
        for (var last = keys.Count - 1; last >= 0; last--)
        {
            KeyCondition[] same = [.. Enumerable.Range(0, last).Select(i => new KeyCondition(keys[i], all[i] is null ? KeyTest.Absent : KeyTest.Equal, all[i]))];
            if (all[last] is not { } value)
                continue;
            ranges.Add(new KeysetRange([.. same, new KeyCondition(keys[last], KeyTest.Behind, value)], [.. keys.Skip(last)]));
            if (last < keys.Count - 1)
                ranges.Add(new KeysetRange([.. same, new KeyCondition(keys[last], KeyTest.Absent)], [.. keys.Skip(last + 1)]));
        }

        return ranges;
    }
}
