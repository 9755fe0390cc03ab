using System.Text;
using Ballast.Core.Policies.Format;

namespace Ballast.Core.Policies;

/// <summary>The reference of the policy file, written from the same table that reads it.</summary>
public static class PolicyReference
{
    /// <summary>The reference as Markdown, ending with a line feed: one table per block of the file.</summary>
    public static string Markdown()
    {
        StringBuilder text = new();
        text.Append(
            """
            # The policy file, field by field

            JSON with comments. Unknown fields, repeated fields and values outside what is
            allowed are errors. Decimals may be numbers or texts (`"0.1"`); both are read from their digits. A field
            left out has its default; without a default it means "no such thing". `ballast policy check FILE` reports
            every error with its line, and warns of what is allowed and unwise.

            """.ReplaceLineEndings("\n"));
        foreach (IGrouping<string, FieldLine> block in PolicyTable.File.Inside("").GroupBy(BlockOf))
        {
            text.Append("\n## ").Append(block.Key.Length == 0 ? "The file" : $"`{block.Key}`").Append("\n\n");
            text.Append("| field | allowed | default | meaning |\n|---|---|---|---|\n");
            foreach (FieldLine line in block)
            {
                AppendRow(text, line);
            }
        }

        return text.ToString();
    }

    private static string BlockOf(FieldLine line) => line.Path[..Math.Max(line.Path.LastIndexOf('.'), 0)];

    private static void AppendRow(StringBuilder text, FieldLine line)
    {
        string name = line.Path[(line.Path.LastIndexOf('.') + 1)..];
        string otherwise = line.IsRequired ? "required" : line.Default.Length > 0 ? $"`{line.Default}`" : "";
        text.Append("| `").Append(name).Append("` | ").Append(line.Allowed).Append(" | ").Append(otherwise);
        text.Append(" | ").Append(line.Description).Append(" |\n");
    }
}
