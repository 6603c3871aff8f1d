using Jining231.Geo.Layers;

namespace Jining231.Geo.Workspace.Sources;

/// <summary>What can be wrong with a file before and while it is opened, in sentences that say what to do.</summary>
internal static class FileProblems
{
    private static ReadOnlySpan<byte> Signature => "SQLite format 3\0"u8;

    /// <summary>Refuses what is missing, unreadable or plainly no GeoPackage, without touching it.</summary>
    public static void RequireReadable(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw New(ProblemCode.StoreMismatch, $"“{path}”是文件夹。请选择一个 GeoPackage 文件（*.gpkg）。", $"'{path}' is a folder. Choose a GeoPackage file (*.gpkg).");
        if (!File.Exists(path))
            throw New(ProblemCode.NotFound, $"找不到文件“{path}”。请检查路径，或确认移动硬盘、网络盘已连接。", $"There is no file '{path}'. Check the path, and that the drive is connected.");
        var head = new byte[16];
        int read;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw New(ProblemCode.StoreUnavailable, $"无法读取“{path}”。请关闭正在使用它的程序，并检查文件权限，然后重试。",
                $"'{path}' cannot be read. Close the program that uses it, check its rights, and try again.");
        }

        if (read < head.Length || !head.AsSpan().SequenceEqual(Signature))
            throw New(ProblemCode.StoreMismatch, $"“{path}”不是 GeoPackage 文件或已损坏。请选择由本系统导出的 *.gpkg 文件，或从备份恢复。",
                $"'{path}' is not a GeoPackage file or is damaged. Choose a *.gpkg file made by this system, or restore a backup.");
    }

    /// <summary>Somebody else keeps the file locked.</summary>
    public static GeoProblemException Locked(string path) => New(ProblemCode.StoreUnavailable,
        $"“{path}”正被其他程序独占。请关闭 QGIS 等正在编辑它的程序，然后重试。",
        $"'{path}' is locked by another program. Close QGIS or whatever edits it, then try again.");

    private static GeoProblemException New(ProblemCode code, string zh, string en) => new(new GeoProblem(code, zh, en) { Field = "store" });
}
