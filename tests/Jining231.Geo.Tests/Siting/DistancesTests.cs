using Jining231.Geo.Siting;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Printed distances never flatter: kept ones are rounded down, needed ones up.</summary>
public class DistancesTests
{
    [Theory]
    [InlineData(2062.000048217195, 2.063)]
    [InlineData(2062.0000000001, 2.062)]
    [InlineData(2062, 2.062)]
    [InlineData(0, 0)]
    public void A_distance_to_a_need_is_never_printed_shorter_than_it_is(double metres, double km) => Assert.Equal(km, Distances.UpKm(metres));

    [Theory]
    [InlineData(100.00999, 100)]
    [InlineData(100.01999, 100.01)]
    [InlineData(99.99999999999, 100)]
    [InlineData(99.999, 99.99)]
    public void A_kept_distance_is_never_printed_longer_than_it_is(double metres, double printed) => Assert.Equal(printed, Distances.Down(metres));
}
