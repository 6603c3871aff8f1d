using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Jining231.Geo.Layers;
using Jining231.Geo.Spatial;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Dbf;
using NetTopologySuite.IO.Esri.Shapefiles.Writers;

namespace Jining231.Geo.Exchange.Shp;

/// <summary>
/// A Shapefile (Esri, 1998) in a zip: <c>.shp</c>, <c>.shx</c>, <c>.dbf</c> in UTF-8 with <c>.cpg</c>, <c>.prj</c>, and a text that says what the short
/// field names stand for. Without geometry: the table alone. Coordinates run x = longitude or easting.
/// </summary>
public sealed class ShapefileZip : IRowFile
{
    /// <summary>Media type.</summary>
    public const string Media = "application/zip";

    private const int DateAt = 1, LengthAt = 24;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly FeatureShape _shape;
    private readonly Stream _target;
    private readonly DateTimeOffset _recordedAt;
    private readonly ShpColumns _columns;
    private readonly Dictionary<string, Stream> _parts = [];
    private readonly ShapefileWriter? _shapes;
    private readonly DbfWriter? _table;

    /// <summary>Opens the parts.</summary>
    /// <param name="shape">What is shown of a feature.</param>
    /// <param name="widths">Widths of texts.</param>
    /// <param name="recordedAt">When the layer was last written: the date of the file.</param>
    /// <param name="part">Gives a new stream to write, seek and read for a part; disposed here.</param>
    /// <param name="target">Where the zip goes; can seek.</param>
    public ShapefileZip(FeatureShape shape, TextWidths widths, DateTimeOffset recordedAt, Func<Stream> part, Stream target)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(part);
        _shape = shape;
        _target = target;
        _recordedAt = recordedAt;
        _columns = new ShpColumns(shape, widths);
        var type = shape.Geometry ? shape.Layer.Geometry : GeometryKind.None;
        foreach (var extension in type == GeometryKind.None ? (string[])["dbf"] : ["shp", "shx", "dbf"])
            _parts.Add(extension, part());
        if (type == GeometryKind.None)
            _table = new DbfWriter(_parts["dbf"], [.. _columns.All.Select(c => c.Target)], Utf8);
        else
            _shapes = Open(type);
    }

    /// <inheritdoc/>
    public void Add(RawRow row)
    {
        _columns.Take(row);
        try
        {
            if (_shapes is not null)
            {
                _shapes.Geometry = Shape(row);
                _shapes.Write();
            }
            else
            {
                _table!.Write();
            }
        }
        catch (ShapefileException)
        {
            throw new GeoProblemException(new GeoProblem(ProblemCode.TooLarge, "超出 Shapefile 的 2 GB 上限；请改用 GeoPackage，或加上 bbox。",
                "A Shapefile holds at most 2 GB; take a GeoPackage, or add a bbox.")
            { Field = "f", Allowed = ["gpkg"] });
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _shapes?.Dispose();
        _table?.Dispose();
        Date(_parts["dbf"]);
        foreach (var part in _parts.Where(p => p.Key != "dbf").Select(p => p.Value))
            Length(part);
        using var zip = new ZipArchive(_target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (extension, part) in _parts)
        {
            part.Position = 0;
            using var entry = Entry(zip, "." + extension);
            part.CopyTo(entry);
        }

        Put(zip, ".cpg", "UTF-8"u8);
        if (_shapes is not null)
            Put(zip, ".prj", Encoding.ASCII.GetBytes(CrsWkt.Esri(_shape.Crs)));
        Put(zip, "-fields.txt", ShpFieldTable.Write(_shape, _columns.All));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shapes?.Dispose();
        _table?.Dispose();
        foreach (var part in _parts.Values)
            part.Dispose();
    }

    private ShapefileWriter Open(GeometryKind kind)
    {
        var type = kind switch { GeometryKind.MultiPoint => ShapeType.MultiPoint, GeometryKind.MultiLineString => ShapeType.PolyLine, _ => ShapeType.Polygon };
        var options = new ShapefileWriterOptions(type, [.. _columns.All.Select(c => c.Target)]) { Encoding = Utf8 };
        var (shp, shx, dbf) = (_parts["shp"], _parts["shx"], _parts["dbf"]);
        return type switch
        {
            ShapeType.MultiPoint => new ShapefileMultiPointWriter(shp, shx, dbf, null, options),
            ShapeType.PolyLine => new ShapefilePolyLineWriter(shp, shx, dbf, null, options),
            _ => new ShapefilePolygonWriter(shp, shx, dbf, null, options),
        };
    }

    /// <summary>The shape in the CRS; empty, which is written as the null shape, where there is none.</summary>
    private Geometry Shape(RawRow row)
    {
        if (row.HasGeometry)
            return WkbProjection.ReadXy(row.Wkb, _shape.Crs);
        return _shape.Layer.Geometry switch
        {
            GeometryKind.MultiPoint => GeoFactory.Geographic.CreateMultiPoint(),
            GeometryKind.MultiLineString => GeoFactory.Geographic.CreateMultiLineString(),
            _ => GeoFactory.Geographic.CreateMultiPolygon(),
        };
    }

    /// <summary>The library writes today's date; that of the data makes equal data equal bytes.</summary>
    private void Date(Stream dbf)
    {
        dbf.Position = DateAt;
        dbf.Write([(byte)(_recordedAt.UtcDateTime.Year - 1900), (byte)_recordedAt.UtcDateTime.Month, (byte)_recordedAt.UtcDateTime.Day]);
    }

    /// <summary>The library leaves the length out where there is no shape at all.</summary>
    private static void Length(Stream shapes)
    {
        Span<byte> words = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(words, (int)(shapes.Length / 2));
        shapes.Position = LengthAt;
        shapes.Write(words);
    }

    private void Put(ZipArchive zip, string ending, ReadOnlySpan<byte> bytes)
    {
        using var entry = Entry(zip, ending);
        entry.Write(bytes);
    }

    private Stream Entry(ZipArchive zip, string ending)
    {
        var entry = zip.CreateEntry(_shape.Layer.Name + ending, CompressionLevel.Fastest);
        // A zip knows no time before 1980.
        entry.LastWriteTime = _recordedAt.Year < 1980 ? new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero) : _recordedAt.ToUniversalTime();
        return entry.Open();
    }
}
