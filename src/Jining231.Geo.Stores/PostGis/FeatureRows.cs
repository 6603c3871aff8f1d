using Jining231.Geo.Layers;
using Npgsql;

namespace Jining231.Geo.Stores.PostGis;

/// <summary>Reads id, version, geometry and fields in the order of <see cref="PostGisSql.Select"/>.</summary>
internal static class FeatureRows
{
    public static FeatureRow Read(NpgsqlDataReader reader, LayerDef layer)
    {
        var column = 2;
        ReadOnlyMemory<byte>? wkb = null;
        if (layer.Geometry != GeometryKind.None)
        {
            if (!reader.IsDBNull(column))
                wkb = reader.GetFieldValue<byte[]>(column);
            column++;
        }

        var values = new object?[layer.Fields.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = PostGisValues.FromDatabase(reader, column + i, layer.Fields[i].Type);
        return new FeatureRow(layer, reader.GetString(0), reader.GetInt64(1), wkb, values);
    }
}
