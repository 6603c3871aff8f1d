namespace Jining231.Geo.Service.Items;

/// <summary>
/// A folder of its own for a file that is made whole before it is sent; gone with everything in it when disposed. What a killed process left
/// behind is removed by the next one after a day.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private const string Prefix = "jining231-spool-";

    private static readonly Lazy<bool> Swept = new(Sweep);

    private readonly string _folder;

    public SpoolFile(string name)
    {
        _ = Swept.Value;
        _folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        Path = System.IO.Path.Combine(_folder, name);
    }

    /// <summary>Where the file is to be made.</summary>
    public string Path { get; }

    /// <summary>Opens the finished file; where the system allows it, it has no name any more from here on and goes with the stream.</summary>
    public FileStream Open() => new(Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan | FileOptions.DeleteOnClose);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Sweep()
    {
        foreach (var folder in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateDirectories(Prefix + "*"))
        {
            try
            {
                if (folder.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1))
                    folder.Delete(recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody else's.
            }
        }

        return true;
    }
}
