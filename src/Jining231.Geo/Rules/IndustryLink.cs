namespace Jining231.Geo.Rules;

/// <summary>One industry supplies another.</summary>
/// <param name="Supplier">Key of the industry upstream (上游).</param>
/// <param name="Customer">Key of the industry downstream (下游).</param>
/// <param name="Evidence">Where it comes from.</param>
public sealed record IndustryLink(string Supplier, string Customer, Evidence Evidence);
