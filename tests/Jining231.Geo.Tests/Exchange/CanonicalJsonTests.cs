using System.Text;
using System.Text.Json;
using CsCheck;
using Jining231.Geo.Exchange;

namespace Jining231.Geo.Tests.Exchange;

public class CanonicalJsonTests
{
    /// <summary>RFC 8785 appendix B and ECMA-262 Number::toString.</summary>
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(9007199254740992, "9007199254740992")]
    [InlineData(295147905179352830000d, "295147905179352830000")]
    [InlineData(9.999999999999997e22, "9.999999999999997e+22")]
    [InlineData(1e21, "1e+21")]
    [InlineData(333333333.3333332, "333333333.3333332")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(0.0000001, "1e-7")]
    [InlineData(-1.5e-9, "-1.5e-9")]
    [InlineData(1e15, "1000000000000000")]
    [InlineData(123456.5, "123456.5")]
    [InlineData(0.015, "0.015")]
    public void Numbers_are_printed_as_ECMAScript_does(double value, string text) => Assert.Equal(text, CanonicalJson.Number(value));

    [Fact]
    public void Every_number_reads_back_the_same() => Gen.Double.Where(double.IsFinite).Sample(d =>
        double.Parse(CanonicalJson.Number(d), System.Globalization.CultureInfo.InvariantCulture).Equals(d == 0 ? 0 : d));

    [Fact]
    public void Names_are_sorted_and_strings_escaped_as_RFC_8785_shows()
    {
        const string input = """{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""";
        const string wanted = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        using var document = JsonDocument.Parse(input);
        Assert.Equal(wanted, Encoding.UTF8.GetString(CanonicalJson.Write(document.RootElement)));
    }

    [Fact]
    public void The_digest_is_that_of_the_canonical_form()
    {
        var one = CanonicalJson.Digest(Encoding.UTF8.GetBytes("""{"b":1.0,"a":"留白"}"""));
        Assert.Equal(one, CanonicalJson.Digest(Encoding.UTF8.GetBytes("""{ "a" : "留白", "b" : 1 }""")));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("""{"a":"留白","b":1}"""u8)), one);
    }
}
