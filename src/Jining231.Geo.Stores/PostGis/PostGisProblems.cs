using System.Net.Sockets;
using Jining231.Geo.Layers;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>What PostgreSQL says, as named problems.</summary>
internal static class PostGisProblems
{
    /// <summary>SQLSTATE of our own triggers: outside the park, overlap.</summary>
    private const string Outside = "JN001", Overlap = "JN002";

    /// <summary>SQLSTATE of a schema script that finds values which refer to nothing.</summary>
    private const string Dangling = "JN004";

    /// <summary>Runs work and turns the server's refusals into problems; defects of ours pass through.</summary>
    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (Problem(e) is { } problem)
        {
            throw new GeoProblemException(problem);
        }
    }

    /// <summary>
    /// True if the transaction lost against another one and may simply be run again. References are checked before the server does: what
    /// it alone refuses was written or deleted by somebody else meanwhile, and is named by the second run.
    /// </summary>
    public static bool IsConflict(Exception e) => e is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.ForeignKeyViolation
    } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "applied_changes" };

    /// <summary>True if the link or the server went away, so that nobody knows what became of the last statement.</summary>
    public static bool IsLost(Exception e) => e switch
    {
        PostgresException p => p.SqlState.StartsWith("08", StringComparison.Ordinal) || p.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException or TimeoutException => true,
        _ => false,
    };

    /// <summary>The problem behind an exception, or null if it is none of the server's making.</summary>
    public static GeoProblem? Problem(Exception e) => e switch
    {
        PostgresException p => Refusal(p),
        NpgsqlException or SocketException or TimeoutException => Unavailable("无法连接数据库，请稍后再试。", "The database cannot be reached; try again."),
        _ => null,
    };

    private static GeoProblem? Refusal(PostgresException e) => e.SqlState switch
    {
        Outside => new GeoProblem(ProblemCode.OutsidePark, e.MessageText, e.MessageText) { Field = "/geometry" },
        Overlap => new GeoProblem(ProblemCode.Overlap, e.MessageText, e.MessageText)
        {
            Field = "/geometry",
            Feature = e.Detail is { } id ? new ProblemFeature("reserves", id, null, null, null, null) : null,
        },
        PostgresErrorCodes.ForeignKeyViolation => new GeoProblem(ProblemCode.MissingReference,
            $"引用不成立：{e.MessageText} {e.Detail}", $"A reference is broken: {e.MessageText} {e.Detail}"),
        Dangling => new GeoProblem(ProblemCode.StoreMismatch,
            $"数据库结构升级停止，未作改动：{e.MessageText}。请补上所引用的要素，或改正、清空这些值，再重新启动。",
            $"The schema was not upgraded and nothing was changed: {e.Detail}. Add the features referred to, or correct or clear these values, then start again.")
        { Field = "store" },
        PostgresErrorCodes.InsufficientPrivilege => new GeoProblem(ProblemCode.StoreMismatch,
            $"数据库用户没有所需权限（{e.MessageText}）。请 DBA 按 README“PostGIS”一节授权。",
            $"The database role lacks a right ({e.MessageText}). Have the DBA grant it as in README, PostGIS.")
        { Field = "store" },
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new GeoProblem(ProblemCode.StoreMismatch,
            "数据库用户名或密码不对。", "The database refuses the user name or password.")
        { Field = "store" },
        PostgresErrorCodes.InvalidCatalogName => new GeoProblem(ProblemCode.StoreMismatch,
            $"没有这个数据库：{e.MessageText}。请先 CREATE DATABASE。", $"There is no such database: {e.MessageText}. Create it first.")
        { Field = "store" },
        PostgresErrorCodes.ReadOnlySqlTransaction => Unavailable("没有可写的主库，请稍后再试。", "No primary takes writes at present; try again."),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.LockNotAvailable => Unavailable("数据库繁忙，请稍后再试。", "The database is busy with other writers; try again."),
        _ when IsLost(e) || e.SqlState.StartsWith("53", StringComparison.Ordinal) =>
            Unavailable($"数据库暂不可用（{e.MessageText}），请稍后再试。", $"The database is not available ({e.MessageText}); try again."),
        _ => null,
    };

    private static GeoProblem Unavailable(string zh, string en) => new(ProblemCode.StoreUnavailable, zh, en) { Field = "store" };
}
