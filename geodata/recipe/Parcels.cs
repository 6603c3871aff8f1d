using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Recipe;

/// <summary>Parcels: the blocks of a road grid inside a park, with class, status and enterprise.</summary>
internal static class Parcels
{
    private static readonly string[] Statuses = ["vacant", "approved-unsupplied", "supplied-unbuilt", "idle", "built"];

    private sealed class Block(Polygon shape, double u, double v)
    {
        public Polygon Shape { get; } = shape;

        public double U { get; } = u;

        public double V { get; } = v;

        public string Status { get; set; } = "vacant";

        public string ClassCode { get; set; } = "100103";

        public string? Enterprise { get; set; }
    }

    public static IEnumerable<OutFeature> Features(Parks parks) =>
        parks.All.Where(p => p.Fact.Parcels is not null).SelectMany(Features);

    private static IEnumerable<OutFeature> Features(DrawnPark park)
    {
        var blocks = Blocks(park);
        Assign(park, blocks);
        var slug = park.Fact.Id["park-".Length..];
        return blocks.Select((block, i) => new OutFeature($"parcel-{slug}-{i + 1:000}", Shapes.Store(block.Shape), new()
        {
            ["name"] = $"{park.Fact.Name} {i + 1:000} 号地块",
            ["park_id"] = park.Fact.Id,
            ["adcode"] = park.Fact.Adcode,
            ["class_code"] = block.ClassCode,
            ["status"] = block.Status,
            ["enterprise"] = block.Enterprise,
            ["source"] = "示意绘制",
            ["quality"] = "indicative",
            ["note"] = block.Enterprise is null ? null : "企业见政策文件；地块位置为示意。",
        }));
    }

    private static List<Block> Blocks(DrawnPark park)
    {
        var fact = park.Fact.Parcels!;
        var frame = park.Frame!;
        var rng = Rng.For(park.Fact.Id + "/parcels");
        double[] xs = Lines(rng, fact.Nx), ys = Lines(rng, fact.Ny);
        var inner = Shapes.Buffer(park.Shape!, -fact.RoadM / 2);
        var cell = park.Shape!.Area / (fact.Nx * fact.Ny);
        var blocks = new List<Block>();
        for (var j = 0; j < fact.Ny; j++)
            for (var i = 0; i < fact.Nx; i++)
                foreach (var part in Shapes.Polygons(Overlay.Intersection(
                    frame.Rectangle(xs[i], ys[j], xs[i + 1], ys[j + 1], fact.RoadM / 2), inner)))
                {
                    if (part.Area < cell * 0.08)
                        continue;
                    var (u, v) = frame.Local(part.Centroid.Coordinate);
                    blocks.Add(new Block(part, u, v));
                }

        return blocks;
    }

    private static double[] Lines(Rng rng, int n) =>
        [.. Enumerable.Range(0, n + 1).Select(i => i == 0 || i == n
            ? (i == 0 ? -0.56 : 0.56)
            : -0.5 + (i + rng.Between(-0.16, 0.16)) / n)];

    private static void Assign(DrawnPark park, List<Block> blocks)
    {
        var fact = park.Fact.Parcels!;
        var rng = Rng.For(park.Fact.Id + "/status");
        foreach (var block in blocks)
        {
            double du = block.U - fact.Core[0], dv = block.V - fact.Core[1];
            if (fact.Open.Any(w => block.U > w[0] && block.V > w[1] && block.U < w[2] && block.V < w[3]))
                block.Status = Statuses[rng.Weighted([60, 40])];
            else
                block.Status = du * du + dv * dv < fact.Core[2] * fact.Core[2]
                    ? Statuses[rng.Weighted([2, 2, 8, 4, 84])]
                    : Statuses[rng.Weighted(fact.Outer)];
            var use = rng.Next(100);
            block.ClassCode = block.Status != "built" ? fact.Classes[use < 85 ? 0 : 1]
                : use < 70 ? fact.Classes[0] : fact.Classes[1 + use % (fact.Classes.Length - 1)];
        }

        var hosts = blocks.Where(b => b.Status == "built" && b.ClassCode == fact.Classes[0])
            .OrderByDescending(b => Math.Round(b.Shape.Area)).ThenBy(b => b.U).ToList();
        var firms = park.Fact.Enterprises ?? [];
        for (var i = 0; i < firms.Length && i < hosts.Count; i++)
            hosts[i].Enterprise = firms[i];
    }
}
