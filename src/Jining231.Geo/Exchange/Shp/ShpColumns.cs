using System.Globalization;
using System.Text;
using Jining231.Geo.Layers;
using NetTopologySuite.IO.Esri.Dbf.Fields;

namespace Jining231.Geo.Exchange.Shp;

/// <summary>One column of the attribute table.</summary>
/// <param name="Name">Short name.</param>
/// <param name="LongName">Name in the service.</param>
/// <param name="Field">The field behind it; null for id and version.</param>
/// <param name="Target">Its value in the row being written.</param>
internal sealed record ShpColumn(string Name, string LongName, FieldDef? Field, DbfField Target)
{
    /// <summary>Values that were cut, because dBASE takes 254 bytes of a text.</summary>
    public long Cut { get; set; }
}

/// <summary>
/// The columns of a Shapefile. Times are texts (RFC 3339), because dBASE has none; truth values are 0 and 1, because its own have no null that
/// programs agree on; lists are JSON.
/// </summary>
internal sealed class ShpColumns
{
    /// <summary>Characters of a whole number; programs take a wider column for a real.</summary>
    private const int WholeWidth = 18;

    /// <summary>Characters and decimals of a real number.</summary>
    private const int RealWidth = 32, RealDecimals = 15;

    private const double LargestWhole = 1e17, LargestReal = 1e15;

    private readonly FeatureShape _shape;

    public ShpColumns(FeatureShape shape, TextWidths widths)
    {
        _shape = shape;
        var fields = shape.Fields.Select(i => shape.Layer.Fields[i]).ToArray();
        var names = ShortNames.Of(["id", .. fields.Select(f => f.Name), .. shape.Version ? ["version"] : (string[])[]]);
        var columns = new List<ShpColumn> { new(names[0], "id", null, new DbfCharacterField(names[0], widths.Id)) };
        for (var i = 0; i < fields.Length; i++)
            columns.Add(new ShpColumn(names[i + 1], fields[i].Name, fields[i], Make(names[i + 1], fields[i].Type, widths.Of(shape.Fields[i]))));
        if (shape.Version)
            columns.Add(new ShpColumn(names[^1], "version", null, new DbfNumericInt64Field(names[^1], WholeWidth)));
        All = columns;
    }

    /// <summary>In their order.</summary>
    public IReadOnlyList<ShpColumn> All { get; }

    /// <summary>Puts the values of a row into the columns.</summary>
    public void Take(RawRow row)
    {
        var id = Encoding.UTF8.GetString(row.Id);
        All[0].Target.Value = Fitting(All[0], id);
        for (var i = 0; i < _shape.Fields.Count; i++)
            All[i + 1].Target.Value = row.IsNull(_shape.Fields[i]) ? null : Value(row, _shape.Fields[i], All[i + 1], id);
        if (_shape.Version)
            All[^1].Target.Value = row.Version;
    }

    private static DbfField Make(string name, FieldType type, int width) => type switch
    {
        FieldType.Integer => new DbfNumericInt64Field(name, WholeWidth),
        FieldType.Boolean => new DbfNumericInt32Field(name, 1),
        FieldType.Real => new DbfNumericDoubleField(name, RealWidth, RealDecimals),
        FieldType.Date => new DbfDateField(name),
        FieldType.Timestamp => new DbfCharacterField(name, Rfc3339.Format(DateTimeOffset.UnixEpoch).Length),
        _ => new DbfCharacterField(name, width),
    };

    private static object Value(RawRow row, int field, ShpColumn column, string id) => column.Field!.Type switch
    {
        FieldType.Integer => Bounded(row.WholeNumber(field), LargestWhole, column, id),
        FieldType.Real => Bounded(row.Real(field), LargestReal, column, id),
        FieldType.Boolean => row.Boolean(field) ? 1 : 0,
        FieldType.Date => row.Day(field).ToDateTime(TimeOnly.MinValue),
        FieldType.Timestamp => Rfc3339.Format(new DateTimeOffset(row.UtcTicks(field), TimeSpan.Zero)),
        FieldType.TextArray => Fitting(column, PlainText.List(row.List(field).ToArray())),
        _ => Fitting(column, Encoding.UTF8.GetString(row.Text(field))),
    };

    private static T Bounded<T>(T number, double largest, ShpColumn column, string id)
        where T : IConvertible => Math.Abs(number.ToDouble(CultureInfo.InvariantCulture)) < largest
        ? number
        : throw new GeoProblemException(new GeoProblem(ProblemCode.OutOfRange,
            $"要素“{id}”的 {column.LongName}（{number}）超出 Shapefile 数值字段的范围；请改用 GeoPackage。",
            $"{column.LongName} of feature '{id}' ({number}) does not fit a number of a Shapefile; take a GeoPackage.")
        { Field = "f", Allowed = ["gpkg"] });

    /// <summary>The text, cut between characters where it is too long; a cut is counted.</summary>
    private static string Fitting(ShpColumn column, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= column.Target.Length)
            return text;
        column.Cut++;
        var (bytes, kept) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > column.Target.Length)
                break;
            kept += rune.Utf16SequenceLength;
        }

        return text[..kept];
    }
}
