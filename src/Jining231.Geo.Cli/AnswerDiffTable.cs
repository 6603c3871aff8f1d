using Jining231.Geo.Siting;

namespace Jining231.Geo.Cli;

/// <summary>What became of an answer, as lines for people: sites that stand or fall, parks whose reasons changed.</summary>
internal static class AnswerDiffTable
{
    public static void Print(IReadOnlyList<ReplayedSite> sites, IReadOnlyList<ReplayedPark> parks, Language say)
    {
        foreach (var site in sites)
        {
            var now = site.RankNow is { } rank ? $"{say["现名次", "rank now"]} {rank}" : say["现不在方案中", "not among the sites now"];
            Console.Out.WriteLine($"#{site.Rank} {site.ParkName}\t{(site.Stands ? say["仍成立", "stands"] : say["不再成立", "no longer stands"])}\t{now}");
            foreach (var reason in site.Reasons)
                Console.Out.WriteLine($"  + {say[reason.Zh, reason.En]}");
        }

        foreach (var park in parks)
        {
            Console.Out.WriteLine($"{park.Name}\t{park.Then ?? "–"} → {park.Now ?? "–"}");
            foreach (var reason in park.Gone)
                Console.Out.WriteLine($"  - {say[reason.Zh, reason.En]}");
            foreach (var reason in park.New)
                Console.Out.WriteLine($"  + {say[reason.Zh, reason.En]}");
        }
    }
}
