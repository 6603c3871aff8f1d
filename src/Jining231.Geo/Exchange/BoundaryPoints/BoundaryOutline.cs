using NetTopologySuite.Geometries;

namespace Jining231.Geo.Exchange.BoundaryPoints;

/// <summary>One 地块 read from a 界址点 TXT.</summary>
/// <param name="Number">地块编号; may be empty.</param>
/// <param name="Name">地块名称; may be empty.</param>
/// <param name="Line">Line on which the 地块 begins, from 1.</param>
/// <param name="StatedHa">Area as the file states it, 公顷, or null.</param>
/// <param name="Geographic">Outline in EPSG:4490 (x = longitude) on the canonical grid, valid, shell counter-clockwise.</param>
public sealed record BoundaryOutline(string Number, string Name, int Line, double? StatedHa, Polygon Geographic)
{
    /// <summary>What it is called: its name, else its number, else the line it begins on.</summary>
    public string Label => Name.Length > 0 ? Name : Number.Length > 0 ? Number : $"第{Line}行";
}
