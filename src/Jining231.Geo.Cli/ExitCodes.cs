using Jining231.Geo.Layers;

namespace Jining231.Geo.Cli;

/// <summary>Exit codes; scripts rely on them, so they never change.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>A value in the input is wrong, or the request was refused.</summary>
    public const int Input = 1;

    /// <summary>The command line itself cannot be read.</summary>
    public const int Usage = 2;

    /// <summary>The answer is complete and holds no site.</summary>
    public const int NoSite = 3;

    /// <summary>The store cannot be opened, read or written.</summary>
    public const int Store = 4;

    /// <summary>The address is taken.</summary>
    public const int Busy = 5;

    /// <summary>An earlier decision would be another one today.</summary>
    public const int Changed = 6;

    /// <summary>A defect of ours.</summary>
    public const int Defect = 70;

    /// <summary>Stopped by the user (Ctrl+C).</summary>
    public const int Cancelled = 130;

    public static int Of(ProblemCode code) => code is ProblemCode.StoreUnavailable or ProblemCode.StoreMismatch ? Store : Input;
}
