using System.Globalization;

namespace Jining231.Geo.Benchmarks.Peers;

/// <summary>How a run beside the peers is made.</summary>
internal sealed record PeersOptions
{
    /// <summary>Parcels along each side of the grid.</summary>
    public int Side { get; init; } = 1000;

    /// <summary>Rounds of each measurement; the median counts.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Seconds that one round of requests takes.</summary>
    public int Seconds { get; init; } = 6;

    /// <summary>Parcels along each side of the layers of the part <c>growth</c>, from the smallest to the largest.</summary>
    public IReadOnlyList<int> Sides { get; init; } = [316, 1000, 3162];

    /// <summary>Parts to measure; <c>growth</c> makes data of its own and is measured only if it is named.</summary>
    public IReadOnlyList<string> Parts { get; init; } = ["pages", "tiles", "exports"];

    /// <summary>Reads <c>--side n --rounds n --seconds n --parts a,b --sides n,n</c>; anything else raises <see cref="ArgumentException"/>.</summary>
    public static PeersOptions Parse(string[] arguments)
    {
        var options = new PeersOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = arguments[i] switch
            {
                "--side" => options with { Side = int.Parse(value, CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--sides" => options with { Sides = [.. value.Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture)).Order()] },
                "--parts" => options with { Parts = value.Split(',') },
                var other => throw new ArgumentException($"There is no option {other}."),
            };
        }

        return options;
    }
}
