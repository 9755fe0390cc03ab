using Ballast.Core.Amounts;

namespace Ballast.Core.Simulation;

/// <summary>
/// The exact simulator: the same decision, planner and cost model as live trading, in exact decimals, with fills
/// from candles. It starts in quote currency, buys to target at the close of the first bar where every managed asset
/// has a price and a target that moves can be worked out, and sells nothing at the end. A row in which a managed asset
/// has no bar is a refused check: nothing
/// is traded on a price that is not there.
/// </summary>
public static class Backtest
{
    /// <summary>Walks the history.</summary>
    /// <param name="request">Policy, prices and conventions.</param>
    public static BacktestOutcome Run(BacktestRequest request) => Run(request, new NoProgress());

    /// <summary>Walks the history and tells how far it is.</summary>
    /// <param name="request">Policy, prices and conventions.</param>
    /// <param name="progress">Told the fraction done, 0 to 1, about a hundred times.</param>
    public static BacktestOutcome Run(BacktestRequest request, IProgress<double> progress) =>
        Refusal(request) is { } why
            ? new BacktestOutcome.Refused(why)
            : Walk(request, PriceGrid.Of(request.Prices, request.Policy, request.From), progress);

    /// <summary>Walks the history on a grid that was made before, so that several policies share it.</summary>
    internal static BacktestOutcome Walk(BacktestRequest request, PriceGrid grid, IProgress<double> progress)
    {
        switch (RowsOf(request, grid))
        {
            case RowRange.Refused unfit:
                return new BacktestOutcome.Refused(unfit.Why);
            case RowRange.Rows rows:
                var walk = new BacktestWalk(request, grid, (rows.First, rows.Last));
                return walk.Run(progress) is { } refused
                    ? new BacktestOutcome.Refused(refused)
                    : new BacktestOutcome.Completed(
                        walk.Finish(rows.WarmUp ?? LateStart(grid, rows.Asked, rows.First)));
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The rows of a request, from the first one at which every managed asset has a price and there is a
    /// target.</summary>
    internal static RowRange RowsOf(BacktestRequest request, PriceGrid grid)
    {
        int asked = FirstRow(request, grid);
        int last = LastRow(request, grid);
        int first = asked;
        while (first <= last && !grid.IsComplete(first))
        {
            first++;
        }

        if (first >= last)
        {
            return new RowRange.Refused(TooShort(grid, asked, last));
        }

        WarmUp warm = WarmUp.Of(request.Policy, grid, (first, last));
        return warm.First >= last
            ? new RowRange.Refused(warm.Why!)
            : new RowRange.Rows(asked, warm.First, last) { WarmUp = warm.Why };
    }

    /// <summary>Why policy, prices and range cannot be simulated, or null where they can.</summary>
    internal static Reason? Refusal(BacktestRequest request)
    {
        if (request.Capital.Value <= 0m)
        {
            return new Reason("capital-not-positive", $"the capital is {request.Capital}, it must be above zero");
        }

        if (request.From > request.To)
        {
            return new Reason("range-backwards", $"the range begins {request.From} and ends before that, {request.To}");
        }

        Asset? missing = PriceGrid.ManagedAssets(request.Policy)
            .FirstOrDefault(asset => asset != request.Policy.Quote && request.Prices.ColumnOf(asset) < 0);
        if (missing is not null)
        {
            return new Reason(
                "asset-not-in-prices",
                $"target names {missing}, which the prices do not have; they have "
                + string.Join(", ", request.Prices.Assets));
        }

        return request.Policy.Moving is { External: not null }
            ? new Reason(
                "external-has-no-past",
                "target.external says what to hold now; what it would have said then is not known, so there is nothing "
                    + "to simulate")
            : AtrRefusal(request);
    }

    private static Reason? AtrRefusal(BacktestRequest request)
    {
        if (request.Policy.Trigger.AtrSchedule is not { } atr)
        {
            return null;
        }

        return request.Prices.BarsOf(atr.Asset) is { HasRanges: true }
            ? null
            : new Reason("no-high-low", $"atrSchedule needs highs and lows of {atr.Asset}, the prices have none");
    }

    private static int FirstRow(BacktestRequest request, PriceGrid grid)
    {
        int row = 0;
        while (row < grid.Rows && grid.At(row) < request.From)
        {
            row++;
        }

        return row;
    }

    private static int LastRow(BacktestRequest request, PriceGrid grid)
    {
        int row = grid.Rows - 1;
        while (row >= 0 && grid.At(row) > request.To)
        {
            row--;
        }

        return row;
    }

    private static Reason TooShort(PriceGrid grid, int asked, int last)
    {
        string span = $"the prices run from {grid.At(0)} to {grid.At(grid.Rows - 1)}";
        if (asked >= last)
        {
            return new Reason("range-empty", $"fewer than two bars lie in the range; {span}");
        }

        var rows = Enumerable.Range(asked, last - asked + 1).ToList();
        Asset[] missing =
        [
            .. grid.Assets.Index()
                .Where(pair => rows.All(row => grid.Closes(row)[pair.Index] == PriceGrid.Gap))
                .Select(pair => pair.Item),
        ];
        string who = missing.Length > 0
            ? $"no price of {string.Join<Asset>(", ", missing)} in the range"
            : "fewer than two bars are left once every asset has a price";
        return new Reason("never-complete", $"{who}; {span}");
    }

    /// <summary>Why it starts later than asked for, or null where it does not.</summary>
    internal static Reason? LateStart(PriceGrid grid, int asked, int first)
    {
        if (first == asked)
        {
            return null;
        }

        var late = new List<Asset>();
        for (int asset = 0; asset < grid.Assets.Length; asset++)
        {
            if (grid.Closes(first - 1)[asset] == PriceGrid.Gap)
            {
                late.Add(grid.Assets[asset]);
            }
        }

        return new Reason(
            "late-start",
            $"starts {grid.At(first)} and not {grid.At(asked)}: {string.Join(", ", late)} had no price before");
    }

    private sealed class NoProgress : IProgress<double>
    {
        public void Report(double value)
        {
            // Nobody asked.
        }
    }
}
