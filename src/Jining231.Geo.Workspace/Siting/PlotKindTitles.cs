using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Workspace.Siting;

/// <summary>The kinds of plot that may be asked for, and every shape that an answer names, in words.</summary>
public static class PlotKindTitles
{
    /// <summary>Kinds that may be asked for, in the order of the form.</summary>
    public static IReadOnlyList<(string Key, Words Title)> Asked { get; } =
        [("rectangle", new("矩形", "rectangle")), ("cut", new("直线切割", "straight cut")), ("block", new("整块", "whole block")), ("assembly", new("地块组合", "assembly of parcels"))];

    /// <summary>A shape in words; a plot that somebody gave is one too.</summary>
    public static Words Of(string shape) => Asked.FirstOrDefault(k => k.Key == shape).Title ?? new("指定地块", "given plot");
}
