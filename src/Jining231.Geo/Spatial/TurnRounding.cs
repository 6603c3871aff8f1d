using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Utilities;

namespace Jining231.Geo.Spatial;

/// <summary>
/// Prepares lines and rings for BufferOp, which draws no arc at a turn of less than 0.05 radian: such a turn is spread over
/// several vertices within 0.1 m, each turning so little that the missing arc does not matter. The line moves by 1.3 mm at most.
/// </summary>
internal static class TurnRounding
{
    /// <summary>BufferOp's limit (chord of the turn over the distance), with a little room.</summary>
    private const double SkippedTurnRad = 0.0502;

    private const double LegM = 0.1;

    /// <summary>The geometry with its small turns rounded.</summary>
    /// <param name="plane">Geometry in EPSG:4548.</param>
    /// <param name="radius">Buffer radius r, metres: a skipped turn θ makes the buffer short by r θ² / 2.</param>
    /// <param name="slack">What the buffer may be short, metres; two thirds of it are left to small turns.</param>
    public static Geometry Round(Geometry plane, double radius, double slack)
    {
        var harmless = Math.Sqrt(4.0 / 3 * slack / radius);
        return harmless >= SkippedTurnRad || plane.Dimension == Dimension.Point
            ? plane
            : new GeometryEditor(GeoFactory.Plane).Edit(plane, new RoundOperation(harmless));
    }

    private sealed class RoundOperation(double harmless) : GeometryEditor.CoordinateOperation
    {
        public override Coordinate[] Edit(Coordinate[] coordinates, Geometry geometry)
        {
            var line = CoordinateArrays.RemoveRepeatedPoints(coordinates);
            if (line.Length < 3)
                return line;
            var ring = line[0].Equals2D(line[^1]);
            var rounded = new List<Coordinate>(2 * line.Length);
            if (!ring)
                rounded.Add(line[0]);
            for (var i = 1; i < line.Length - 1; i++)
                AddTurn(rounded, line[i - 1], line[i], line[i + 1]);
            if (ring)
                AddTurn(rounded, line[^2], line[0], line[1]);
            rounded.Add(ring ? rounded[0].Copy() : line[^1]);
            return [.. rounded];
        }

        /// <summary>Adds the vertex, or a quadratic curve of small turns in its place.</summary>
        private void AddTurn(List<Coordinate> rounded, Coordinate from, Coordinate at, Coordinate to)
        {
            double ax = at.X - from.X, ay = at.Y - from.Y, bx = to.X - at.X, by = to.Y - at.Y;
            var turn = Math.Abs(Math.Atan2(ax * by - ay * bx, ax * bx + ay * by));
            if (turn <= harmless || turn >= SkippedTurnRad)
            {
                rounded.Add(at);
                return;
            }

            double before = Math.Sqrt(ax * ax + ay * ay), after = Math.Sqrt(bx * bx + by * by);
            var leg = Math.Min(LegM, Math.Min(before, after) / 4);
            double startX = at.X - ax / before * leg, startY = at.Y - ay / before * leg;
            double endX = at.X + bx / after * leg, endY = at.Y + by / after * leg;
            var steps = (int)Math.Ceiling(turn / harmless);
            for (var k = 0; k <= steps; k++)
            {
                double f = (double)k / steps, u = 1 - f;
                rounded.Add(new Coordinate(
                    u * u * startX + 2 * u * f * at.X + f * f * endX, u * u * startY + 2 * u * f * at.Y + f * f * endY));
            }
        }
    }
}
