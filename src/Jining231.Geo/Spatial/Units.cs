namespace Jining231.Geo.Spatial;

/// <summary>Land units: 1 公顷 = 10 000 m² = 15 亩; 1 亩 = 2000/3 m².</summary>
public static class Units
{
    /// <summary>Square metres of one 亩 (2000/3).</summary>
    public const double SquareMetresPerMu = 2000.0 / 3.0;

    /// <summary>Square metres of one 公顷.</summary>
    public const double SquareMetresPerHa = 10_000.0;

    /// <summary>Rounds an area to 0.01 m².</summary>
    public static double RoundM2(double m2) => Math.Round(m2, 2, MidpointRounding.AwayFromZero);

    /// <summary>Sum of areas that are rounded to 0.01 m², without the noise of binary fractions.</summary>
    public static double SumM2(IEnumerable<double> areas) => (double)areas.Sum(a => (decimal)a);

    /// <summary>Square metres to 公顷, rounded to 0.0001.</summary>
    public static double ToHa(double m2) => Math.Round(m2 / SquareMetresPerHa, 4, MidpointRounding.AwayFromZero);

    /// <summary>Square metres to 亩, rounded to 0.01.</summary>
    public static double ToMu(double m2) => Math.Round(m2 * 3 / 2000, 2, MidpointRounding.AwayFromZero);

    /// <summary>亩 to square metres, unrounded.</summary>
    public static double MuToM2(double mu) => mu * 2000 / 3;
}
