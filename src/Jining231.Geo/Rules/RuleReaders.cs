using Jining231.Geo.Layers;

namespace Jining231.Geo.Rules;

/// <summary>One reader per kind of rule.</summary>
internal static class RuleReaders
{
    private const double MaxMetres = 50_000;

    private static readonly string[] Bases = ["law", "standard", "plan", "preference"];

    public static SetbackRule Setback(RuleNode n)
    {
        var layer = n["layer"].OneOf("controls", "sensitive", "transport", "parks");
        var rule = new SetbackRule
        {
            Key = n["key"].Text(),
            TitleZh = n["titleZh"].Text(),
            TitleEn = n["titleEn"].Text(),
            Layer = layer,
            Kind = n["kind"].OneOf(layer switch
            {
                "controls" => Codelists.ControlKind,
                "sensitive" => Codelists.SensitiveKind,
                "parks" => Codelists.ParkKind,
                _ => Codelists.TransportKind,
            }),
            Uses = Uses(n),
            Verdict = n["verdict"].OneOf("prohibited", "conditional", "clear", "permitted"),
            Inverse = n["inverse"].Flag(),
            MetresByHazard = n["metresByHazard"].Object(Metres),
            Basis = n["basis"].OneOf(Bases),
            Evidence = n.Evidence(),
            Opens = n.Optional("opens")?.Texts(k => k.Text()) ?? [],
            Range = n.Optional("range")?.Object(r => Range(r, layer)),
            Corridor = n.Optional("corridor")?.Object(Corridor),
        };
        if (rule.Corridor is not null && (!rule.Removes || rule.Inverse || layer is not ("transport" or "controls")))
            throw n["corridor"].Wrong(
                "corridor 只用于交通或控制线图层的禁止规则，且不用于“以外”规则。", "'corridor' goes with a prohibition of the layers transport or controls that is not inverse.");
        if ((rule.Verdict == "permitted") != (rule.Opens.Count > 0))
            throw n.Wrong("verdict 为 permitted 时（且仅此时）必须给出 opens。", "'opens' goes with the verdict 'permitted', and only with it.");
        return (rule.Inverse || rule.Verdict == "permitted") && rule.MetresByHazard.Largest > 0
            ? throw n.Wrong("“以外”规则和准入规则不能带距离。", "an inverse or permitting rule carries no distance.")
            : rule.Inverse && (rule.Verdict == "permitted" || rule.KeepsInside)
            ? throw n.Wrong("准入规则和园区规则不能为“以外”规则。", "a permitting rule or a rule around parks cannot be inverse.")
            : rule;
    }

    private static CorridorRule Corridor(RuleNode n) => new(n["splits"].Flag(), n["stripCounts"].Flag(), n.Evidence());

    private static FieldRange Range(RuleNode n, string layer)
    {
        var field = n["field"].OneOf([.. LayerCatalog.Get(layer).Fields.Where(f => f.Type is FieldType.Integer or FieldType.Real).Select(f => f.Name)]);
        var range = new FieldRange(field, n.Optional("least")?.Number(-1e12, 1e12), n.Optional("most")?.Number(-1e12, 1e12));
        return range is { Least: null, Most: null } || range.Least > range.Most
            ? throw n.Wrong("应给出 least 或 most，且 least 不大于 most。", "'least' or 'most' is needed, and 'least' must not exceed 'most'.")
            : range;
    }

    public static HazardMetres Metres(RuleNode n)
    {
        var metres = new HazardMetres(
            n["none"].Number(0, MaxMetres), n["low"].Number(0, MaxMetres),
            n["medium"].Number(0, MaxMetres), n["high"].Number(0, MaxMetres));
        return metres.None <= metres.Low && metres.Low <= metres.Medium && metres.Medium <= metres.High
            ? metres
            : throw n.Wrong("危险等级越高，距离不得越小。", "a higher hazard must not have a shorter distance.");
    }

