using System.Globalization;
using System.Numerics;
using System.Text;
using CsCheck;
using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Tests.Exchange;

/// <summary>Fixed decimals against exact arithmetic on whole numbers, near ties above all.</summary>
public class FixedDecimalTests
{
    [Theory]
    [InlineData(0.0, 9, "0")]
    [InlineData(-1e-12, 9, "0")]
    [InlineData(1e-9, 9, "0.000000001")]
    [InlineData(-116.123456789, 9, "-116.123456789")]
    [InlineData(116.12345675, 7, "116.1234568")]
    [InlineData(116.5, 9, "116.5")]
    [InlineData(999_999_999.5, 9, "999999999.5")]
    [InlineData(-1_000_000_000, 9, "-1000000000")]
    [InlineData(2.5, 0, "2")]
    [InlineData(3.5, 0, "4")]
    [InlineData(-2.5, 0, "-2")]
    public void A_number_has_one_text(double value, int decimals, string text) => Assert.Equal(text, Write(value, decimals));

    [Fact]
    public void Exact_ties_go_to_the_even_digit()
    {
        // 2^-10 is 976562.5 units of 1e-9.
        Assert.Equal("0", Write(-0.0, 9));
        Assert.Equal("0.000976562", Write(0.0009765625, 9));
        Assert.Equal("0.002929688", Write(3 * 0.0009765625, 9));
        Assert.Equal("-0.000976562", Write(-0.0009765625, 9));
    }

    [Fact]
    public void Every_number_is_rounded_as_exact_arithmetic_does()
    {
        var any = Gen.Select(Gen.Int[0, 9], Gen.OneOf(
            Gen.Double[-180, 180], Gen.Double[-1e9, 1e9], Gen.Double[-1, 1], Gen.Double[-1e-6, 1e-6],
            // Half-way between two units, and the doubles beside it.
            Gen.Select(Gen.Long[-180_000_000_000, 180_000_000_000], Gen.Int[-3, 3], (n, ulps) => Beside((n + 0.5) / 1e9, ulps)),
            Gen.Select(Gen.Long[-18_000_000_000, 18_000_000_000], Gen.Int[-3, 3], (n, ulps) => Beside((n + 0.5) / 1e7, ulps)),
            Gen.Select(Gen.Long[-4_000_000_000, 4_000_000_000], n => n / 1024.0)));
        any.Sample(t => Assert.Equal(Expected(t.Item2, t.Item1), Write(t.Item2, t.Item1)), iter: Tries);
    }

    [Fact]
    public void Values_of_the_canonical_grid_come_out_as_they_are() =>
        Gen.Long[-180_000_000_000, 180_000_000_000].Sample(
            n => Assert.Equal(Decimal(n, 9), Write(n / 1e9, 9)), iter: Tries);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1.0000001e9)]
    public void What_is_no_coordinate_is_refused(double value) => Assert.Throws<GeoProblemException>(() => Write(value, 9));

    private static long Tries => Environment.GetEnvironmentVariable("JINING_LONG") == "1" ? 20_000_000 : 300_000;

    private static string Write(double value, int decimals)
    {
        Span<byte> room = stackalloc byte[FixedDecimal.Room];
        return Encoding.ASCII.GetString(room[..new FixedDecimal(decimals).Write(ref room[0], value)]);
    }

    private static double Beside(double value, int ulps) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) + ulps);

    /// <summary>The binary value as a fraction of whole numbers, times 10^k, divided with remainder.</summary>
    private static string Expected(double value, int decimals)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        var numerator = new BigInteger((bits & 0xF_FFFF_FFFF_FFFF) | (exponent > 0 ? 1L << 52 : 0)) * BigInteger.Pow(10, decimals);
        var shift = Math.Max(exponent, 1) - 1075;
        var denominator = shift < 0 ? BigInteger.One << -shift : BigInteger.One;
        var whole = BigInteger.DivRem(shift > 0 ? numerator << shift : numerator, denominator, out var rest);
        var twice = (rest * 2).CompareTo(denominator);
        if (twice > 0 || (twice == 0 && !whole.IsEven))
            whole++;
        return Decimal(value < 0 ? -(long)whole : (long)whole, decimals);
    }

    private static string Decimal(long units, int decimals)
    {
        var digits = Math.Abs(units).ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var text = digits[..^decimals] + (decimals > 0 ? ("." + digits[^decimals..]).TrimEnd('0').TrimEnd('.') : "");
        return units < 0 ? "-" + text : text;
    }
}
