using System.Text.Json;
using CsCheck;
using Jining231.Geo.Layers;
using Jining231.Geo.Layers.Cql2;

namespace Jining231.Geo.Tests.Cql2;

/// <summary>Both encodings of CQL2: what is written is read back equal, and the two say the same.</summary>
public sealed class EncodingTests
{
    /// <summary>
    /// Names a checkout's folder <c>cql2/standard/schema/examples</c> of the standard's repository (opengeospatial/ogcapi-features);
    /// without it the same forms are read from our own cases, golden-filters.json.
    /// </summary>
    private const string ExamplesVariable = "JINING_CQL2_EXAMPLES";

    [Fact]
    public void An_expression_written_as_text_is_read_back_equal() => AnyFilter.Node(4).Sample(
        node => Assert.Equal(node, Cql2Text.Parse(Cql2Text.Write(node))), iter: 3_000);

    [Fact]
    public void An_expression_written_as_json_is_read_back_equal() => AnyFilter.Node(4).Sample(
        node => Assert.Equal(node, Cql2Json.Parse(Cql2Json.Write(node))), iter: 3_000);

    [Theory]
    [InlineData("a=1 OR b=2 AND NOT c=3", "(a=1) OR ((b=2) AND (NOT (c=3)))")]
    [InlineData("a NOT LIKE 'x%'", "NOT (a LIKE 'x%')")]
    [InlineData("a not between 1 and 2 and b is not null", "(NOT (a BETWEEN 1 AND 2)) AND (NOT (b IS NULL))")]
    [InlineData("x = 1 + 2 * 3 - 4", "x = ((1 + (2 * 3)) - 4)")]
    [InlineData("x = -2 ^ 2 div 3", "x = (((-2) ^ 2) div 3)")]
    [InlineData("x = - y * 2", "x = ((-1 * y) * 2)")]
    [InlineData("balance-150.0 > 0", "(balance - 150) > 0")]
    [InlineData("x = 1e3 AND y = .5 AND z = 5.", "x = 1000 AND y = 0.5 AND z = 5")]
    [InlineData("\"a\" = 'it''s' AND b = 'it\\'s'", "a = 'it\\'s' AND b = 'it''s'")]
    [InlineData("S_INTERSECTS(g, POINT Z (1 2 3))", "s_intersects(g,POINT(1 2))")]
    [InlineData("S_EQUALS(g, MULTIPOINT(1 2, 3 4))", "S_EQUALS(g, MULTIPOINT((1 2), (3 4)))")]
    [InlineData("S_WITHIN(g, BBOX(1,2,-5,3,4,6))", "S_WITHIN(g, BBOX(1,2,3,4))")]
    [InlineData("t < TIMESTAMP('2026-03-01T08:00:00+08:00')", "t < TIMESTAMP('2026-03-01T00:00:00.000Z')")]
    public void Two_spellings_mean_the_same(string one, string other) => Assert.Equal(Cql2Text.Parse(other), Cql2Text.Parse(one));

    [Fact]
    public void The_control_characters_of_the_standard_are_read() =>
        Assert.Equal(new TextLiteral("\a\b\t\n\v\f\r"), Cql2Text.Parse(@"'\a\b\t\n\v\f\r'"));

    [Fact]
    public void The_examples_of_the_standard_are_read_and_text_and_json_agree()
    {
        var folder = Environment.GetEnvironmentVariable(ExamplesVariable);
        if (folder is null)
            return;
        var texts = Directory.GetFiles(Path.Combine(folder, "text"), "*.txt");
        Assert.True(texts.Length > 100, "The folder does not hold the examples of the standard.");
        var differing = new List<string>();
        foreach (var file in texts)
        {
            var text = Cql2Text.Parse(File.ReadAllText(file));
            Assert.Equal(text, Cql2Text.Parse(Cql2Text.Write(text)));
            var name = Path.GetFileNameWithoutExtension(file);
            if (name.Contains("-alt", StringComparison.Ordinal))
                continue;
            var json = Cql2Json.Parse(File.ReadAllText(Path.Combine(folder, "json", name + ".json")));
            Assert.Equal(json, Cql2Json.Parse(Cql2Json.Write(json)));
            if (!text.Equals(json))
                differing.Add(name);
        }

        Assert.Equal([], differing);
    }

