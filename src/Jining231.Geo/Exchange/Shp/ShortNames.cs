using System.Globalization;

namespace Jining231.Geo.Exchange.Shp;

/// <summary>
/// Names of fields as dBASE takes them: at most 10 characters, different from each other whatever the case. A longer name loses the end of its
/// longest words, so that every word can still be guessed: <c>required_area_ha</c> is <c>req_are_ha</c>.
/// </summary>
public static class ShortNames
{
    /// <summary>Most characters of a name.</summary>
    public const int Longest = 10;

    /// <summary>Short names in the order of the long ones, which are ASCII.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. names.Select(n => Free(Short(n), taken))];
    }

    private static string Short(string name)
    {
        var words = name.Split('_', StringSplitOptions.RemoveEmptyEntries);
        while (words.Sum(w => w.Length) + words.Length - 1 > Longest && words.Max(w => w.Length) > 1)
        {
            var longest = Array.FindLastIndex(words, w => w.Length == words.Max(v => v.Length));
            words[longest] = words[longest][..^1];
        }

        var joined = string.Join('_', words);
        return joined.Length > Longest ? joined[..Longest] : joined;
    }

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var i = 2; !taken.Add(free); i++)
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            free = name[..Math.Min(name.Length, Longest - number.Length)] + number;
        }

        return free;
    }
}
