using Jining231.Geo.Eligibility;
using static Jining231.Geo.Tests.Eligibility.TestScene;

namespace Jining231.Geo.Tests.Eligibility;

public class LivenessTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("held", null, null, true)]
    [InlineData("held", 1, null, true)]
    [InlineData("held", 0, null, false)]
    [InlineData("held", -1, 5, false)]
    [InlineData("reserved", -1, null, true)]
    [InlineData("reserved", null, 1, true)]
    [InlineData("reserved", null, 0, false)]
    [InlineData("activated", -1, -1, true)]
    [InlineData("released", 1, 1, false)]
    [InlineData("expired", 1, 1, false)]
    [InlineData("closed", 1, 1, false)]
    public void A_block_is_live_by_state_and_time_alone(string state, int? heldHours, int? inForceHours, bool live)
    {
        var row = new TestScene().Add("reserves", "r", Box(0, 0, 1, 1), ("state", state),
            ("held_until", Hours(heldHours)), ("in_force_to", Hours(inForceHours))).Build()["reserves"][0].Row;
        Assert.Equal(live, Liveness.IsLive(row, Noon));
    }

    [Fact]
    public void The_last_change_is_the_newest_write_or_boundary_already_passed()
    {
        DateTimeOffset Last(DateTimeOffset at) => new TestScene { At = at }
            .Add("reserves", "r", Box(0, 0, 1, 1), ("state", "held"), ("held_until", Noon))
            .Add("controls", "c", Box(0, 0, 1, 1), ("kind", "heritage"), ("in_force_from", new DateOnly(2026, 2, 1)))
            .Build().LastChange();
        Assert.Equal(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), Last(Noon.AddSeconds(-1)));
        Assert.Equal(Noon, Last(Noon));
        Assert.Equal(Noon, Last(Noon.AddDays(20)));
        Assert.Equal(new DateTimeOffset(2026, 1, 31, 16, 0, 0, TimeSpan.Zero), Last(Noon.AddDays(60)));
    }

    private static DateTimeOffset? Hours(int? hours) => hours is { } h ? Noon.AddHours(h) : null;
}
