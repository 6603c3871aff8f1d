namespace Jining231.Geo.Reserves;

/// <summary>What may be done with a block of the 留白 account.</summary>
public enum ReserveAct
{
    /// <summary>暂留: keep land free until a time.</summary>
    Hold,

    /// <summary>留白: reserve, at once or from a hold.</summary>
    Reserve,

    /// <summary>续期: a later end for a hold, as often as the rules allow.</summary>
    Renew,

    /// <summary>调整: new geometry under the same id.</summary>
    Adjust,

    /// <summary>分割: one block becomes several.</summary>
    Split,

    /// <summary>合并: several blocks become one.</summary>
    Merge,

    /// <summary>启用: hand the block to a project.</summary>
    Activate,

    /// <summary>解除: give the land back.</summary>
    Release,

    /// <summary>结转: the parcel is built, the entry is closed.</summary>
    Close,
}

/// <summary>Names of the acts on the wire: lower case, as in <c>/reserves/{id}/actions/{act}</c>.</summary>
public static class ReserveActs
{
    /// <summary>Wire name of an act.</summary>
    public static string Name(ReserveAct act) => act switch
    {
        ReserveAct.Hold => "hold",
        ReserveAct.Reserve => "reserve",
        ReserveAct.Renew => "renew",
        ReserveAct.Adjust => "adjust",
        ReserveAct.Split => "split",
        ReserveAct.Merge => "merge",
        ReserveAct.Activate => "activate",
        ReserveAct.Release => "release",
        ReserveAct.Close => "close",
        _ => throw new ArgumentOutOfRangeException(nameof(act)),
    };

    /// <summary>The act of that wire name, or null.</summary>
    public static ReserveAct? Find(string name)
    {
        foreach (var act in Enum.GetValues<ReserveAct>())
            if (Name(act) == name)
                return act;
        return null;
    }
}
