namespace Jining231.Geo.Layers;

/// <summary>What a row must satisfy by its <see cref="LayerDef"/> before a store writes it.</summary>
public static class RowCheck
{
    /// <summary>Raises all problems of the named values at once: unknown field, wrong type, value not in the codelist.</summary>
    /// <exception cref="GeoProblemException">With one problem per offending field, <c>Field</c> = /properties/name.</exception>
    public static void Values(LayerDef layer, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(values);
        List<GeoProblem>? problems = null;
        foreach (var (name, value) in values)
            if ((Value(layer, name, value) ?? NulIn(name, value)) is { } problem)
                (problems ??= []).Add(problem);
        if (problems is not null)
            Raise([.. problems.OrderBy(p => p.Field, StringComparer.Ordinal)]);
    }

    /// <summary>Raises a problem for every required field without a value, and for a missing geometry.</summary>
    /// <exception cref="GeoProblemException">With one problem per missing value.</exception>
    public static void Complete(LayerDef layer, IReadOnlyList<object?> values, bool hasGeometry)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(values);
        var problems = new List<GeoProblem>();
        for (var i = 0; i < layer.Fields.Count; i++)
            if (layer.Fields[i] is { Required: true } f && values[i] is null or "")
                problems.Add(Problem(ProblemCode.InvalidValue, f.Name, $"“{f.TitleZh}”必须填写。", $"'{f.Name}' is required."));
        if (!hasGeometry && layer.Geometry != GeometryKind.None && !layer.GeometryOptional)
            problems.Add(new GeoProblem(ProblemCode.InvalidGeometry, "必须有几何图形。", "A geometry is required.") { Field = "/geometry" });
        Raise(problems);
    }

    /// <summary>PostgreSQL cannot hold the character U+0000; no store takes it.</summary>
    private static GeoProblem? NulIn(string name, object? value) =>
        value is string text && text.Contains('\0', StringComparison.Ordinal)
            || value is IReadOnlyList<string> list && list.Any(t => t.Contains('\0', StringComparison.Ordinal))
            ? Problem(ProblemCode.InvalidValue, name, $"字段“{name}”含有空字符（U+0000）。", $"'{name}' holds the character U+0000.")
            : null;

    private static GeoProblem? Value(LayerDef layer, string name, object? value)
    {
        var index = layer.IndexOf(name);
        if (index < 0)
            return Problem(ProblemCode.UnknownName, name, $"图层“{layer.TitleZh}”没有字段“{name}”。", $"Layer '{layer.Name}' has no field '{name}'.")
                with
            { Allowed = [.. layer.Fields.Select(f => f.Name)] };
        var field = layer.Fields[index];
        if (value is null)
            return null;
        if (!HasType(field.Type, value))
            return Problem(ProblemCode.InvalidValue, name, $"“{field.TitleZh}”的类型应为 {field.Type}。", $"'{name}' must be of type {field.Type}.");
        if (field.Codelist is { } codes && value is string code && !codes.Contains(code))
            return Problem(ProblemCode.InvalidValue, name, $"“{field.TitleZh}”没有取值“{code}”。", $"'{code}' is not a value of '{name}'.")
                with
            { Allowed = [.. codes.Codes.Select(c => c.Value)] };
        return null;
    }

    private static bool HasType(FieldType type, object value) => type switch
    {
        FieldType.Text => value is string,
        FieldType.Integer => value is long or int,
        FieldType.Real => value is double d && double.IsFinite(d) || value is long or int,
        FieldType.Boolean => value is bool,
        FieldType.Timestamp => value is DateTimeOffset,
        FieldType.Date => value is DateOnly,
        _ => value is IReadOnlyList<string>,
    };

    private static GeoProblem Problem(ProblemCode code, string field, string zh, string en) => new(code, zh, en) { Field = $"/properties/{field}" };

    private static void Raise(List<GeoProblem> problems)
    {
        if (problems.Count > 0)
            throw new GeoProblemException(problems);
    }
}
