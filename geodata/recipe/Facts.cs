using System.Text.Json;

namespace Jining231.Geo.Recipe;

/// <summary>How a park's outline is drawn: place, orientation, proportion, and the side (0 W, 1 S, 2 E, 3 N) that a river cuts.</summary>
internal sealed record DrawFact(double[] At, double AreaHa, double Angle, double Aspect, int River)
{
    /// <summary>Adcode of the unit the outline must stay in while it grows to its area; null: not clipped.</summary>
    public string? ClipTo { get; init; }
}

/// <summary>How a park's land is divided: columns, rows, road width, built core [u, v, radius], weights per status, clear windows.</summary>
internal sealed record ParcelFact(int Nx, int Ny, double RoadM, double[] Core, int[] Outer)
{
    /// <summary>Windows [u0, v0, u1, v1] that stay without obstacles and without buildings.</summary>
    public double[][] Open { get; init; } = [];

    /// <summary>Land-use classes of built parcels, first mostly.</summary>
    public string[] Classes { get; init; } = ["100101", "100102", "1101", "0802"];
}

/// <summary>What is drawn around a park.</summary>
internal sealed record AroundFact(int Farmland, int Villages)
{
    /// <summary>Town whose name the places carry.</summary>
    public string Town { get; init; } = "";

    /// <summary>Centres (u, v) of villages inside, awaiting relocation.</summary>
    public double[][] InnerVillages { get; init; } = [];

    /// <summary>Centres (u, v) and hectares of farmland left inside.</summary>
    public double[][] InnerFarmland { get; init; } = [];

    /// <summary>Name of the river at the river side.</summary>
    public string RiverName { get; init; } = "河道";

    /// <summary>Share of the park's depth that the urban boundary leaves out, and on which side.</summary>
    public double BoundaryCut { get; init; } = 0.06;

    /// <summary>Side of the cut (0 W, 1 S, 2 E, 3 N).</summary>
    public int BoundarySide { get; init; } = 2;

    /// <summary>Local line [u0, v0, u1, v1] of a pipeline, or null.</summary>
    public double[]? Pipeline { get; init; }
}

/// <summary>One park of the tables.</summary>
internal sealed record ParkFact(string Id, string Code, string Name, string Level, string Kind)
{
    public string? Adcode { get; init; }

    public string? Parent { get; init; }

    public string[]? Clusters { get; init; }

    public string[]? Industries { get; init; }

    public string[]? Enterprises { get; init; }

    public double? ApprovedHa { get; init; }

    public string? AreaBasis { get; init; }

    public bool? Chemical { get; init; }

    public string Source { get; init; } = "P";

    public string? Policy { get; init; }

    public string? Note { get; init; }

    public DrawFact? Draw { get; init; }

    /// <summary>Children whose outlines belong to this outline.</summary>
    public string[] Union { get; init; } = [];

    /// <summary>Local window of the parent that is the outline of a sub-park.</summary>
    public double[]? Window { get; init; }

    /// <summary>True: the outline of 济宁高新区, grown to its area.</summary>
    public bool Outline { get; init; }

    public ParcelFact? Parcels { get; init; }

    public AroundFact? Around { get; init; }
}

/// <summary>One line: kind, class and waypoints.</summary>
internal sealed record LineFact(string Id, string Name, string Kind, string Class, string Source, double[][] At)
{
    public string? Note { get; init; }

    public string? Policy { get; init; }
}

/// <summary>One port.</summary>
internal sealed record PortFact(string Id, string Name, string Kind, string Adcode, string Source)
{
    public double[]? At { get; init; }

    public string? Park { get; init; }

    public string[]? Services { get; init; }

    public string? Note { get; init; }

    public string? Policy { get; init; }
}

/// <summary>One subsidence area.</summary>
internal sealed record BasinFact(string Id, string Name, string Adcode, string Mine, double[] At, double AreaKm2, string Stability, double Water, double Depth, string Mode)
{
    public string? SettledOn { get; init; }

    public string Source { get; init; } = "示意绘制";

    public string? Note { get; init; }

    public double Aspect { get; init; } = 1.3;

    public double Angle { get; init; }
}

/// <summary>One control polygon that belongs to no park: a blob at a point, or a strip along a line.</summary>
internal sealed record ControlFact(string Id, string Name, string Kind, string Authority, string From)
{
    public double[]? At { get; init; }

    public double AreaHa { get; init; }

    public double Aspect { get; init; } = 1.4;

    public double Angle { get; init; }

    /// <summary>Id of a line of transport.json, or null.</summary>
    public string? Along { get; init; }

    public double[][]? Line { get; init; }

    public double HalfWidthM { get; init; }

    public string? ClipTo { get; init; }

    public string Source { get; init; } = "示意绘制";

    public string? Note { get; init; }
}

/// <summary>One wanted project.</summary>
internal sealed record ProjectFact(string Id, string Name, string Industry, double Yi, string Hazard, double Ha, string? Policy, string? Note);

/// <summary>One indicator value.</summary>
internal sealed record IndicatorFact(string Id, string Name, string Target, string Place, int? Year, double? Value, string? Unit, string Source)
{
    public string? DocumentNo { get; init; }

    public string? Policy { get; init; }

    public string? Note { get; init; }
}

/// <summary>A functional zone, or a stated area of a county.</summary>
internal sealed record UnitFact(string Id, string Name, string? Adcode, double? StatedKm2, string Source, string? Note)
{
    public string? Policy { get; init; }
}

/// <summary>A place where a kind of control line has not been surveyed: a window of a park.</summary>
internal sealed record GapFact(string Kind, string Park, double[] Window, string Note);

/// <summary>The tables of the facts folder.</summary>
internal sealed class Facts(string folder)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public T Read<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(folder, file)), Options)
        ?? throw new InvalidDataException(file);
}
