using Jining231.Geo.Eligibility;
using Jining231.Geo.Rules;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Siting.Networks;

/// <summary>
/// Distances to what is needed along the networks that the rules name for it: straight from the plot to the nearest point of the network,
/// along it, and straight on from its point nearest to the feature. Kinds of network do not mix. Where no network joins the two, or the
/// straight parts alone are as long as the straight line, the straight line is the distance. The record knows no interchanges or stations:
/// every point of a line gives access.
/// </summary>
internal sealed class NeedRoutes
{
    private readonly IReadOnlyList<SceneFeature> _targets;
    private readonly List<(string Kind, LineNetwork Network, (NetworkAccess Egress, double[] Ways)[] To)> _networks = [];

    /// <summary>Prepares the networks for the features that meet a need.</summary>
    public NeedRoutes(LandScene scene, NeedKind kind, IReadOnlyList<SceneFeature> targets)
    {
        _targets = targets;
        foreach (var rule in kind.Networks)
            if (LineNetwork.Of([.. Lines(scene, rule)]) is { } network)
                _networks.Add((rule.Kind, network, [.. targets.Select(t => network.Nearest(t.Plane!)).Select(e => (e, network.WaysTo(e)))]));
    }

    /// <summary>The feature that is nearest by this measure, by distance, then id; the route is null where the distance is straight.</summary>
    public (SceneFeature Feature, double Metres, NetworkRoute? Route)? Nearest(Geometry plot)
    {
        (SceneFeature Feature, double Metres, NetworkRoute? Route)? best = null;
        var access = _networks.Select(n => n.Network.Nearest(plot)).ToArray();
        foreach (var (index, straight) in _targets.Select((t, i) => (i, plot.Distance(t.Plane))).OrderBy(t => t.Item2).ThenBy(t => _targets[t.i].Id, StringComparer.Ordinal))
        {
            if (best is not null && straight >= best.Value.Metres)
                break;
            var route = Route(index, straight, access);
            var metres = Math.Max(straight, route?.Metres ?? 0);
            if (best is null || metres < best.Value.Metres)
                best = (_targets[index], metres, route);
        }

        return best;
    }

    private NetworkRoute? Route(int target, double straight, NetworkAccess[] access)
    {
        NetworkRoute? best = null;
        for (var n = 0; n < _networks.Count; n++)
        {
            var (kind, network, to) = _networks[n];
            var (egress, ways) = to[target];
            var along = network.Along(access[n], egress, ways);
            if (double.IsInfinity(along) || access[n].DistanceM + egress.DistanceM >= straight)
                continue;
            var route = new NetworkRoute(kind, access[n].DistanceM, along, egress.DistanceM);
            if (best is null || route.Metres < best.Metres)
                best = route;
        }

        return best;
    }

    private static IEnumerable<Geometry> Lines(LandScene scene, NetworkRule rule) => scene["transport"]
        .Where(f => f.Kind == rule.Kind && f.Plane is not null && !rule.ExceptClasses.Contains(f.Row.Text("class") ?? "", StringComparer.Ordinal))
        .Select(f => f.Plane!);
}

/// <summary>A way along a network, m in EPSG:4548.</summary>
/// <param name="Kind">Kind of transport line.</param>
/// <param name="AccessM">Straight from the plot to the network.</param>
/// <param name="AlongM">Along the network.</param>
/// <param name="EgressM">Straight from the network to the feature.</param>
internal sealed record NetworkRoute(string Kind, double AccessM, double AlongM, double EgressM)
{
    /// <summary>The whole way.</summary>
    public double Metres => AccessM + AlongM + EgressM;

    /// <summary>The way in km to 0.001; its parts add up to <paramref name="totalKm"/>.</summary>
    public RouteTold Told(double totalKm)
    {
        var parts = ExactSum.Round([AccessM / 1000, AlongM / 1000, EgressM / 1000], totalKm, 0.001);
        return new RouteTold(Kind, parts[0], parts[1], parts[2]);
    }
}

/// <summary>A way along a network as it is answered, km to 0.001; the parts add up to the distance.</summary>
/// <param name="Network">Kind of transport line.</param>
/// <param name="AccessKm">Straight from the plot to the network.</param>
/// <param name="AlongKm">Along the network.</param>
/// <param name="EgressKm">Straight from the network to the feature.</param>
public sealed record RouteTold(string Network, double AccessKm, double AlongKm, double EgressKm);
