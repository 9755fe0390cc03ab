using Ballast.Cli.Reports;
using Ballast.Core.Simulation;

namespace Ballast.Cli.Commands;

/// <summary>The files that a backtest was told to read and to write.</summary>
internal sealed record BacktestFiles
{
    /// <summary>Price files and folders.</summary>
    public required IReadOnlyList<string> Prices { get; init; }

    /// <summary>Policies to compare with.</summary>
    public required IReadOnlyList<string> Against { get; init; }

    /// <summary>Where the report goes, or <see langword="null"/> where nobody wants one.</summary>
    public required string? Report { get; init; }

    /// <summary>Where the series go, or <see langword="null"/> where nobody wants them.</summary>
    public required string? Series { get; init; }

    /// <summary>How much has to be kept for them.</summary>
    public RunDetail Detail => Report is null && Series is null ? RunDetail.Totals : RunDetail.Everything;

    /// <summary>Writes what was asked for; answers what could not be written, where that was so.</summary>
    public string? Write(ReportInput found)
    {
        if (Series is not null && Written(Series, SeriesCsv.Of(found.Results)) is { } why)
        {
            return why;
        }

        if (Report is null)
        {
            return null;
        }

        ReportParts parts = ReportParts.Load() ?? throw new InvalidOperationException("asked for before the run");
        return Written(Report, ReportPage.Of(found, parts));
    }

    private static string? Written(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"{path} cannot be written ({e.Message.TrimEnd('.')})";
        }
    }
}
