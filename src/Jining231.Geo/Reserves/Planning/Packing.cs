namespace Jining231.Geo.Reserves.Planning;

/// <summary>A block that may be chosen.</summary>
/// <param name="Slot">Index of the slot that it would fill.</param>
/// <param name="Worth">How good it is, 0 to <see cref="PackingProblem.MostWorth"/>.</param>
/// <param name="AreaM2">Its area, whole m², rounded up.</param>
/// <param name="Forced">True if it must be part of the answer.</param>
internal sealed record PackingItem(int Slot, long Worth, long AreaM2, bool Forced = false);

/// <summary>How many blocks a slot takes, and what each of them counts.</summary>
/// <param name="Count">Largest number of blocks.</param>
/// <param name="Fill">What a block counts towards the first aim, above 0.</param>
internal sealed record PackingSlot(int Count, long Fill);

/// <summary>An answer from which the next one has to differ.</summary>
/// <param name="SharedM2">What each item shares with that answer, whole m².</param>
/// <param name="AreaM2">Area of that answer, whole m².</param>
internal sealed record PackingAvoid(IReadOnlyList<long> SharedM2, long AreaM2);

/// <summary>Choose blocks of which no two are in conflict: first the most that count, then the best.</summary>
/// <param name="Slots">The slots.</param>
/// <param name="Items">The blocks.</param>
/// <param name="Conflicts">Pairs of items that exclude each other.</param>
internal sealed record PackingProblem(
    IReadOnlyList<PackingSlot> Slots, IReadOnlyList<PackingItem> Items, IReadOnlyList<(int A, int B)> Conflicts)
{
    /// <summary>Largest worth of one item.</summary>
    public const long MostWorth = 10_000;

    /// <summary>Largest area of all chosen blocks, whole m²; null: no limit.</summary>
    public long? BudgetM2 { get; init; }

    /// <summary>Answers to differ from.</summary>
    public IReadOnlyList<PackingAvoid> Avoid { get; init; } = [];

    /// <summary>Largest part, in percent, of either answer's area that two answers may share.</summary>
    public int LargestSharedPercent { get; init; } = 100;

    /// <summary>What must be filled, as the sum of <see cref="PackingSlot.Fill"/>; null: as much as possible.</summary>
    public long? RequiredFill { get; init; }
}

/// <summary>The answer.</summary>
/// <param name="Chosen">Indices of the chosen items, rising.</param>
/// <param name="Fill">What they count.</param>
/// <param name="FillBound">No answer can count more.</param>
/// <param name="Worth">Sum of their worth.</param>
/// <param name="WorthBound">No answer that counts as much can be worth more.</param>
internal sealed record PackingAnswer(IReadOnlyList<int> Chosen, long Fill, long FillBound, long Worth, long WorthBound)
{
    /// <summary>How far from the best the answer may still be, as a share of the bound; 0: it is the best.</summary>
    public double Gap => WorthBound <= Worth ? 0 : Math.Round((WorthBound - Worth) / (double)WorthBound, 6);
}
