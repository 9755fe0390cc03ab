using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Numerics.Measures;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>Tells calm from stressed by the volatility of one asset, with hysteresis.</summary>
internal static class RegimeJudge
{
    /// <summary>The name of the calm regime.</summary>
    public const string Calm = "calm";

    /// <summary>The name of the stressed regime.</summary>
    public const string Stressed = "stressed";

    // Days without a bar that may lie in the window.
    private const int Slack = 7;

    private const double DaysPerYear = 365.0;

    /// <summary>Judges.</summary>
    /// <param name="signal">What is looked at.</param>
    /// <param name="quote">The quote currency.</param>
    /// <param name="before">The regime that held; empty before the first judgement, which takes a value between the
    /// limits
    /// for calm.</param>
    /// <param name="past">Bars that have ended.</param>
    /// <returns>The regime and the numbers; an empty regime where they are not to be had.</returns>
    public static (string Regime, Reason Why) Judge(
        RegimeSignalPolicy signal, Asset quote, string before, PastPrices past)
    {
        if (past.Unread.Contains(signal.Asset))
        {
            return ("", new Reason("signal-unread", $"past prices of {signal.Asset} could not be read"));
        }

        var closes = DailyCloses.Of(past, [signal.Asset], quote, Duration.FromDays(signal.Window + Slack));
        ReadOnlySpan<Candle> days = closes.Past.Of(signal.Asset);
        if (days.Length < signal.Window + 1 || past.Until - days[^1].End > AimEstimate.OldestClose)
        {
            return ("", new Reason(
                "signal-blind",
                $"the regime needs {signal.Window + 1} daily closes of {signal.Asset} up to today and has "
                    + $"{days.Length}"));
        }

        days = days[^(signal.Window + 1)..];
        double[] returns = new double[signal.Window];
        for (int i = 0; i < returns.Length; i++)
        {
            returns[i] = (Statistic.Of(days[i + 1].Close.Value) / Statistic.Of(days[i].Close.Value)) - 1.0;
        }

        decimal volatility = (decimal)(Dispersion.StandardDeviation(returns) * Math.Sqrt(DaysPerYear));
        string regime = volatility > signal.StressedAbove ? Stressed
            : volatility < signal.CalmBelow || before.Length == 0 ? Calm
            : before;
        return (regime, new Reason(
            "regime-signal",
            $"{signal.Asset} has {Phrase.Percent(volatility)} volatility a year; stressed above "
                + $"{Phrase.Percent(signal.StressedAbove)}, calm below {Phrase.Percent(signal.CalmBelow)}"));
    }
}
