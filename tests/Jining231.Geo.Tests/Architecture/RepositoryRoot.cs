namespace Jining231.Geo.Tests.Architecture;

/// <summary>Finds the checkout that the tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Jining231.Geo.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No Jining231.Geo.sln above {start}.");
    }
}
