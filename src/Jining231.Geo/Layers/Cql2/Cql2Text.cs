namespace Jining231.Geo.Layers.Cql2;

/// <summary>The text encoding of CQL2 (cql2-text).</summary>
public static class Cql2Text
{
    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression, within <see cref="FilterLimits"/>.</param>
    /// <param name="field">Name of the parameter, for problems.</param>
    /// <exception cref="GeoProblemException">InvalidValue with line, column and an excerpt; TooLarge over a bound.</exception>
    public static FilterNode Parse(string text, string field = "filter")
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new FilterSource(text, field);
        if (text.Length > FilterLimits.MaxLength)
            throw source.TooLarge(new FilterPlace(0, null), "字符数", "characters", FilterLimits.MaxLength);
        return new TextParser(source).Run();
    }

    /// <summary>Writes an expression so that reading it gives an equal one.</summary>
    public static string Write(FilterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return TextWriter.Write(node);
    }
}
