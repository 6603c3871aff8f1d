namespace Jining231.Geo.Rules;

/// <summary>Whether the strip along a corridor (its features and the distance kept from them) parts a plot in two. Without this, it does.</summary>
/// <param name="Splits">True: no plot lies across it. False: land on both sides may be one plot; nothing is built on the strip.</param>
/// <param name="StripCounts">True if the strip inside such a plot counts towards the area asked for.</param>
/// <param name="Evidence">Where that comes from; it need not be the source of the distance.</param>
public sealed record CorridorRule(bool Splits, bool StripCounts, Evidence Evidence);
