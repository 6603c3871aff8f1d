namespace Jining231.Geo.Service.Html;

/// <summary>A step of the way from the landing page to a page.</summary>
/// <param name="Href">Path below the service's root.</param>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
internal sealed record Crumb(string Href, string Zh, string En);

/// <summary>What the map of a page shows.</summary>
internal sealed record PageMap
{
    /// <summary>Template of tiles that are drawn, with {z}, {y} and {x}; null: none.</summary>
    public string? Tiles { get; init; }

    /// <summary>Address of GeoJSON that is drawn; null: none.</summary>
    public string? Features { get; init; }

    /// <summary>Path of the list in which a feature that is clicked is found.</summary>
    public string? Items { get; init; }
}

/// <summary>What a page is about.</summary>
/// <param name="Zh">Chinese title.</param>
/// <param name="En">English title.</param>
/// <param name="Way">The pages above it, the landing page left out.</param>
internal sealed record PageHead(string Zh, string En, params IReadOnlyList<Crumb> Way)
{
    /// <summary>Chinese introduction.</summary>
    public string IntroductionZh { get; init; } = "";

    /// <summary>English introduction.</summary>
    public string IntroductionEn { get; init; } = "";

    /// <summary>Its map; null: none.</summary>
    public PageMap? Map { get; init; }

    /// <summary>The steps that several pages share.</summary>
    public static Crumb Collections { get; } = new("/collections", "图层", "Layers");

    /// <summary>The processes.</summary>
    public static Crumb Processes { get; } = new("/processes", "过程", "Processes");

    /// <summary>The jobs.</summary>
    public static Crumb Jobs { get; } = new("/jobs", "作业", "Jobs");

    /// <summary>The page of a layer.</summary>
    public static Crumb Layer(Layers.LayerDef layer) => new("/collections/" + layer.Name, layer.TitleZh, layer.TitleEn);
}
