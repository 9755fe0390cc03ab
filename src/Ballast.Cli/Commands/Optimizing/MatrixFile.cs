using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ballast.Cli.Frame;
using Ballast.Core.Amounts;
using Ballast.Numerics.Linear;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary>
/// Reads a covariance (header <c>,A,B,..</c>, then a row a name in the same order) and expected returns
/// (<c>name,mean</c>). Numbers keep all their digits. The first thing that is wrong is said with its line.
/// </summary>
internal static class MatrixFile
{
    private const long MostBytes = 256L << 20;

    // What printing with few digits leaves between an entry and its mirror image.
    private const double SameEntry = 1e-10;

    /// <summary>Reads a covariance, or standard input for <c>-</c>.</summary>
    public static MatrixReading ReadCovariance(string path, Surroundings surroundings) =>
        Lines(path, surroundings) is (var lines, null) ? Covariance(path, lines) : Unreadable(path, surroundings);

    /// <summary>Reads expected returns in the order of the names.</summary>
    public static MatrixReading ReadMeans(string path, ImmutableArray<Asset> names, Surroundings surroundings) =>
        Lines(path, surroundings) is (var lines, null) ? Means(path, lines, names) : Unreadable(path, surroundings);

    private static ((int Number, string[] Cells)[] Lines, MatrixReading.Unusable? Fault) Lines(
        string path, Surroundings surroundings) => FileInput.Read(path, MostBytes, surroundings) switch
        {
            FileReading.Failed failed => ([], new MatrixReading.Unusable(failed.Cause, failed.WayOut)),
            FileReading.Read read => (
                [.. Encoding.UTF8.GetString(read.Content).TrimStart('\uFEFF').Split('\n').Index()
                    .Where(line => line.Item.Trim().Length > 0 && !line.Item.StartsWith('#'))
                    .Select(line => (line.Index + 1, Cells(line.Item)))],
                null),
            _ => throw new UnreachableException(),
        };

    private static MatrixReading.Unusable Unreadable(string path, Surroundings surroundings) =>
        Lines(path, surroundings).Fault!;

    private static string[] Cells(string line) => [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];

    private static MatrixReading Covariance(string path, (int Number, string[] Cells)[] lines)
    {
        if (lines.Length < 2)
        {
            return Fault($"{path} has no matrix in it");
        }

        string[] header = lines[0].Cells[1..];
        if (NameFault(header) is { } wrong)
        {
            return Fault($"{path}, line {lines[0].Number}: {wrong}");
        }

        if (lines.Length - 1 != header.Length)
        {
            return Fault(
                $"{path}, line {lines[^1].Number}: the file has {header.Length} columns and {lines.Length - 1} rows of "
                    + "numbers; it must be square");
        }

        Matrix matrix = new(header.Length, header.Length);
        for (int i = 0; i < header.Length; i++)
        {
            (int number, string[] cells) = lines[i + 1];
            if (RowFault(cells, header, i, matrix) is { } fault)
            {
                return Fault($"{path}, line {number}: {fault}");
            }
        }

        return AsymmetricFault(matrix, header) is { } skewed
            ? Fault($"{path}, line {lines[skewed.Row + 1].Number}: {skewed.What}")
            : new MatrixReading.Covariance([.. header.Select(name => new Asset(name))], matrix);
    }

    private static string? NameFault(string[] names)
    {
        if (names.Length == 0)
        {
            return "no names";
        }

        string? bad = names.FirstOrDefault(name => !Asset.IsValid(name));
        if (bad is not null)
        {
            return $"'{bad}' is not an asset name";
        }

        IGrouping<string, string>? twice = names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? null : $"{twice.Key} is there twice";
    }

    private static string? RowFault(string[] cells, string[] header, int row, Matrix matrix)
    {
        if (cells[0] != header[row])
        {
            return $"'{cells[0]}' where {header[row]} is due: rows come in the order of the columns";
        }

        if (cells.Length != header.Length + 1)
        {
            return $"{cells.Length - 1} numbers where {header.Length} are due";
        }

        for (int j = 0; j < header.Length; j++)
        {
            if (!TryNumber(cells[j + 1], out double value))
            {
                return $"'{cells[j + 1]}' at {header[j]} is not a finite number";
            }

            matrix[row, j] = value;
        }

        return matrix[row, row] < 0.0 ? $"the variance of {header[row]} is below zero" : null;
    }

    private static (int Row, string What)? AsymmetricFault(Matrix matrix, string[] names)
    {
        double allowed = SameEntry * Vectors.LargestMagnitude(matrix.Values);
        for (int i = 0; i < matrix.Rows; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double upper = matrix[j, i];
                if (Math.Abs(matrix[i, j] - upper) > allowed)
                {
                    string here = matrix[i, j].ToString(CultureInfo.InvariantCulture);
                    string there = upper.ToString(CultureInfo.InvariantCulture);
                    return (i, $"not symmetric: {names[i]} with {names[j]} is {here}, "
                        + $"{names[j]} with {names[i]} is {there}");
                }

                // Exactly symmetric from here on.
                matrix[i, j] = upper;
            }
        }

        return null;
    }

    private static MatrixReading Means(string path, (int Number, string[] Cells)[] lines, ImmutableArray<Asset> names)
    {
        double[] means = new double[names.Length];
        Array.Fill(means, double.NaN);
        foreach (((int number, string[] cells), int index) in lines.Select((line, index) => (line, index)))
        {
            bool isHeader = index == 0 && cells.Length == 2 && !TryNumber(cells[1], out _)
                && !names.Any(name => name.Symbol == cells[0]);
            if (!isHeader && MeanFault(cells, names, means) is { } fault)
            {
                return Fault($"{path}, line {number}: {fault}");
            }
        }

        int missing = Array.FindIndex(means, double.IsNaN);
        return missing >= 0
            ? Fault($"{path}, line {lines[^1].Number}: the file ends without an expected return for {names[missing]}")
            : new MatrixReading.Means([.. means]);
    }

    private static string? MeanFault(string[] cells, ImmutableArray<Asset> names, double[] means)
    {
        int place = names.IndexOf(names.FirstOrDefault(name => name.Symbol == cells[0])!);
        if (cells.Length != 2)
        {
            return $"{cells.Length} columns where name,mean are due";
        }

        if (place < 0)
        {
            return $"'{cells[0]}' is not in the covariance";
        }

        if (!double.IsNaN(means[place]))
        {
            return $"{cells[0]} is there twice";
        }

        return TryNumber(cells[1], out means[place]) ? null : $"'{cells[1]}' is not a finite number";
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    private static MatrixReading.Unusable Fault(string cause) =>
        new(cause, "write ',A,B' and rows 'A,0.04,0.01' for a covariance, 'name,mean' and 'A,0.1' for returns");
}

/// <summary>The answer to reading numbers about assets. Closed: the nested cases.</summary>
internal abstract record MatrixReading
{
    /// <summary>A covariance, exactly symmetric.</summary>
    public sealed record Covariance(ImmutableArray<Asset> Names, Matrix Matrix) : MatrixReading;

    /// <summary>Expected returns in the covariance's order.</summary>
    public sealed record Means(ImmutableArray<double> Values) : MatrixReading;

    /// <summary>Why there are none, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : MatrixReading;
}
