using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Ballast.Numerics.Linear;
using Ballast.Testing;

namespace Ballast.Numerics.Tests;

/// <summary>Reads published answers that lie beside the repository; a test without them is skipped with the
/// reason.</summary>
internal static class ReferenceTable
{
    public static string PathOf(string name)
    {
        switch (ReferenceFile.Locate(name))
        {
            case ReferenceFile.Found found:
                return found.Path;
            case ReferenceFile.NoFolder none:
                Assert.Skip(none.Why);
                throw new UnreachableException();
            default:
                throw new UnreachableException();
        }
    }

    public static JsonElement Json(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf(name)));
        return document.RootElement.Clone();
    }

    /// <summary>Numbers separated by commas; text in a skipped column or line is not read; empty is NaN.</summary>
    public static Matrix Csv(string name, int skippedLines, int skippedColumns)
    {
        string[][] lines = [.. File.ReadLines(PathOf(name)).Skip(skippedLines).Where(line => line.Length > 0)
            .Select(line => line.Split(',')[skippedColumns..])];
        Matrix matrix = new(lines.Length, lines[0].Length);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < matrix.Columns; j++)
            {
                matrix[i, j] = lines[i][j].Length == 0
                    ? double.NaN
                    : double.Parse(lines[i][j], CultureInfo.InvariantCulture);
            }
        }

        return matrix;
    }

    public static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];

    public static Matrix Rows(JsonElement rows) => Matrix.Of(
        rows.GetArrayLength(),
        rows[0].GetArrayLength(),
        [.. rows.EnumerateArray().SelectMany(Numbers)]);
}
