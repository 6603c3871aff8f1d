namespace Jining231.Geo.Cli;

/// <summary>Texts in the language of the user: Chinese first, English with <c>--lang en</c>.</summary>
internal sealed record Language(bool English)
{
    /// <summary>Help texts are made before options are parsed, so the language is looked up first.</summary>
    public static Language From(IReadOnlyList<string> args)
    {
        var english = false;
        for (var i = 0; i < args.Count; i++)
            english = args[i] switch
            {
                "--lang=en" or "--lang:en" => true,
                "--lang" => i + 1 < args.Count && args[i + 1] == "en",
                _ => english,
            };
        return new Language(english);
    }

    /// <summary>The text of the language.</summary>
    public string this[string zh, string en] => English ? en : zh;
}
