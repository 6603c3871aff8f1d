using Jining231.Geo.Spatial;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>How a filter is encoded.</summary>
public enum FilterLanguage
{
    /// <summary>cql2-text.</summary>
    Text,

    /// <summary>cql2-json.</summary>
    Json,
}

/// <summary>
/// A CQL2 filter bound to one layer: every name is a queryable, every type fits, every geometry lies in its CRS. Rows for
/// which it is true match; false and unknown do not. Stores turn what they can into SQL and ask this for the rest, so that
/// both stores and memory always give the same answer.
/// </summary>
/// <remarks>
/// Unknown spreads as in SQL. Texts compare by code point. Integers compare with reals, and all arithmetic is done, in double
/// precision; <c>/</c> is never a whole-number division; a result that is no finite number is null. A timestamp meets a date
/// by its UTC day. Temporal functions are comparisons of the ends (OWL-Time). BETWEEN is two comparisons.
/// </remarks>
public sealed class LayerFilter
{
    private LayerFilter(LayerDef layer, FilterNode expression, BoundNode root)
    {
        Layer = layer;
        Expression = expression;
        Root = root;
    }

    /// <summary>The layer it is meant for.</summary>
    public LayerDef Layer { get; }

    /// <summary>What was written.</summary>
    public FilterNode Expression { get; }

    /// <summary>What it means.</summary>
    internal BoundNode Root { get; }

    /// <summary>Reads a filter and binds it to a layer.</summary>
    /// <param name="text">The filter, within <see cref="FilterLimits"/>.</param>
    /// <param name="language">Its encoding.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="crs">CRS and axis order of its geometries; null: CRS84 (longitude, latitude).</param>
    /// <param name="field">Name of the parameter, the Field of every problem.</param>
    /// <exception cref="GeoProblemException">With the place marked: syntax, bounds, unknown names, types, geometries.</exception>
    public static LayerFilter Read(string text, FilterLanguage language, LayerDef layer, Crs? crs = null, string field = "filter")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(layer);
        var expression = language == FilterLanguage.Text ? Cql2Text.Parse(text, field) : Cql2Json.Parse(text, field);
        return Bind(expression, new FilterSource(text, field), layer, crs);
    }

    /// <summary>Binds an expression made by a program; problems mark the place in its text.</summary>
    /// <exception cref="GeoProblemException">As for <see cref="Read"/>.</exception>
    public static LayerFilter Bind(FilterNode expression, LayerDef layer, Crs? crs = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return Read(Cql2Text.Write(expression), FilterLanguage.Text, layer, crs);
    }

    /// <summary>True if the filter is true for the row. The row must be of <see cref="Layer"/>.</summary>
    public bool Matches(FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Root.Evaluate(new RowScope(row)) is true;
    }

    private static LayerFilter Bind(FilterNode expression, FilterSource source, LayerDef layer, Crs? crs)
    {
        var binder = new FilterBinder(source, layer, crs ?? Crs.Crs84);
        return new LayerFilter(layer, expression, binder.Predicate(expression));
    }
}
