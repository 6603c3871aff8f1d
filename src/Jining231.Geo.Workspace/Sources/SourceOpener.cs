using Jining231.Geo.Layers;
using Jining231.Geo.Rules;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>Chooses by what the user typed: an http address is a service, anything else a file.</summary>
public static class SourceOpener
{
    /// <summary>How long an opening waits for a file that somebody has locked.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Opens a file or a service.</summary>
    /// <param name="location">File path or http(s) address.</param>
    /// <param name="rulesFolder">Folder of the rule pack, used with files (a service has its own).</param>
    /// <param name="actor">Who is recorded with every act on a file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IWorkspaceSource> OpenAsync(string location, string rulesFolder, string actor, CancellationToken cancellationToken)
    {
        location = (location ?? "").Trim().Trim('"');
        if (location.Length == 0)
            throw new GeoProblemException(new GeoProblem(ProblemCode.InvalidValue,
                "请选择文件，或输入服务地址（如 http://127.0.0.1:5231）。", "Choose a file, or type the address of a service (http://127.0.0.1:5231, say)."));
        return Uri.TryCreate(location, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? await ServiceSource.OpenAsync(new Uri(location), cancellationToken).ConfigureAwait(false)
            : await StoreSource.OpenAsync(location, LoadRules(rulesFolder), actor, Patience, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the rule pack of a folder; what is missing or broken is named with file and place.</summary>
    public static RulePack LoadRules(string folder)
    {
        var files = new Dictionary<string, Stream>(StringComparer.Ordinal);
        try
        {
            foreach (var name in RulePack.FileNames)
                if (File.Exists(Path.Combine(folder, name)))
                    files[name] = File.OpenRead(Path.Combine(folder, name));
            return RulePack.Parse(files);
        }
        finally
        {
            foreach (var file in files.Values)
                file.Dispose();
        }
    }
}
