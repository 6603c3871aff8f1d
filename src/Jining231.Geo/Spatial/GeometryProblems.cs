using System.Globalization;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Spatial;

/// <summary>The problems that geometry input can have, in words that repair; one place, so that every reader speaks alike.</summary>
internal static class GeometryProblems
{
    public static GeoProblemException Broken(string? field, string zh, string en) =>
        new(new GeoProblem(ProblemCode.InvalidGeometry, zh, en) { Field = field });

    public static GeoProblemException Invalid(string? field, string zh, string en, params string[] allowed) =>
        new(new GeoProblem(ProblemCode.InvalidValue, zh, en) { Field = field, Allowed = allowed });

    public static GeoProblemException Empty(string? field) =>
        Broken(field, "几何为空。", "The geometry is empty.");

    public static GeoProblemException Unclosed(string? field) => Broken(
        field, "面的边界环未闭合：最后一个点必须与第一个点相同。", "The ring is not closed: its last position must equal its first.");

    public static GeoProblemException TooFewPositions(string? field, int least, int found) => Broken(
        field, Format($"至少需要 {least} 个点，实际 {found} 个。"), Format($"At least {least} positions are needed, {found} found."));

    public static GeoProblemException NotFinite(string? field) => Invalid(
        field, "坐标必须是有限数（不能是 NaN 或无穷大）。", "A coordinate must be a finite number (neither NaN nor infinite).");

    public static GeoProblemException WrongType(string? field, string found, params string[] allowed) =>
        new(new GeoProblem(
            ProblemCode.InvalidGeometry,
            $"几何类型 {found} 不适用，应为 {string.Join(" 或 ", allowed)}。",
            $"Geometry type {found} does not fit here; expected {string.Join(" or ", allowed)}.")
        {
            Field = field,
            Allowed = allowed,
        });

    public static GeoProblemException TooManyVertices(string? field, int limit) =>
        new(new GeoProblem(
            ProblemCode.TooLarge, Format($"顶点数超过上限 {limit} 个。"), Format($"More than {limit} vertices."))
        {
            Field = field,
            Allowed = [Format($"≤ {limit}")],
        });

    /// <summary>Text with numbers in the invariant culture.</summary>
    public static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
