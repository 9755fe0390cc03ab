using System.Diagnostics;
using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps;

namespace Ballast.Core.Sweeps;

/// <summary>The kernel's arrays as rows that people read; a row is made when somebody asks for it.</summary>
internal sealed class SettingRows
{
    private readonly SweepStage stage;
    private readonly SweepResults results;
    private readonly double[] trackingErrors;
    private readonly Dictionary<(int Least, int Fee, int Window), double> bought = [];
    private readonly string[] engines;

    public SettingRows(SweepStage stage, SweepResults results, double[] trackingErrors)
    {
        this.stage = stage;
        this.results = results;
        this.trackingErrors = trackingErrors;
        engines = new string[stage.Settings.Count];
        foreach (SweepPart part in results.Parts)
        {
            foreach (int band in part.Bands)
            {
                engines[(part.Rule * stage.Settings.Bands.Length) + band] = NameOf(part.Engine);
            }
        }
    }

    /// <summary>Every setting that is no repeat, with every fee and start.</summary>
    public IEnumerable<SettingRow> All()
    {
        for (int setting = 0; setting < engines.Length; setting++)
        {
            for (int at = 0; at < PerSetting && !stage.Settings.IsRepeat(setting); at++)
            {
                yield return Of(setting, at % results.Grid.FeeRates.Length, at / results.Grid.FeeRates.Length);
            }
        }
    }

    /// <summary>How many backtests there are of one setting.</summary>
    public int PerSetting => results.Grid.FeeRates.Length * results.Grid.Windows.Length;

    /// <summary>How an engine is called.</summary>
    public static string NameOf(SweepEngine engine) => engine switch
    {
        SweepEngine.Coalesced => "coalesced",
        SweepEngine.Walked => "walked",
        _ => throw new UnreachableException(),
    };

    /// <summary>One backtest.</summary>
    public SettingRow Of(int setting, int fee, int window)
    {
        int index = IndexOf(setting, fee, window);
        return RowOf(stage.Settings.SettingOf(setting), (fee, window), results[index]) with
        {
            Engine = engines[setting],
            TrackingError = trackingErrors.Length == 0 ? double.NaN : trackingErrors[index],
        };
    }

    /// <summary>The Sharpe ratio per year over all bars.</summary>
    public double SharpeOf(int setting, int fee) => results.Sharpes[IndexOf(setting, fee, 0)];

    /// <summary>A setting that need not be in the grid, over all bars.</summary>
    public SettingRow Alone(Setting setting, int fee)
    {
        SweepPoint point = stage.Settings.PointOf(setting, stage.Settings.Fees[fee], stage.Whole);
        return SingleBacktest.Run(stage.Panel, stage.Mix, point, stage.Scale) switch
        {
            SingleBacktestOutcome.Completed completed => RowOf(setting, (fee, 0), completed.Figures),
            SingleBacktestOutcome.Refused refused => throw new InvalidOperationException(refused.Why.Why),
            _ => throw new UnreachableException(),
        };
    }

    private int IndexOf(int setting, int fee, int window)
    {
        int bands = stage.Settings.Bands.Length;
        return results.Grid.IndexOf(setting / bands, window, setting % bands, fee);
    }

    private SettingRow RowOf(Setting setting, (int Fee, int Window) of, in BacktestFigures figures)
    {
        SweepWindow window = results.Grid.Windows[of.Window];
        double years = (stage.Prices.At(window.End) - stage.Prices.At(window.Start)).TotalDays / 365.0;
        return new SettingRow
        {
            Setting = setting,
            FeeBps = stage.Request.Axes.FeesBps[of.Fee],
            Start = window.Start,
            From = stage.Prices.At(window.Start),
            Engine = "walked",
            FinalValue = figures.FinalValue,
            PerYear = Returns.PerYear(figures.FinalValue / Bought(setting, of), years),
            Volatility = figures.Volatility,
            Sharpe = figures.Volatility > 0.0 ? figures.Sharpe : double.NaN,
            MaxDrawdown = figures.MaxDrawdown,
            Rebalances = figures.Rebalances,
            Turnover = figures.Turnover / years,
            Costs = figures.Costs,
            TrackingError = double.NaN,
            WorstDrift = figures.WorstDrift,
        };
    }

    // V after the first purchase, which depends on what is too small to buy, the fee and the bar alone.
    private double Bought(Setting setting, (int Fee, int Window) of)
    {
        int least = stage.Request.Axes.MinTrades.IndexOf(setting.MinTrade);
        if (!bought.TryGetValue((least, of.Fee, of.Window), out double value))
        {
            SweepWindow first = results.Grid.Windows[of.Window] with { Length = 2 };
            value = stage.PathOf(setting, stage.Request.Axes.FeesBps[of.Fee], first)[0];
            bought.Add((least, of.Fee, of.Window), value);
        }

        return value;
    }
}
