using Jining231.Geo.Workspace.Texts;

namespace Jining231.Geo.Workspace.Commands;

/// <summary>Something the user did that can be taken back.</summary>
public interface IWorkspaceCommand
{
    /// <summary>What it is, as the undo menu names it.</summary>
    Words Title { get; }

    /// <summary>Does it, also again after it was undone.</summary>
    Task DoAsync(CancellationToken cancellationToken);

    /// <summary>Takes it back.</summary>
    Task UndoAsync(CancellationToken cancellationToken);
}

/// <summary>Commands done and undone. A command that fails leaves both lists as they were.</summary>
public sealed class CommandHistory
{
    private readonly Stack<IWorkspaceCommand> _done = new();
    private readonly Stack<IWorkspaceCommand> _undone = new();

    /// <summary>What undo would take back, or null.</summary>
    public IWorkspaceCommand? Next => _done.TryPeek(out var command) ? command : null;

    /// <summary>What redo would do again, or null.</summary>
    public IWorkspaceCommand? NextRedo => _undone.TryPeek(out var command) ? command : null;

    /// <summary>Does a command and remembers it.</summary>
    public async Task DoAsync(IWorkspaceCommand command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        await command.DoAsync(cancellationToken).ConfigureAwait(false);
        _done.Push(command);
        _undone.Clear();
    }

    /// <summary>Takes back the last command; false if there is none.</summary>
    public async Task<bool> UndoAsync(CancellationToken cancellationToken)
    {
        if (Next is not { } command)
            return false;
        await command.UndoAsync(cancellationToken).ConfigureAwait(false);
        _undone.Push(_done.Pop());
        return true;
    }

    /// <summary>Does the last undone command again; false if there is none.</summary>
    public async Task<bool> RedoAsync(CancellationToken cancellationToken)
    {
        if (NextRedo is not { } command)
            return false;
        await command.DoAsync(cancellationToken).ConfigureAwait(false);
        _done.Push(_undone.Pop());
        return true;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _done.Clear();
        _undone.Clear();
    }
}
