using Jining231.Geo.Layers;
using Microsoft.Data.Sqlite;

namespace Jining231.Geo.Stores.GeoPackage;

/// <summary>What SQLite says, as named problems.</summary>
internal static class SqliteProblems
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Runs work and turns SQLite's refusals into problems; defects of ours pass through.</summary>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (Problem(path, e) is { } problem)
        {
            throw new GeoProblemException(problem);
        }
    }

    /// <summary>As above, for an open database.</summary>
    public static T Guard<T>(SQLitePCL.sqlite3 database, Func<T> work) =>
        Guard(SQLitePCL.raw.sqlite3_db_filename(database, "main").utf8_to_string() ?? "", work);

    private static GeoProblem? Problem(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        Busy or Locked => New(ProblemCode.StoreUnavailable, "数据文件正被其他程序占用，请稍后再试。", "The store is busy with another program's write; try again."),
        Full or IoError => New(ProblemCode.StoreUnavailable, $"无法写入数据文件：{path}（磁盘已满或出错）。", $"The store {path} cannot be written: disk full or failing."),
        ReadOnly or CannotOpen => New(ProblemCode.StoreUnavailable, $"无法打开或写入数据文件：{path}。请检查文件夹和权限。", $"The store {path} cannot be opened or written; check the folder and its rights."),
        Corrupt or NotADatabase => New(ProblemCode.StoreMismatch, $"{path} 不是 GeoPackage 文件或已损坏。", $"{path} is not a GeoPackage file or is damaged."),
        _ => null,
    };

    private static GeoProblem New(ProblemCode code, string zh, string en) => new(code, zh, en) { Field = "store" };
}
