using System.Globalization;
using Ballast.Core.Policies;
using Ballast.Core.Sweeps;
using NodaTime.Text;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary>
/// All backtests of a sweep as a CSV file. It is opened before anything is computed, so that a path that cannot be
/// written costs nothing, and stands under its name only once it is whole.
/// </summary>
internal sealed class SweepCsv : IDisposable
{
    private const string Header = "setting,absolute,relative,floor,destination,calendar,cooldown,minTrade,feeBps,start,"
        + "from,engine,finalValue,cagr,volatility,sharpe,maxDrawdown,rebalances,turnover,costs,trackingError,"
        + "worstDrift";

    private readonly string path;
    private readonly string unfinished;
    private readonly StreamWriter? writer;

    private SweepCsv(string path)
    {
        this.path = path;
        unfinished = path + ".unfinished";
        try
        {
            writer = new StreamWriter(unfinished) { NewLine = "\n" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure = $"{path} cannot be written ({e.Message.TrimEnd('.')})";
        }
    }

    /// <summary>Why it cannot be written; <see langword="null"/> where it can.</summary>
    public string? Failure { get; }

    /// <summary>Opens a file.</summary>
    public static SweepCsv Open(string path) => new(path);

    /// <summary>Writes everything, and gives the file its name.</summary>
    public void Write(IEnumerable<SettingRow> rows)
    {
        if (writer is null)
        {
            return;
        }

        writer.WriteLine(Header);
        foreach (SettingRow row in rows)
        {
            writer.WriteLine(Line(row));
        }

        writer.Dispose();
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Leaves nothing behind that is not whole.</summary>
    public void Dispose()
    {
        if (writer is not null)
        {
            writer.Dispose();
            File.Delete(unfinished);
        }
    }

    private static string Line(SettingRow row)
    {
        Setting setting = row.Setting;
        BandPolicy? band = setting.Band;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\"{setting.Name}\",{band?.Absolute?.Value},{band?.Relative},{band?.Floor?.Value},"
            + $"{(band is null ? "" : Setting.Word(band.Destination))},{setting.Calendar.Name},"
            + $"{PolicyDuration.Text(setting.Cooldown)},{setting.MinTrade},{row.FeeBps},{row.Start},"
            + $"{InstantPattern.ExtendedIso.Format(row.From)},{row.Engine},{Number(row.FinalValue)},"
            + $"{Number(row.PerYear)},{Number(row.Volatility)},{Number(row.Sharpe)},{Number(row.MaxDrawdown)},"
            + $"{row.Rebalances},{Number(row.Turnover)},{Number(row.Costs)},{Number(row.TrackingError)},"
            + $"{Number(row.WorstDrift)}");
    }

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";
}
