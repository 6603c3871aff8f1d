namespace Jining231.Geo.Service.ApiDescription;

/// <summary>One operation of the service. In names of components <c>*</c> stands for the layer or process of the address.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Route">Address as it is mapped; parameters in braces.</param>
/// <param name="Zh">Chinese summary.</param>
/// <param name="En">English summary.</param>
internal sealed record ApiOperation(string Method, string Route, string Zh, string En)
{
    /// <summary>Names of parameters among the components; those in the address follow from it.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>True to offer every field of the layer as a parameter.</summary>
    public bool FieldParameters { get; init; }

    /// <summary>True where only layers with geometry have the resource.</summary>
    public bool NeedsGeometry { get; init; }

    /// <summary>True where only layers that everybody may write have the resource.</summary>
    public bool NeedsWritable { get; init; }

    /// <summary>Status of success.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Schema of the answer; null: no JSON.</summary>
    public string? Answer { get; init; }

    /// <summary>Media type of the answer; null: none.</summary>
    public string? Media { get; init; } = Json.Media;

    /// <summary>Other media types of the answer, described by name only.</summary>
    public IReadOnlyList<string> AlsoMedia { get; init; } = [];

    /// <summary>Another status of success, with its schema.</summary>
    public (int Status, string Answer)? Also { get; init; }

    /// <summary>Schema of the body; null: none.</summary>
    public string? Body { get; init; }

    /// <summary>Media type of the body.</summary>
    public string BodyMedia { get; init; } = Json.Media;

    /// <summary>True if the body may be left out.</summary>
    public bool BodyOptional { get; init; }
}
