using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Sweeps;
using Ballast.Numerics.Measures;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary>
/// What <c>sweep --json</c> prints. As in a backtest everything is a measure and so a plain JSON number; one that has
/// no meaning, or was not computed, is <c>null</c>. Results are made while they are written, so that millions fit.
/// </summary>
internal static class SweepDocument
{
    /// <summary>The document.</summary>
    public static object Of(PolicySweepRequest request, PolicySweepReport report) => new
    {
        portfolio = request.Policy.Portfolio,
        policyHash = PolicyWriter.Hash(request.Policy),
        quote = request.Policy.Quote,
        capital = request.Capital.Value,
        fill = "same-close",
        from = report.Span.From,
        to = report.Span.To,
        bars = report.Bars,
        barLength = PolicyDuration.Text(report.BarLength),
        fingerprint = "sha256:" + report.Fingerprint,
        rankBy = SweepTerms.WordOf(request.RankBy),
        engine = string.Join("+", report.Engines.Select(use => use.Engine).Distinct()),
        engines = report.Engines,
        leftOut = report.LeftOut.Select(Said),
        notes = report.Notes.Select(Said),
        lateStart = report.LateStart is { } late ? Said(late) : null,
        pick = Pick(report),
        walkForward = report.WalkForward is { } tried ? WalkForward(tried) : null,
        bestByFee = report.BestByFee.Select(Row),
        count = report.Count,
        results = report.Rows.Select(Row),
    };

    private static object Said(Reason reason) => new { code = reason.Code, sentence = reason.Sentence };

    private static object Pick(PolicySweepReport report)
    {
        Certificate pick = report.Pick;
        return new
        {
            setting = pick.Best.Setting.Name,
            result = Row(pick.Best),
            feeBps = pick.FeeBps,
            outOfSample = report.WalkForward is { } tried ? Linked(tried.Chosen) : null,
            starts = pick.Starts is { } starts ? Starts(starts) : null,
            tried = pick.Tried,
            compared = pick.Compared,
            level = 0.9,
            indistinguishable = pick.Indistinguishable.Select(setting => setting.Name),
            areIndistinguishable = pick.Indistinguishable.Length > 1,
            calmest = pick.Calmest.Name,
            deflatedSharpe = Number(pick.DeflatedSharpe),
            expectedBestSharpe = Number(pick.ExpectedBest),
            exact = new { finalValue = pick.ExactValue.Value, deviation = pick.Deviation },
            policy = Row(pick.Own),
        };
    }

    private static object WalkForward(WalkForwardReport tried) => new
    {
        train = tried.Terms.Train,
        test = tried.Terms.Test,
        purge = tried.Terms.Purge,
        chosen = Linked(tried.Chosen),
        policy = Linked(tried.Own),
        beaten = Number(tried.Beaten),
        folds = tried.Folds.Select(fold => new
        {
            trainFrom = fold.Train.From,
            trainTo = fold.Train.To,
            testFrom = fold.Test.From,
            testTo = fold.Test.To,
            setting = fold.Chosen.Name,
            @return = Number(fold.Return),
            policyReturn = Number(fold.OwnReturn),
            beaten = Number(fold.Beaten),
        }),
    };

    private static object Linked(OutOfSample linked) => new
    {
        @return = Number(linked.Return),
        cagr = Number(linked.PerYear),
        volatility = Number(linked.Volatility),
        sharpe = Number(linked.Sharpe),
        sharpeLow = Number(linked.SharpeInterval.Low),
        sharpeHigh = Number(linked.SharpeInterval.High),
        dispersion = Spread(linked.Dispersion),
    };

    private static object Starts(StartLuck luck) => new
    {
        count = luck.PerYear.Starts,
        measuredFrom = luck.MeasuredFrom,
        mean = Number(luck.PerYear.Mean),
        deviation = Number(luck.PerYear.Deviation),
        lowest = Number(luck.PerYear.Lowest),
        median = Number(luck.PerYear.Median),
        highest = Number(luck.PerYear.Highest),
        overHolding = Spread(luck.OverHolding),
    };

    private static object Spread(StartDispersion spread) => new
    {
        count = spread.Starts,
        mean = Number(spread.Mean),
        deviation = Number(spread.Deviation),
        lowest = Number(spread.Lowest),
        median = Number(spread.Median),
        highest = Number(spread.Highest),
    };

    private static SweepResult Row(SettingRow row) => new()
    {
        Setting = row.Setting.Name,
        Absolute = row.Setting.Band?.Absolute?.Value,
        Relative = row.Setting.Band?.Relative,
        Floor = row.Setting.Band?.Floor?.Value,
        Destination = row.Setting.Band is { } band ? Setting.Word(band.Destination) : null,
        Calendar = row.Setting.Calendar.Name,
        Cooldown = PolicyDuration.Text(row.Setting.Cooldown),
        MinTrade = row.Setting.MinTrade,
        FeeBps = row.FeeBps,
        Start = row.Start,
        From = row.From,
        Engine = row.Engine,
        FinalValue = row.FinalValue,
        Cagr = Number(row.PerYear),
        Volatility = row.Volatility,
        Sharpe = Number(row.Sharpe),
        MaxDrawdown = row.MaxDrawdown,
        Rebalances = row.Rebalances,
        Turnover = row.Turnover,
        Costs = row.Costs,
        TrackingError = Number(row.TrackingError),
        WorstDrift = row.WorstDrift,
    };

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
