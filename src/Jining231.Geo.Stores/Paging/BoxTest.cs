using Jining231.Geo.Exchange;
using Jining231.Geo.Layers;
using Jining231.Geo.Stores.Filtering;
using NetTopologySuite.Geometries;

namespace Jining231.Geo.Stores.Paging;

/// <summary>The exact test of a query's box for rows that an index of single precision has found; their geometry is read for it.</summary>
/// <param name="query">A query with a box.</param>
internal sealed class BoxTest(FeatureQuery query)
{
    private readonly Envelope? _edge = query.NearBox ? null : WidenedBox.By(WidenedBox.QueryM, query.Bbox!);

    /// <summary>What is read to be tested: the geometry too.</summary>
    public static RowWindow Reads(RowWindow window) =>
        window.Columns is { } columns ? window with { Columns = new HashSet<string>(columns, StringComparer.Ordinal) { "geometry" } } : window;

    /// <summary>Drops the row added last if its envelope does not meet the box; else its geometry stays only where the query wants it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="before">Bytes taken before the row was added.</param>
    public void Settle(RowBatch rows, int before)
    {
        if (_edge is not null && !WkbEnvelope.Meets(rows[rows.Count - 1].Wkb, _edge))
        {
            rows.DropRow();
            rows.Used = before;
        }
        else if (query.SkipGeometry)
        {
            rows.DropGeometry();
        }
    }
}
