using Jining231.Geo.Layers;
using Jining231.Geo.Reserves;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.Tests.Account;

/// <summary>Random acts by several people, done to the product and to the model; every answer must be the one the model gives.</summary>
internal sealed class AccountWalk(ReservePlanner planner, AccountModel model, Random random, string parkId, string projectId)
{
    private static readonly string[] Actors = ["甲", "乙", "丙"];

    private static readonly ReserveUseCase Use = new(null, null, "测试例外〔2026〕1号");

    private readonly SortedDictionary<string, int> _outcomes = new(StringComparer.Ordinal);
    private int _step;

    /// <summary>How often each act ended how, for a test that must not pass by doing nothing.</summary>
    public IReadOnlyDictionary<string, int> Outcomes => _outcomes;

    /// <summary>One act at an instant.</summary>
    public async Task StepAsync(DateTimeOffset at)
    {
        _step++;
        var actor = Actors[random.Next(Actors.Length)];
        var document = $"文〔{_step}〕号";
        model.Sweep(at);
        if (random.Next(100) < 30 || model.Blocks.Count == 0)
            await CreateAsync(actor, document, at);
        else
            await ActAsync(actor, document, at);
    }

    private async Task CreateAsync(string actor, string document, DateTimeOffset at)
    {
        var act = random.Next(2) == 0 ? ReserveAct.Hold : ReserveAct.Reserve;
        var outside = random.Next(20) == 0;
        var cells = AnyRectangle();
        DateTimeOffset? end = act == ReserveAct.Hold || random.Next(2) == 0 ? End(at) : null;
        var id = $"r-{_step:D6}";
        var request = new ReserveRequest(act, parkId, outside ? CellLand.Outside : CellLand.Geometry(cells), "t30", "持有人", document)
        {
            HeldUntil = act == ReserveAct.Hold ? end : null,
            InForceTo = act == ReserveAct.Reserve ? end : null,
            UseCase = Use,
        };
        await CompareAsync(act + " new", model.RefusesLand(cells, outside, null, at), async () =>
        {
            var row = await planner.CreateAsync(request, id, actor, null, CancellationToken.None);
            Assert.Equal((id, 1L), (row.Id, row.Version));
            model.Commit(new ModelBlock(id, act == ReserveAct.Hold ? "held" : "reserved", cells, 1, end, 0, document), ReserveActs.Name(act), actor, document);
        });
    }

    private async Task ActAsync(string actor, string document, DateTimeOffset at)
    {
        var block = AnyBlock();
        var acts = Enum.GetValues<ReserveAct>().Where(a => a != ReserveAct.Hold).ToArray();
        // Mostly what the state allows, so that the walk gets somewhere.
        var legal = acts.Where(a => model.Refuses(block, a, block.Version, at) is null).ToArray();
        var act = legal.Length > 0 && random.Next(10) > 0 ? legal[random.Next(legal.Length)] : acts[random.Next(acts.Length)];
        var version = random.Next(12) == 0 ? block.Version + random.Next(1, 3) : block.Version;
        var request = new ReserveActRequest(act, block.Id, version, document) { UseCase = act is ReserveAct.Adjust or ReserveAct.Reserve ? Use : new(null, null, null) };
        var refusal = model.Refuses(block, act, version, at);
        var done = block with { Version = block.Version + 1, Document = document };
        switch (act)
        {
            case ReserveAct.Reserve:
                DateTimeOffset? term = random.Next(2) == 0 ? End(at) : null;
                await OneAsync(request with { InForceTo = term }, actor, refusal, done with { State = "reserved", End = term });
                break;
            case ReserveAct.Renew:
                var later = End(block.End ?? at);
                await OneAsync(request with { HeldUntil = later }, actor, refusal, done with { End = later, Renewals = block.Renewals + 1 });
                break;
            case ReserveAct.Adjust:
                var cells = AnyRectangle();
                await OneAsync(request with { Geometry = CellLand.Geometry(cells) }, actor, refusal ?? model.RefusesLand(cells, false, block.Id, at), done with { Cells = cells });
                break;
            case ReserveAct.Split:
                await SplitAsync(request, actor, refusal, block, done, at);
                break;
            case ReserveAct.Merge:
                await MergeAsync(request, actor, refusal, block, done, at);
                break;
            case ReserveAct.Activate:
                await ActivateAsync(request, actor, refusal, block, done);
                break;
            case ReserveAct.Release:
                await OneAsync(request, actor, refusal, done with { State = "released", End = null });
                break;
            default:
                await OneAsync(request, actor, refusal, done with { State = "closed" });
                break;
        }
    }

    private Task OneAsync(ReserveActRequest request, string actor, ProblemCode? refusal, ModelBlock done) =>
        CompareAsync(request.Act.ToString(), refusal, async () =>
        {
            var rows = await planner.ActAsync(request, actor, null, CancellationToken.None);
            Assert.Equal((done.Id, done.Version), (Assert.Single(rows).Id, rows[0].Version));
            model.Commit(done, ReserveActs.Name(request.Act), actor, request.DocumentNo);
        });