    public static Industry Industry(RuleNode n) => new()
    {
        Key = n["key"].Text(),
        Zh = n["zh"].Text(),
        En = n["en"].Text(),
        Cluster = n["cluster"].OneOf(Codelists.Cluster),
        Chemical = n["chemical"].Flag(),
        DefaultHazard = n["defaultHazard"].OneOf(Codelists.Hazard),
        IntensityWanPerMu = n["intensityWanPerMu"].Number(1, 100_000),
        Terms = n["terms"].Texts(t => t.Text()),
        Evidence = n.Evidence(),
    };

    public static IndustryLink Link(RuleNode n)
    {
        var link = new IndustryLink(n["supplier"].Text(), n["customer"].Text(), n.Evidence());
        return link.Supplier != link.Customer ? link : throw n["customer"].Wrong("产业不能为自己的下游。", "an industry is not linked to itself.");
    }

    public static ParcelRule Parcel(RuleNode n) => new(
        n["status"].OneOf(Codelists.ParcelStatus), n["key"].Text(), n["titleZh"].Text(), n["titleEn"].Text(),
        n["occupied"].Flag(), Uses(n), n["basis"].OneOf(Bases), n.Evidence());

    public static ReserveRule Reserve(RuleNode n) => new(
        n["key"].Text(),
        n["states"].Texts(s => s.OneOf("held", "reserved", "activated")),
        n["opens"].List(s => s.OneOf("own", "any"), least: 0),
        n["titleZh"].Text(), n["titleEn"].Text(), n["basis"].OneOf(Bases), n.Evidence());

    public static HoldRule Hold(RuleNode n) => new((int)n["maxRenewals"].Number(0, 10), n.Evidence());

    public static WidthRule Width(RuleNode n) => new(
        n["key"].Text(), n["chemical"].Flag(), n["minWidthM"].Number(1, 10_000), n["maxAspect"].Number(1, 20), n.Evidence());

    public static Criterion Criterion(RuleNode n) => new(
        n["key"].Text(), n["zh"].Text(), n["en"].Text(), n["unit"].Text(), n["weight"].Number(0, 1000),
        n["utility"].Object(Utility), n.Evidence());

    public static NeedKind Need(RuleNode n)
    {
        var layer = n["layer"].OneOf("transport", "ports");
        var kinds = layer == "transport" ? Codelists.TransportKind : Codelists.PortKind;
        return new NeedKind(
            n["key"].Text(), n["zh"].Text(), n["en"].Text(), layer, n["kinds"].Texts(k => k.OneOf(kinds)),
            n["maxKm"].Number(0.001, 1000), n.Evidence())
        {
            Networks = n.Optional("networks")?.Objects(Network) ?? [],
        };
    }

    private static NetworkRule Network(RuleNode n) => new(
        n["kind"].OneOf(Codelists.TransportKind), n.Optional("exceptClasses")?.Texts(c => c.Text()) ?? []);

    public static ParkProfile Profile(RuleNode n) => new(
        n["parkKind"].OneOf(Codelists.ParkKind), n["defaultHazard"].OneOf(Codelists.Hazard), n["maxHazard"].OneOf(Codelists.Hazard),
        n["acceptsChemical"].Flag(), n["needsRecognition"].Flag(), n["acceptsOther"].Flag(), n.Evidence());

    private static UtilityFunction Utility(RuleNode n)
    {
        var type = n["type"].OneOf([.. UtilityFunction.Types]);
        var points = n["points"].List(Point);
        return UtilityFunction.Flaw(type, points) is { } flaw ? throw n["points"].Wrong(flaw.Zh, flaw.En) : new UtilityFunction(type, points);
    }

    private static UtilityPoint Point(RuleNode n)
    {
        var pair = n.List(v => v, least: 2);
        return pair.Count == 2
            ? new UtilityPoint(pair[0].Number(-1e12, 1e12), pair[1].Number(0, 1))
            : throw n.Wrong("应为 [x, u]。", "[x, u] is expected.");
    }

    private static IReadOnlyList<string> Uses(RuleNode n) => n["uses"].Texts(u => u.OneOf("build", "pv"));
}
