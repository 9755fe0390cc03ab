using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Numerics.Sweeps;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>
/// Simulates every combination of a policy's settings on the fast kernel, picks one, and says how much the pick is
/// worth: out of sample, over starts, and against the settings that it cannot be told from. Decisions trade at the
/// close they are made on, as a backtest with <see cref="Simulation.FillModel.SameClose"/> does.
/// </summary>
public static class PolicySweep
{
    // Tracking errors walk each setting on its own: up to so many bars in all that costs a second or two.
    private const double MostTrackedBars = 3e8;

    private const int MostLeaders = 100;
    private const int MostBacktests = 20_000_000;

    /// <summary>Sweeps.</summary>
    /// <param name="request">Policy, prices and what is varied.</param>
    /// <param name="progress">Told the fraction done, 0 to 1, from any thread.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static PolicySweepOutcome Run(
        PolicySweepRequest request, IProgress<double> progress, CancellationToken cancellation)
    {
        if (request.Policy.Moving is not null)
        {
            return new PolicySweepOutcome.Refused(new Reason(
                "target-moves",
                "a sweep varies rules around weights that stay, and this target moves; backtest it, or give weights"));
        }

        Policy plain = SettingAxes.OwnOf(request.Policy).Of(request.Policy, SettingAxes.FeeOf(request.Policy));
        switch (SweptPrices.Of(request, plain))
        {
            case SweptPricesOutcome.Refused refused:
                return new PolicySweepOutcome.Refused(refused.Why);
            case SweptPricesOutcome.Ready ready when Misfit(request, ready.Prices) is { } why:
                return new PolicySweepOutcome.Refused(why);
            case SweptPricesOutcome.Ready ready:
                return Prepared(request, plain, ready.Prices, cancellation) switch
                {
                    StageOutcome.Refused refused => new PolicySweepOutcome.Refused(refused.Why),
                    StageOutcome.Ready stage => Swept(stage.Stage, ready.LateStart, progress),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    private static Reason? Misfit(PolicySweepRequest request, SweptPrices prices)
    {
        SettingAxes axes = request.Axes;
        double count = (double)axes.Bands.Length * axes.Destinations.Length * axes.Calendars.Length
            * axes.Cooldowns.Length * axes.MinTrades.Length * axes.FeesBps.Length * axes.Starts;
        if (count > MostBacktests)
        {
            return new Reason("grid-too-large", $"the grid has {count:0} backtests, and {MostBacktests} are the most");
        }

        long last = (request.Axes.Starts - 1L) * request.Axes.StartStep;
        if (last > prices.Bars - 2)
        {
            return new Reason(
                "starts-beyond-prices",
                $"the last of {request.Axes.Starts} starts would be at bar {last + 1}, and there are {prices.Bars}");
        }

        return request.WalkForward(prices.Bars) is { } terms && terms.FoldsIn(prices.Bars) == 0
            ? new Reason(
                "window-too-long",
                $"a walk-forward of {terms.Train} bars to train, {terms.Purge} between and {terms.Test} to test needs "
                + $"{(long)terms.Train + terms.Purge + terms.Test} bars, and there are {prices.Bars}")
            : null;
    }

    private static StageOutcome Prepared(
        PolicySweepRequest request, Policy plain, SweptPrices prices, CancellationToken cancellation)
    {
        Duration barLength = request.Prices.BarLength;
        switch ((prices.ToPanel(), TargetMix.Of(prices.Weights)))
        {
            case (PanelOutcome.Refused refused, _):
                return new StageOutcome.Refused(ReasonOf(refused.Why));
            case (_, MixOutcome.Refused refused):
                return new StageOutcome.Refused(ReasonOf(refused.Why));
            case (PanelOutcome.Ready panel, MixOutcome.Ready mix):
                return new StageOutcome.Ready(new SweepStage
                {
                    Request = request,
                    Plain = plain,
                    Prices = prices,
                    Panel = panel.Panel,
                    Mix = mix.Mix,
                    Settings = new SettingGrid(prices, request.Axes, request.Policy, barLength),
                    Scale = new SweepScale(Statistic.Of(request.Capital), Duration.FromDays(365) / barLength),
                    Cancellation = cancellation,
                });
            default:
                throw new UnreachableException();
        }
    }

    private static PolicySweepOutcome Swept(SweepStage stage, Reason? lateStart, IProgress<double> progress)
    {
        SweepRequest all = stage.For(stage.Settings.Fees, Starts(stage));
        switch (Sweep.Run(all, new ProgressPart(progress, 0, 3), stage.Cancellation))
        {
            case SweepOutcome.Refused refused:
                return new PolicySweepOutcome.Refused(ReasonOf(refused.Why));
            case SweepOutcome.Cancelled:
                return new PolicySweepOutcome.Cancelled();
            case SweepOutcome.Completed completed:
                return Certified(stage, all, (completed.Results, lateStart), progress);
            default:
                throw new UnreachableException();
        }
    }

    private static PolicySweepOutcome Certified(
        SweepStage stage, SweepRequest all, (SweepResults Results, Reason? LateStart) with, IProgress<double> progress)
    {
        bool isTracked = stage.Request.RankBy == RankMeasure.TrackingError
            || (double)all.Grid.Count * stage.Panel.Bars <= MostTrackedBars;
        double[] errors = isTracked
            ? SweepTracking.Errors(all, new ProgressPart(progress, 1, 3), stage.Cancellation)
            : [];
        WalkForwardReport? tried = stage.WalkForward is { } terms
            ? new WalkForward(stage, terms).Run(new ProgressPart(progress, 2, 3))
            : null;
        if (stage.Cancellation.IsCancellationRequested)
        {
            return new PolicySweepOutcome.Cancelled();
        }

        var rows = new SettingRows(stage, with.Results, errors);
        double[] scores = ScoresAt(stage, with.Results, errors, stage.PickFee);
        return new PolicySweepOutcome.Completed(new PolicySweepReport(rows)
        {
            Span = (stage.Prices.At(0), stage.Prices.At(stage.Panel.Bars - 1)),
            Bars = stage.Panel.Bars,
            BarLength = stage.Request.Prices.BarLength,
            Fingerprint = stage.Prices.Fingerprint(),
            LateStart = with.LateStart,
            LeftOut = [.. LeftOut.Of(stage.Request.Policy, stage.Request.Prices.BarLength)],
            Notes = [.. Notes(stage, isTracked)],
            Engines = [.. Engines(with.Results)],
            Count = (long)scores.Count(score => !double.IsNaN(score)) * rows.PerSetting,
            Pick = new Certification(stage, rows).Of(scores),
            WalkForward = tried,
            BestByFee = [.. Enumerable.Range(0, stage.Settings.Fees.Length).Select(fee =>
                rows.Of(Scores.Best(ScoresAt(stage, with.Results, errors, fee)), fee, 0))],
            Leaders = [.. Enumerable.Range(0, scores.Length)
                .Where(setting => !double.IsNaN(scores[setting]))
                .OrderByDescending(setting => scores[setting])
                .Take(MostLeaders)
                .Select(setting => rows.Of(setting, stage.PickFee, 0))],
        });
    }

    private static ImmutableArray<SweepWindow> Starts(SweepStage stage) =>
    [
        .. Enumerable.Range(0, stage.Request.Axes.Starts)
            .Select(k => stage.WindowFrom(k * stage.Request.Axes.StartStep, stage.Panel.Bars - 1))
            .OfType<SweepWindow>()
            .Distinct(),
    ];

    private static double[] ScoresAt(SweepStage stage, SweepResults results, double[] errors, int fee)
    {
        int bands = stage.Settings.Bands.Length;
        var scores = new double[stage.Settings.Count];
        for (int setting = 0; setting < scores.Length; setting++)
        {
            int index = results.Grid.IndexOf(setting / bands, 0, setting % bands, fee);
            scores[setting] = stage.Settings.IsRepeat(setting) ? double.NaN
                : stage.Request.RankBy == RankMeasure.TrackingError ? -errors[index]
                : Scores.Of(stage.Request.RankBy, results, index);
        }

        return scores;
    }

    private static IEnumerable<Reason> Notes(SweepStage stage, bool isTracked)
    {
        if (LeftOut.Uneven(stage.Prices, stage.Request.Axes, stage.Request.Prices.BarLength) is { } uneven)
        {
            yield return uneven;
        }

        if (stage.Request.Axes.Calendars.Any(calendar => calendar.Schedule is not null))
        {
            yield return new Reason(
                "calendar-to-target",
                "a calendar goes all the way to target, whatever the destination of a breach");
        }

        if (!isTracked)
        {
            yield return new Reason(
                "tracking-left-out",
                "tracking errors were measured for the pick and the policy alone: with so many backtests they would "
                + "take longer than everything else; rank by them to have them");
        }

        if (stage.WalkForward is null)
        {
            yield return new Reason("nothing-out-of-sample", "no result is out of sample: there is no walk-forward");
        }
    }

    private static IEnumerable<EngineUse> Engines(SweepResults results) => results.Parts
        .Select(part => (
            Name: SettingRows.NameOf(part.Engine),
            Why: part.Engine switch
            {
                SweepEngine.Coalesced coalesced => coalesced.Why,
                SweepEngine.Walked walked => walked.Why,
                _ => throw new UnreachableException(),
            },
            Count: (long)part.Bands.Length * results.Grid.FeeRates.Length * results.Grid.Windows.Length))
        .GroupBy(part => (part.Name, part.Why), part => part.Count)
        .Select(group => new EngineUse(group.Key.Name, group.Sum(), group.Key.Why));

    private static Reason ReasonOf(SweepRefusal why) => new($"sweep-{why.Field}", $"{why.Field}: {why.Why}");

    /// <summary>The answer to preparing. Closed: <see cref="Ready"/> or <see cref="Refused"/>.</summary>
    private abstract record StageOutcome
    {
        public sealed record Ready(SweepStage Stage) : StageOutcome;

        public sealed record Refused(Reason Why) : StageOutcome;
    }
}
