using Jining231.Geo.Layers.Cql2;
using Jining231.Geo.Tests.Shared.Cql2;

namespace Jining231.Geo.Tests.Cql2;

/// <summary>The golden suite in memory.</summary>
public sealed class GoldenFilterTests
{
    [Fact]
    public void Every_case_gives_its_ids_in_memory()
    {
        var wrong = new List<string>();
        foreach (var golden in GoldenFilters.Cases)
        {
            var rows = GoldenFilters.Rows(golden.Layer);
            foreach (var filter in golden.Bound())
            {
                var ids = rows.Where(filter.Matches).Select(r => r.Id).ToArray();
                if (!ids.SequenceEqual(golden.Ids))
                    wrong.Add($"{golden.Text}: [{string.Join(" ", ids)}] instead of [{string.Join(" ", golden.Ids)}]");
            }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public void Text_and_json_of_a_case_are_one_expression() => Assert.All(
        GoldenFilters.Cases.Where(c => c.Json is not null), c => Assert.Equal(Cql2Text.Parse(c.Text), Cql2Json.Parse(c.Json!)));

    [Fact]
    public void The_suite_uses_every_operator_of_the_standard()
    {
        var text = string.Join("\n", GoldenFilters.Cases.Select(c => c.Text)).ToUpperInvariant();
        var names = Vocabulary.Spatial.Keys.Concat(Vocabulary.Temporal.Keys).Concat(Vocabulary.Arrays.Keys).Concat(Vocabulary.Folds.Keys).Concat(Vocabulary.Arithmetic.Keys);
        Assert.All(names, n => Assert.Contains(n.ToUpperInvariant(), text, StringComparison.Ordinal));
    }
}