    private Task SplitAsync(ReserveActRequest request, string actor, ProblemCode? refusal, ModelBlock block, ModelBlock done, DateTimeOffset at)
    {
        var (left, right) = Cut(block.Cells);
        if (left == 0 || right == 0)
            return ReleaseAsync(request, actor, block, done, at);
        Geometry[] parts = [CellLand.Geometry(left), CellLand.Geometry(right)];
        if (random.Next(8) == 0)
        {
            // Land beside the block, or a part of it left over.
            var wrong = random.Next(2) == 0 ? CellLand.Geometry(~block.Cells == 0 ? left : ~block.Cells) : CellLand.Geometry(left);
            return OneAsync(request with { Parts = [parts[0], wrong] }, actor, refusal ?? ProblemCode.InvalidGeometry, done);
        }

        return CompareAsync("Split", refusal, async () =>
        {
            var rows = await planner.ActAsync(request with { Parts = parts }, actor, null, CancellationToken.None);
            Assert.Equal((2, block.Id), (rows.Count, rows[0].Id));
            model.Commit(done with { Cells = left }, "split", actor, request.DocumentNo);
            model.Commit(done with { Id = rows[1].Id, Cells = right, Version = 1 }, "split", actor, request.DocumentNo);
        });
    }

    private Task MergeAsync(ReserveActRequest request, string actor, ProblemCode? refusal, ModelBlock block, ModelBlock done, DateTimeOffset at)
    {
        var other = model.Blocks.Values.Where(b => b.Id != block.Id && b.StateAt(at) == "reserved").OrderBy(_ => random.Next()).FirstOrDefault() ?? AnyBlock();
        if (other.Id == block.Id)
            return ReleaseAsync(request, actor, block, done, at);
        var seen = random.Next(12) == 0 ? other.Version + 1 : other.Version;
        var refusalOfOther = other.StateAt(at) != "reserved" ? ProblemCode.IllegalTransition : seen != other.Version ? ProblemCode.PreconditionFailed : (ProblemCode?)null;
        return CompareAsync("Merge", refusal ?? refusalOfOther, async () =>
        {
            var rows = await planner.ActAsync(request with { Others = [new SeenBlock(other.Id, seen)] }, actor, null, CancellationToken.None);
            Assert.Equal([block.Id, other.Id], rows.Select(r => r.Id));
            var end = block.End is { } a && other.End is { } b ? (a < b ? a : b) : block.End ?? other.End;
            model.Commit(done with { Cells = block.Cells | other.Cells, End = end }, "merge", actor, request.DocumentNo);
            model.Commit(other with { State = "released", Version = other.Version + 1, Document = request.DocumentNo, End = null }, "merge", actor, request.DocumentNo);
        });
    }

    /// <summary>Instead of an act that cannot be asked for in this situation.</summary>
    private Task ReleaseAsync(ReserveActRequest request, string actor, ModelBlock block, ModelBlock done, DateTimeOffset at) => OneAsync(
        request with { Act = ReserveAct.Release }, actor, model.Refuses(block, ReserveAct.Release, request.ExpectedVersion, at), done with { State = "released", End = null });

    private Task ActivateAsync(ReserveActRequest request, string actor, ProblemCode? refusal, ModelBlock block, ModelBlock done)
    {
        var known = random.Next(15) > 0;
        request = request with { ProjectId = known ? projectId : "nobody" };
        var expected = refusal ?? (known ? null : ProblemCode.MissingReference);
        var (part, rest) = Cut(block.Cells);
        if (part == 0 || rest == 0 || random.Next(2) == 0)
            return OneAsync(request, actor, expected, done with { State = "activated", End = null });
        return CompareAsync("Activate part", expected, async () =>
        {
            var rows = await planner.ActAsync(request with { Geometry = CellLand.Geometry(part) }, actor, null, CancellationToken.None);
            Assert.Equal((2, block.Id, "activated"), (rows.Count, rows[0].Id, rows[1].Text("state")));
            model.Commit(done with { Cells = rest }, "activate", actor, request.DocumentNo);
            model.Commit(done with { Id = rows[1].Id, Cells = part, State = "activated", Version = 1, End = null }, "activate", actor, request.DocumentNo);
        });
    }

    private async Task CompareAsync(string name, ProblemCode? refusal, Func<Task> act)
    {
        ProblemCode? found = null;
        GeoProblem? problem = null;
        try
        {
            await act();
        }
        catch (GeoProblemException e)
        {
            problem = e.Problems[0];
            found = problem.Code;
        }

        Assert.True(found == refusal, $"step {_step}, {name}: expected {refusal?.ToString() ?? "success"}, found {problem?.MessageEn ?? "success"}");
        var outcome = $"{name}: {found?.ToString() ?? "done"}";
        _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
    }

    private ulong AnyRectangle() =>
        CellLand.Rectangle(random.Next(CellLand.Side), random.Next(CellLand.Side), random.Next(1, 4), random.Next(1, 4));

    private (ulong Left, ulong Right) Cut(ulong cells)
    {
        var left = CellLand.Left(random.Next(1, CellLand.Side));
        return (cells & left, cells & ~left);
    }

    /// <summary>Mostly a block that is not finished, now and then any.</summary>
    private ModelBlock AnyBlock()
    {
        var open = model.Blocks.Values.Where(b => !b.Final).ToArray();
        var from = open.Length > 0 && random.Next(10) > 0 ? open : [.. model.Blocks.Values];
        return from[random.Next(from.Length)];
    }

    /// <summary>A whole hour, so that no term ends between an act and the look at it.</summary>
    private DateTimeOffset End(DateTimeOffset after) =>
        new DateTimeOffset(after.Year, after.Month, after.Day, after.Hour, 0, 0, TimeSpan.Zero).AddHours(random.Next(1, 60));
}
