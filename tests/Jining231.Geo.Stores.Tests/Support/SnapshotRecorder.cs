using System.Reflection;
using Jining231.Geo.Layers;

namespace Jining231.Geo.Stores.Tests.Support;

/// <summary>Passes every call on to a snapshot and keeps the queries that were asked.</summary>
public class SnapshotRecorder : DispatchProxy
{
    private readonly List<FeatureQuery> _queries = [];

    private IFeatureSnapshot _inner = null!;

    public static IFeatureSnapshot Around(IFeatureSnapshot inner, out IReadOnlyList<FeatureQuery> queries)
    {
        var proxy = Create<IFeatureSnapshot, SnapshotRecorder>();
        var recorder = (SnapshotRecorder)(object)proxy;
        recorder._inner = inner;
        queries = recorder._queries;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _queries.AddRange(args?.OfType<FeatureQuery>() ?? []);
        return targetMethod!.Invoke(_inner, args);
    }
}
