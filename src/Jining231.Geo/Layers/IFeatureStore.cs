namespace Jining231.Geo.Layers;

/// <summary>The narrow waist: everything above it sees layers, snapshots and change sets, never a database.</summary>
public interface IFeatureStore : IAsyncDisposable
{
    /// <summary>What this store is and which layers it holds.</summary>
    StoreDescription Describe();

    /// <summary>
    /// Opens one consistent view over all layers: of now, or of what was recorded at <paramref name="asOf"/>.
    /// </summary>
    ValueTask<IFeatureSnapshot> OpenSnapshotAsync(DateTimeOffset? asOf, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a view of which is known what will be read first, so that a store at the other end of a wire brings that along. Until it has been read
    /// by <see cref="IFeatureSnapshot.ReadRows"/>, with the same query, nothing else can be read from the view. Null: it is not known.
    /// </summary>
    ValueTask<IFeatureSnapshot> OpenSnapshotAsync(DateTimeOffset? asOf, FeatureQuery? first, CancellationToken cancellationToken) =>
        OpenSnapshotAsync(asOf, cancellationToken);

    /// <summary>
    /// Revision of every layer now: what a snapshot opened during this call would show. Cheap enough to be asked for every tile.
    /// </summary>
    async ValueTask<IReadOnlyDictionary<string, LayerRevision>> ReadRevisionsAsync(CancellationToken cancellationToken)
    {
        var snapshot = await OpenSnapshotAsync(null, cancellationToken).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
            return snapshot.Revisions;
    }

    /// <summary>Applies all changes or none. Raises <see cref="GeoProblemException"/> naming what stands in the way.</summary>
    Task<ChangeResult> ApplyAsync(ChangeSet changes, CancellationToken cancellationToken);
}

/// <summary>One consistent view. Not safe for concurrent use; dispose, as often as you like, to end the read transaction.</summary>
public interface IFeatureSnapshot : IAsyncDisposable
{
    /// <summary>The instant at which liveness is judged: <c>asOf</c>, or the store's clock when the view was opened (UTC, ms).</summary>
    DateTimeOffset At { get; }

    /// <summary>Revision of every layer in this view.</summary>
    IReadOnlyDictionary<string, LayerRevision> Revisions { get; }

    /// <summary>
    /// Reads rows as raw WKB and typed values without objects, in the order of the query (see <see cref="FeatureQuery.AnyOrder"/>): for pages, exports and
    /// tiles. One reading at a time.
    /// </summary>
    IRowReader ReadRows(FeatureQuery query);

    /// <summary>Streams rows in the order of the query, as objects.</summary>
    IAsyncEnumerable<FeatureRow> QueryAsync(FeatureQuery query, CancellationToken cancellationToken);

    /// <summary>Counts what <see cref="QueryAsync"/> would give without limit and paging.</summary>
    ValueTask<long> CountAsync(FeatureQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// About how many <see cref="CountAsync"/> would count, at a cost that does not grow with the layer: from the planner's
    /// statistics or a sample spread evenly over the layer.
    /// </summary>
    ValueTask<long> EstimateAsync(FeatureQuery query, CancellationToken cancellationToken) => CountAsync(query, cancellationToken);

    /// <summary>
    /// The exact count if it is at most <paramref name="most"/>, else null; reads about that many rows at most. Null also where
    /// that many rows had to be tested one by one.
    /// </summary>
    async ValueTask<long?> CountUpToAsync(FeatureQuery query, int most, CancellationToken cancellationToken) =>
        await CountAsync(query, cancellationToken).ConfigureAwait(false) is var count && count <= most ? count : null;

    /// <summary>One feature, or null.</summary>
    ValueTask<FeatureRow?> GetAsync(string layer, string id, CancellationToken cancellationToken);
}

/// <summary>Secrets that a store keeps for the services that share it, so that what one has signed another knows.</summary>
public interface IStoreSecrets
{
    /// <summary>32 random bytes, the same for every process on this store and after every restart.</summary>
    ValueTask<byte[]> CursorKeyAsync(CancellationToken cancellationToken);
}

/// <summary>State of one layer in a view.</summary>
/// <param name="Revision">Counter; 0 before the first write.</param>
/// <param name="RecordedAt">Store time of the last write, UTC.</param>
public sealed record LayerRevision(long Revision, DateTimeOffset RecordedAt)
{
    /// <summary>Of a layer before its first write.</summary>
    public static LayerRevision Unwritten { get; } = new(0, DateTimeOffset.UnixEpoch);
}

/// <summary>What a store is.</summary>
/// <param name="Kind"><c>geopackage</c> or <c>postgis</c>.</param>
/// <param name="Location">File path or server and database, never a secret.</param>
/// <param name="Layers">The catalog it was opened with.</param>
public sealed record StoreDescription(string Kind, string Location, IReadOnlyList<LayerDef> Layers);
