using CsCheck;
using Jining231.Geo.Spatial;

namespace Jining231.Geo.Tests.Spatial;

public class ExactSumTests
{
    [Fact]
    public void Parts_add_up_to_the_rounded_total_and_move_less_than_a_step() =>
        Gen.Select(Gen.Double[0, 1e7].Array[1, 40], Gen.OneOfConst(0.01, 0.0001, 1, 5)).Sample((parts, step) =>
        {
            var total = parts.Sum();
            var rounded = ExactSum.Round(parts, total, step);
            var units = Math.Round((decimal)(total / step), MidpointRounding.AwayFromZero);
            Assert.InRange(rounded.Sum(r => Math.Round((decimal)r / (decimal)step)) - units, -1, 1);
            if (Math.Abs(total / step % 1) is > 0.01 and < 0.49 or > 0.51 and < 0.99)
                Assert.Equal(units, rounded.Sum(r => Math.Round((decimal)r / (decimal)step)));
            for (var i = 0; i < parts.Length; i++)
                Assert.InRange(Math.Abs(rounded[i] - parts[i]), 0, step + 1e-9);
        });

    [Fact]
    public void The_largest_remainder_gets_the_open_unit()
    {
        Assert.Equal([3.33, 3.33, 3.34], ExactSum.Round([3.333, 3.333, 3.334], 10, 0.01));
        Assert.Equal([0.34, 0.33, 0.33], ExactSum.Round([1 / 3.0, 1 / 3.0, 1 / 3.0], 1, 0.01));
    }

    [Fact]
    public void A_part_that_is_already_round_stays() => Assert.Equal([0.29, 0.57, 0.14], ExactSum.Round([0.29, 0.57, 0.14], 1, 0.01));

    [Fact]
    public void Parts_that_miss_the_total_are_refused() => Assert.Throws<ArgumentException>(() => ExactSum.Round([1, 2], 4, 0.01));

    [Fact]
    public void A_part_that_is_not_finite_is_refused() => Assert.Throws<ArgumentException>(() => ExactSum.Round([1, double.NaN], 4, 0.01));

    [Fact]
    public void No_parts_give_none() => Assert.Empty(ExactSum.Round([], 0, 0.01));
}
