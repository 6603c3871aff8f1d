using System.Globalization;
using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;

namespace Jining231.Geo.Stores.Tests.Account;

/// <summary>A block as the model knows it.</summary>
internal sealed record ModelBlock(string Id, string State, ulong Cells, long Version, DateTimeOffset? End, int Renewals, string Document)
{
    public bool Final => State is "released" or "expired" or "closed";

    public string StateAt(DateTimeOffset at) => State is "held" or "reserved" && End is { } end && at >= end ? "expired" : State;

    public bool LiveAt(DateTimeOffset at) => StateAt(at) is "held" or "reserved" or "activated";

    public string Line(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{Id} {StateAt(at)} v{Version} {Cells:x} {Document}");
}

/// <summary>An entry as the model expects it.</summary>
internal sealed record ModelEntry(string Id, string Act, string Actor, string? Document, string Before, string After, ulong CellsBefore, ulong CellsAfter);

/// <summary>
/// The 留白 account as a few dictionaries, written from the state table and nothing of the product: what each act must do, or the
/// problem by which it must be refused. Blocks are changed only by <see cref="Commit"/>.
/// </summary>
internal sealed class AccountModel(int maxRenewals)
{
    public SortedDictionary<string, ModelBlock> Blocks { get; } = new(StringComparer.Ordinal);

    public List<ModelEntry> Entries { get; } = [];

    /// <summary>What the product does before each act: ends of term are written down.</summary>
    public void Sweep(DateTimeOffset at)
    {
        foreach (var block in Blocks.Values.Where(b => b.StateAt(at) != b.State).ToList())
            Commit(block with { State = "expired", Version = block.Version + 1 }, "expire", ReservePlanner.Clock, null);
    }

    public ProblemCode? RefusesLand(ulong cells, bool outside, string? except, DateTimeOffset at) =>
        outside ? ProblemCode.OutsidePark
        : Blocks.Values.Any(b => b.Id != except && b.LiveAt(at) && (b.Cells & cells) != 0) ? ProblemCode.Overlap : null;

    /// <summary>The refusal of an act by state and version, or null.</summary>
    public ProblemCode? Refuses(ModelBlock block, ReserveAct act, long version, DateTimeOffset at)
    {
        var legal = (block.StateAt(at), act) switch
        {
            ("held", ReserveAct.Reserve or ReserveAct.Renew or ReserveAct.Release) => true,
            ("reserved", ReserveAct.Adjust or ReserveAct.Split or ReserveAct.Merge or ReserveAct.Activate or ReserveAct.Release) => true,
            ("activated", ReserveAct.Close) => true,
            _ => false,
        };
        if (!legal)
            return ProblemCode.IllegalTransition;
        if (version != block.Version)
            return ProblemCode.PreconditionFailed;
        return act == ReserveAct.Renew && block.Renewals >= maxRenewals ? ProblemCode.IllegalTransition : null;
    }

    /// <summary>Takes over the new state of a block and writes the entry.</summary>
    public void Commit(ModelBlock block, string act, string actor, string? document)
    {
        var before = Blocks.GetValueOrDefault(block.Id);
        Entries.Add(new ModelEntry(block.Id, act, actor, document, before?.State ?? "", block.State, Kept(before), Kept(block)));
        Blocks[block.Id] = block;
    }

    public IReadOnlyList<string> Lines(DateTimeOffset at) => [.. Blocks.Values.Select(b => b.Line(at))];

    private static ulong Kept(ModelBlock? block) => block is null || block.Final ? 0 : block.Cells;
}
