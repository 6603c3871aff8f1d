namespace Jining231.Geo.Layers;

/// <summary>A field whose values are ids of another layer's features; stores refuse anything else at the end of a change set.</summary>
/// <param name="Layer">Layer that refers.</param>
/// <param name="Field">Its field.</param>
/// <param name="Target">Layer referred to; may be the same.</param>
public sealed record LayerReference(LayerDef Layer, FieldDef Field, LayerDef Target)
{
    /// <summary>All references between the layers of a catalog; one to a layer that the catalog lacks is not kept.</summary>
    public static IReadOnlyList<LayerReference> In(IReadOnlyList<LayerDef> catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var references = new List<LayerReference>();
        foreach (var layer in catalog)
            foreach (var field in layer.Fields.Where(f => f.References is not null))
                if (catalog.FirstOrDefault(l => l.Name == field.References) is { } target)
                    references.Add(new LayerReference(layer, field, target));
        return references;
    }

    /// <summary>The problem of a row whose value is no id of <see cref="Target"/>.</summary>
    /// <param name="rowId">The row that refers.</param>
    /// <param name="value">The id that does not exist.</param>
    public GeoProblem Missing(string rowId, string value) => new(
        ProblemCode.MissingReference,
        $"“{Field.TitleZh}”的“{value}”在图层“{Target.TitleZh}”中不存在。请填写已有要素的编号，或在同一次提交中新增它。",
        $"'{Field.Name}' names '{value}', which layer '{Target.Name}' does not hold. Give the id of a feature that exists, or create it in the same request.")
    {
        Field = "/properties/" + Field.Name,
        Feature = new ProblemFeature(Layer.Name, rowId, null, null, null, null),
    };

    /// <summary>The problem of a deletion from <see cref="Target"/> while <paramref name="referrer"/> still refers to the feature.</summary>
    public GeoProblem InUse(FeatureRow referrer)
    {
        ArgumentNullException.ThrowIfNull(referrer);
        var id = referrer.Text(Field.Name);
        return new GeoProblem(
            ProblemCode.InUse,
            $"“{id}”不能删除：图层“{Layer.TitleZh}”的“{referrer.Text("name")}”（{referrer.Id}）等仍以“{Field.TitleZh}”引用它。请先改正或删除引用它的要素。",
            $"'{id}' cannot be deleted: '{Field.Name}' of '{referrer.Id}' in layer '{Layer.Name}', at least, still names it. Change or delete what refers to it first.")
        {
            Field = "/id",
            Feature = new ProblemFeature(Layer.Name, referrer.Id, referrer.Text("name"), null, null, null),
        };
    }
}
