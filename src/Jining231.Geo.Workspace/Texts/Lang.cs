namespace Jining231.Geo.Workspace.Texts;

/// <summary>The two languages of the product.</summary>
public enum Lang
{
    /// <summary>Chinese, the default.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>A text in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record Words(string Zh, string En)
{
    /// <summary>The text in one language.</summary>
    public string In(Lang lang) => lang == Lang.En ? En : Zh;
}
