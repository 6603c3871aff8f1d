using CsCheck;
using Jining231.Geo.Eligibility;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using static Jining231.Geo.Tests.Reserves.ReserveRows;

namespace Jining231.Geo.Tests.Reserves;

public sealed class ReserveLifecycleTests
{
    private static readonly string[] States = [ReserveLifecycle.None, .. Codelists.ReserveState.Codes.Select(c => c.Value)];

    [Theory]
    [InlineData("", "hold,reserve")]
    [InlineData("held", "reserve,renew,release")]
    [InlineData("reserved", "adjust,split,merge,activate,release")]
    [InlineData("activated", "close")]
    [InlineData("released", "")]
    [InlineData("expired", "")]
    [InlineData("closed", "")]
    public void Each_state_allows_exactly_the_acts_of_the_table(string state, string acts) =>
        Assert.Equal(acts, string.Join(',', ReserveLifecycle.AllowedActs(state).Select(ReserveActs.Name)));

    [Fact]
    public void Every_pair_of_state_and_act_is_either_in_the_table_or_refused_with_the_allowed_acts()
    {
        foreach (var state in States)
            foreach (var act in Enum.GetValues<ReserveAct>())
                if (ReserveLifecycle.AllowedActs(state).Contains(act))
                {
                    Assert.Equal(act, ReserveLifecycle.Require(state, act).Act);
                }
                else
                {
                    var problem = Assert.Throws<GeoProblemException>(() => ReserveLifecycle.Require(state, act)).Problems[0];
                    Assert.Equal(ProblemCode.IllegalTransition, problem.Code);
                    Assert.Equal(ReserveLifecycle.AllowedActs(state).Select(ReserveActs.Name), problem.Allowed);
                }
    }

    [Fact]
    public void No_walk_through_the_table_leaves_a_final_state() =>
        Gen.Enum<ReserveAct>().List[1, 12].Sample(acts =>
        {
            var state = ReserveLifecycle.None;
            var final = false;
            foreach (var act in acts)
            {
                var line = ReserveLifecycle.Transitions.FirstOrDefault(t => t.From == state && t.Act == act);
                if (line is null)
                    continue;
                Assert.False(final, $"{state} was left by {act}");
                state = line.To;
                final = state is "released" or "expired" or "closed";
            }
        });

    [Fact]
    public void Nothing_becomes_expired_by_an_act() =>
        Assert.DoesNotContain(ReserveLifecycle.Transitions, t => t.To == ReserveLifecycle.Expired);

    [Theory]
    [InlineData(-1, "held", true)]
    [InlineData(0, "expired", false)]
    [InlineData(1, "expired", false)]
    public void A_hold_is_live_until_its_end_and_expired_from_it(int secondsAfterEnd, string state, bool live)
    {
        var row = With(("state", "held"), ("held_until", Now));
        Assert.Equal(state, ReserveLifecycle.StateAt(row, Now.AddSeconds(secondsAfterEnd)));
        Assert.Equal(live, Liveness.IsLive(row, Now.AddSeconds(secondsAfterEnd)));
    }

    [Theory]
    [InlineData("reserved", true)]
    [InlineData("activated", true)]
    [InlineData("released", false)]
    [InlineData("expired", false)]
    [InlineData("closed", false)]
    public void A_state_without_an_end_stays_as_recorded(string state, bool live)
    {
        var row = With(("state", state), ("held_until", Now.AddDays(-1)));
        Assert.Equal(state, ReserveLifecycle.StateAt(row, Now));
        Assert.Equal(live, Liveness.IsLive(row, Now));
    }

    [Fact]
    public void A_reserve_expires_when_its_legal_term_ends()
    {
        var row = With(("state", "reserved"), ("in_force_to", Now));
        Assert.Equal("reserved", ReserveLifecycle.StateAt(row, Now.AddMilliseconds(-1)));
        Assert.Equal("expired", ReserveLifecycle.StateAt(row, Now));
    }

    [Fact]
    public void An_activated_block_does_not_end_with_the_term_of_its_reserve() =>
        Assert.True(Liveness.IsLive(With(("state", "activated"), ("in_force_to", Now.AddYears(-1))), Now));

    [Fact]
    public void Every_act_has_a_wire_name_that_is_found_again()
    {
        foreach (var act in Enum.GetValues<ReserveAct>())
            Assert.Equal(act, ReserveActs.Find(ReserveActs.Name(act)));
        Assert.Null(ReserveActs.Find("Hold"));
    }
}
