using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Ballast.Core.Policies.Format;

/// <summary>
/// The first pass over a file: finds what is not JSON, texts that are not Unicode, and the line of every value, which
/// the document tree
/// does not keep.
/// </summary>
internal sealed class FileScan
{
    private const int LongestWord = 40;

    private static readonly SearchValues<byte> EndsOfWord = SearchValues.Create(",}] \t\r\n"u8);

    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly Stack<(string Path, int Items)> parents = [];
    private string path = "$";
    private int line = 1;
    private int counted;

    private FileScan()
    {
    }

    /// <summary>Scans a file.</summary>
    /// <exception cref="JsonException">It is not JSON; its path is that of the field whose value cannot be read, where
    /// it is a field's.</exception>
    /// <exception cref="InvalidOperationException">A text in it is not valid Unicode.</exception>
    public static FileScan Of(ReadOnlySpan<byte> utf8, JsonReaderOptions options)
    {
        FileScan scan = new();
        Utf8JsonReader reader = new(utf8, options);
        try
        {
            while (reader.Read())
            {
                scan.CountLines(utf8, (int)reader.TokenStartIndex);
                scan.Take(ref reader);
            }

            return scan;
        }
        catch (JsonException malformed) when (
            reader.TokenType == JsonTokenType.PropertyName && WordAt(utf8[(int)reader.BytesConsumed..]) is var word
            && word.IndexOfAny(['{', '[', '"']) != 0)
        {
            throw new JsonException(word, scan.path, malformed.LineNumber, malformed.BytePositionInLine, malformed);
        }
    }

    /// <summary>The line of a path, from one; for a value that is missing, the line of what should hold it.</summary>
    public int LineOf(string wanted)
    {
        for (string rest = wanted; rest.Length > 1; rest = Parent(rest))
        {
            if (lines.TryGetValue(rest, out int found))
            {
                return found;
            }
        }

        return lines.GetValueOrDefault("$", 1);
    }

    // What stands where a value should: NaN, Infinity, a bare word.
    private static string WordAt(ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> word = rest.TrimStart(" \t\r\n:"u8);
        int end = word.IndexOfAny(EndsOfWord);
        return Encoding.UTF8.GetString(word[..Math.Min(end < 0 ? word.Length : end, LongestWord)]);
    }

    private static string Parent(string child) => child[..Math.Max(child.LastIndexOfAny(['.', '[']), 1)];

    private void CountLines(ReadOnlySpan<byte> utf8, int upTo)
    {
        line += utf8[counted..upTo].Count((byte)'\n');
        counted = upTo;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                path = Spot.PathTo(parents.Peek().Path, reader.GetString()!);
                lines[path] = line;
                return;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Mark();
                parents.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                return;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                parents.Pop();
                return;
            case JsonTokenType.String:
                _ = reader.GetString();
                break;
            default:
                break;
        }

        Mark();
    }

    /// <summary>Notes the line of a value, and which item it is where it stands in an array.</summary>
    private void Mark()
    {
        if (parents.TryPeek(out (string Path, int Items) parent) && parent.Items >= 0)
        {
            path = $"{parent.Path}[{parent.Items}]";
            parents.Pop();
            parents.Push((parent.Path, parent.Items + 1));
        }

        lines.TryAdd(path, line);
    }
}
