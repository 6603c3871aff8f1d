using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Layers.Cql2;

/// <summary>How far a geometry of EPSG:4548 reaches in degrees; straight edges of the plane bend there (1.6 m at 10 km) and are followed.</summary>
internal static class PlaneReach
{
    private const double StepM = 10_000;

    private const int MaxSteps = 1_024;

    /// <summary>Envelope in EPSG:4490 (x = longitude); null envelope for an empty geometry.</summary>
    public static Envelope Of(Geometry plane)
    {
        var reach = new Envelope();
        plane.Apply(new Follower(reach));
        return reach;
    }

    private sealed class Follower(Envelope reach) : IEntireCoordinateSequenceFilter
    {
        public bool Done => false;

        public bool GeometryChanged => false;

        public void Filter(CoordinateSequence seq)
        {
            for (var i = 0; i < seq.Count; i++)
            {
                Include(seq.GetX(i), seq.GetY(i));
                if (i == 0)
                    continue;
                double fromX = seq.GetX(i - 1), fromY = seq.GetY(i - 1), dx = seq.GetX(i) - fromX, dy = seq.GetY(i) - fromY;
                var steps = Math.Clamp((int)(Math.Sqrt(dx * dx + dy * dy) / StepM), 1, MaxSteps);
                for (var k = 1; k < steps; k++)
                    Include(fromX + dx * k / steps, fromY + dy * k / steps);
            }
        }

        private void Include(double easting, double northing)
        {
            var (lon, lat) = GaussKruger.Epsg4548.Inverse(easting, northing);
            reach.ExpandToInclude(lon, lat);
        }
    }
}
