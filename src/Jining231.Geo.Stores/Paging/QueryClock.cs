using System.Diagnostics;
using System.Globalization;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Paging;

/// <summary>Measures the time that the store itself spends on a query, in one or several goes, and ends it at the query's bound.</summary>
internal sealed class QueryClock(FeatureQuery query)
{
    private readonly Stopwatch _spent = new();

    /// <summary>Runs work under what is left of the bound.</summary>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken caller)
    {
        if (query.TimeLimit is null)
            return await work(caller).ConfigureAwait(false);
        using var source = Start(caller);
        try
        {
            var result = await work(source.Token).ConfigureAwait(false);
            // The database may have been told to stop just when this go ended: the next one would find the reading cut off.
            return IsOver(source, caller) ? throw TooCostly() : result;
        }
        catch (Exception) when (IsOver(source, caller))
        {
            throw TooCostly();
        }
        finally
        {
            _spent.Stop();
        }
    }

    /// <summary>As <see cref="RunAsync"/>, for work in this thread.</summary>
    public T Run<T>(Func<CancellationToken, T> work, CancellationToken caller)
    {
        if (query.TimeLimit is null)
            return work(caller);
        using var source = Start(caller);
        try
        {
            var result = work(source.Token);
            return IsOver(source, caller) ? throw TooCostly() : result;
        }
        catch (Exception) when (IsOver(source, caller))
        {
            throw TooCostly();
        }
        finally
        {
            _spent.Stop();
        }
    }

    private static bool IsOver(CancellationTokenSource source, CancellationToken caller) => source.IsCancellationRequested && !caller.IsCancellationRequested;

    private CancellationTokenSource Start(CancellationToken caller)
    {
        var left = query.TimeLimit!.Value - _spent.Elapsed;
        if (left <= TimeSpan.Zero)
            throw TooCostly();
        var source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        source.CancelAfter(left);
        _spent.Start();
        return source;
    }

    /// <summary>The refusal, naming the parameter that most likely costs so much.</summary>
    private GeoProblemException TooCostly()
    {
        var seconds = query.TimeLimit!.Value.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return new GeoProblemException(new GeoProblem(ProblemCode.QueryTooCostly,
            $"查询超过 {seconds} 秒的时限；请加上 bbox 或更窄的条件。", $"The query takes more than {seconds} s; add a bbox or a narrower condition.")
        {
            Field = query.Filter is not null ? "filter" : query.Search is not null ? "q" : query.SortBy.Count > 0 ? "sortby" : query.Offset > 0 ? "offset" : "bbox",
            Allowed = [$"≤ {seconds} s"],
        });
    }
}
