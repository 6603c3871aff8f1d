using System.Globalization;
using System.Text.Json;

namespace Jining231.Geo.Service;

/// <summary>Finds the JSON pointer at which a text stops being JSON.</summary>
internal static class JsonPlace
{
    /// <summary>Pointer of the member or item at which reading fails; of a repeated key if that is the fault; else the start.</summary>
    public static string OfFirstError(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 64 });
        var levels = new Stack<Level>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        levels.Peek().Name = reader.GetString()!;
                        if (!levels.Peek().Seen.Add(levels.Peek().Name))
                            return Pointer(levels);
                        break;
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        Step(levels);
                        levels.Push(new Level(reader.TokenType == JsonTokenType.StartArray));
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        levels.Pop();
                        break;
                    default:
                        Step(levels);
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The token that failed would have been the next item of an open array.
            Step(levels);
        }

        return Pointer(levels);
    }

    private static void Step(Stack<Level> levels)
    {
        if (levels.TryPeek(out var top) && top.IsArray)
            top.Index++;
    }

    private static string Pointer(Stack<Level> levels) => string.Concat(levels.Reverse().Select(l =>
        l.IsArray ? "/" + Math.Max(l.Index, 0).ToString(CultureInfo.InvariantCulture)
        : l.Name.Length == 0 ? ""
        : "/" + l.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    private sealed class Level(bool isArray)
    {
        public bool IsArray { get; } = isArray;

        public int Index { get; set; } = -1;

        public string Name { get; set; } = "";

        public HashSet<string> Seen { get; } = [];
    }
}