    [Fact]
    public void Json_names_the_place_of_what_it_refuses()
    {
        var problem = Refused(() => Cql2Json.Parse("""{"op":"and","args":[{"op":"=","args":[{"property":"a"},null]},true]}"""));
        Assert.Equal("filter", problem.Field);
        Assert.Contains("/args/0/args/1", problem.MessageEn, StringComparison.Ordinal);
        foreach (var broken in (string[])["", "{", "null", "{}", """{"op":"="}""", """{"op":"=","args":[1]}""", """{"op":"and","args":[true]}""",
            """{"op":"=","op":"<","args":[1,2]}""", """{"property":""}""", """{"date":"2026-02-30"}""", """{"interval":["x",".."]}""",
            """{"type":"Point","coordinates":[1]}""", """{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[7,8]]]}""", "\"\\ud800\"", "1e999",
            """{"property":"a","extra":1}""", """{"op":"in","args":[{"property":"a"},[]]}""", """{"op":"a b","args":[]}"""])
            Assert.Equal("filter", Refused(() => Cql2Json.Parse(broken)).Field);
    }

    [Theory]
    [InlineData("a = ", 4, "character 4")]
    [InlineData("a = 'x", 4, "quote")]
    [InlineData("a = 1\nAND ?b", 10, "Line 2, column 5")]
    [InlineData("a IN ()", 6, "')'")]
    [InlineData("a NOT = 1", 6, "LIKE")]
    [InlineData("NOT", 3, "ends too early")]
    [InlineData("a = 1 b = 2", 6, "'b'")]
    [InlineData("a ^ b ^ c = 1", 6, "'^'")]
    [InlineData("t > DATE('2026-02-30')", 9, "2026-03-01")]
    [InlineData("S_INTERSECTS(g, POLYGON((1 2, 3 4, 5 6, 7 8)))", 24, "not closed")]
    [InlineData("S_INTERSECTS(g, POINT EMPTY)", 22, "empty")]
    [InlineData("a = 1e999", 4, "range")]
    public void Text_marks_the_place_of_what_it_refuses(string text, int offset, string words)
    {
        var problem = Refused(() => Cql2Text.Parse(text));
        Assert.Equal("filter", problem.Field);
        Assert.Contains($"character {offset}", problem.MessageEn, StringComparison.Ordinal);
        Assert.Contains(words, problem.MessageEn + string.Join(" ", problem.Allowed), StringComparison.Ordinal);
        Assert.Matches("^ *\\^$", problem.MessageZh.Split('\n')[^1]);
    }

    [Fact]
    public void Every_bound_is_kept_and_stated()
    {
        foreach (var text in (string[])[
            "a = '" + new string('x', FilterLimits.MaxLength) + "'",
            new string('(', 5_000) + "a" + new string(')', 5_000),
            string.Concat(Enumerable.Repeat("NOT ", 5_000)) + "a",
            "x = " + string.Join("+", Enumerable.Repeat("1", 200)),
            string.Join(" OR ", Enumerable.Repeat("a", 5_000)),
            "A_EQUALS(" + new string('(', 5_000),
            string.Concat(Enumerable.Repeat("CASEI(", 5_000)),
            "S_EQUALS(g, LINESTRING(" + string.Join(",", Enumerable.Repeat("1 2", 12_000)) + "))"])
        {
            var problem = Refused(() => Cql2Text.Parse(text));
            Assert.Equal(ProblemCode.TooLarge, problem.Code);
            Assert.NotEmpty(problem.Allowed);
        }

        var deep = string.Concat(Enumerable.Repeat("""{"op":"not","args":[""", 5_000));
        Assert.Equal("filter", Refused(() => Cql2Json.Parse(deep)).Field);
        Assert.Equal(ProblemCode.TooLarge, Refused(() => Cql2Json.Parse("[" + string.Join(",", Enumerable.Repeat("1", 5_000)) + "]")).Code);
        Assert.Equal(50, ((OrNode)Cql2Text.Parse(string.Join(" OR ", Enumerable.Repeat("a", 50)))).Items.Count);
    }

    [Fact]
    public void Written_json_is_json()
    {
        using var document = JsonDocument.Parse(Cql2Json.Write(Cql2Text.Parse("a = 'x' AND S_WITHIN(geometry, POINT(1 2))")));
        Assert.Equal("and", document.RootElement.GetProperty("op").GetString());
    }

    private static GeoProblem Refused(Action act) => Assert.Throws<GeoProblemException>(act).Problems[0];
}
