using Jining231.Geo.Eligibility;
using Jining231.Geo.Tests.Eligibility;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Tests.Siting;

/// <summary>Two parks full of obstacles, made from a seed; features may be given in reverse order.</summary>
internal static class RandomLand
{
    public static LandScene Scene(int seed, bool reverse)
    {
        var random = new Random(seed);
        var steps = new List<Action<TestScene>>();
        for (var p = 0; p < 2; p++)
        {
            double left = p * 6000, width = 1200 + random.Next(1800), height = 1000 + random.Next(1500);
            var (id, plane) = ($"park-{p}", Turned(left, 0, width, height, random.Next(90)));
            steps.Add(s => SitingScenarioTests.Park(s, id, plane));
            for (var i = 0; i < 14; i++)
            {
                var box = Turned(left + random.Next(3000) - 300, random.Next(2500) - 300, 40 + random.Next(260), 40 + random.Next(260), random.Next(90));
                var (what, name) = (random.Next(6), $"f-{p}-{i:00}");
                steps.Add(s => _ = what switch
                {
                    0 => s.Add("sensitive", name, box, ("kind", "village")),
                    1 => s.Add("sensitive", name, box, ("kind", "school")),
                    2 => s.Add("controls", name, box, ("kind", "permanent_farmland")),
                    3 => s.Add("controls", name, box, ("kind", "river")),
                    4 => s.Add("parcels", name, box, ("status", "built"), ("class_code", "1001")),
                    _ => s.Add("reserves", name, box, ("park_id", id), ("tier", "t30"), ("state", "reserved"), ("holder", "h")),
                });
            }
        }

        steps.Add(s => s.Add("transport", "line", TestScene.Line(-500, -900, 9000, 3500), ("kind", "rail")));
        var scene = new TestScene().Open();
        if (reverse)
            steps.Reverse();
        steps.ForEach(step => step(scene));
        return scene.Build();
    }

    private static Geometry Turned(double x, double y, double width, double height, double degrees) =>
        NetTopologySuite.Geometries.Utilities.AffineTransformation
            .RotationInstance(degrees * Math.PI / 180, TestScene.East + x + width / 2, TestScene.North + y + height / 2)
            .Transform(TestScene.Box(x, y, width, height));
}
