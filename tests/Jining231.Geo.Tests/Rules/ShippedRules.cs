using Jining231.Geo.Rules;

namespace Jining231.Geo.Tests.Rules;

/// <summary>The rule files of the repository, found from the test's own folder upwards.</summary>
internal static class ShippedRules
{
    public static string Folder { get; } = FindFolder();

    public static RulePack Pack { get; } = Parse(Texts());

    public static Dictionary<string, string> Texts() =>
        RulePack.FileNames.ToDictionary(n => n, n => File.ReadAllText(Path.Combine(Folder, n)));

    public static RulePack Parse(IReadOnlyDictionary<string, string> texts) => RulePack.Parse(
        texts.ToDictionary(t => t.Key, t => (Stream)new MemoryStream(System.Text.Encoding.UTF8.GetBytes(t.Value))));

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "geodata", "rules")))
                return Path.Combine(folder.FullName, "geodata", "rules");
        throw new DirectoryNotFoundException("geodata/rules");
    }
}
