namespace Jining231.Geo.Branches;

/// <summary>
/// Named branches kept beside the layers: edits that somebody supposes on top of the record. They are no part of it: no layer, revision
/// or snapshot knows of them. Names are unique; every change of a branch counts its version up.
/// </summary>
public interface IBranchStore
{
    /// <summary>All branches without their content, by name.</summary>
    Task<IReadOnlyList<Branch>> ListAsync(CancellationToken cancellationToken);

    /// <summary>All branches with their content, by name; one that goes meanwhile is left out.</summary>
    async Task<IReadOnlyList<Branch>> AllAsync(CancellationToken cancellationToken)
    {
        var all = new List<Branch>();
        foreach (var listed in await ListAsync(cancellationToken).ConfigureAwait(false))
            if (await FindAsync(listed.Name, cancellationToken).ConfigureAwait(false) is { } branch)
                all.Add(branch);
        return all;
    }

    /// <summary>A branch with its content, or null.</summary>
    Task<Branch?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Keeps a new branch under version 1; null if the name is taken.</summary>
    Task<Branch?> AddAsync(BranchDraft draft, string actor, CancellationToken cancellationToken);

    /// <summary>Replaces base and content of the version seen; null if the branch is not there in that version.</summary>
    Task<Branch?> ReplaceAsync(BranchDraft draft, long version, string actor, CancellationToken cancellationToken);

    /// <summary>Deletes the version seen; false if the branch is not there in that version.</summary>
    Task<bool> DeleteAsync(string name, long version, CancellationToken cancellationToken);
}

/// <summary>A store that also keeps branches.</summary>
public interface IKeepsBranches
{
    /// <summary>The branches of this store.</summary>
    IBranchStore Branches { get; }
}

/// <summary>A branch as it is to be kept.</summary>
/// <param name="Name">Its name, 1 to <see cref="LongestName"/> characters.</param>
/// <param name="BaseAt">Instant of the record that it was made on (UTC, ms).</param>
/// <param name="BaseRevisions">Revision of every layer then.</param>
/// <param name="Content">What it supposes: UTF-8 text that the store does not read.</param>
public sealed record BranchDraft(string Name, DateTimeOffset BaseAt, IReadOnlyDictionary<string, long> BaseRevisions, ReadOnlyMemory<byte> Content)
{
    /// <summary>Longest name, characters.</summary>
    public const int LongestName = 80;
}

/// <summary>A branch as it is kept.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">1 when made, counted up by every change.</param>
/// <param name="BaseAt">Instant of the record that it was made on (UTC, ms).</param>
/// <param name="BaseRevisions">Revision of every layer then.</param>
/// <param name="Actor">Who changed it last.</param>
/// <param name="CreatedAt">When it was made, by the store's clock (UTC, ms).</param>
/// <param name="UpdatedAt">When it was changed last.</param>
public sealed record Branch(
    string Name, long Version, DateTimeOffset BaseAt, IReadOnlyDictionary<string, long> BaseRevisions, string Actor, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>What it supposes; empty in a list.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}
