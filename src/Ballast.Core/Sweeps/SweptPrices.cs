using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using Ballast.Core.Triggers;
using Ballast.Numerics.Sweeps;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>The rows of a price history that a sweep uses, as its kernel wants them.</summary>
internal sealed class SweptPrices
{
    private readonly PriceGrid grid;
    private readonly int first;
    private readonly int[] columns;
    private readonly Duration behind;

    private SweptPrices(PriceGrid grid, Policy policy, (int First, int Last) rows)
    {
        this.grid = grid;
        first = rows.First;
        Bars = rows.Last - rows.First + 1;
        columns = [.. Enumerable.Range(0, grid.Assets.Length).Where(asset => asset != grid.Quote)];
        Assets = [.. columns.Select(column => grid.Assets[column])];
        Weights = [.. Assets.Select(asset => Statistic.Of(policy.Target.GetValueOrDefault(asset)))];
    }

    private SweptPrices(SweptPrices other, int begin, Duration behind)
    {
        (grid, first, columns, this.behind) = (other.grid, other.first, other.columns, behind);
        (Begin, Bars, Assets, Weights) = (begin, other.Bars, other.Assets, other.Weights);
    }

    /// <summary>How many bars.</summary>
    public int Bars { get; }

    /// <summary>The bar of the first purchase: zero but for a later start.</summary>
    public int Begin { get; }

    /// <summary>The assets beside the quote.</summary>
    public ImmutableArray<Asset> Assets { get; }

    /// <summary>Their targets.</summary>
    public double[] Weights { get; }

    /// <summary>The instant of a bar, on a clock that is behind where the start is a later one.</summary>
    public Instant At(int bar) => grid.At(first + bar) - behind;

    /// <summary>Whether every asset has a price at a bar.</summary>
    public bool IsComplete(int bar) => grid.IsComplete(first + bar);

    /// <summary>Takes the rows of a request, from the first one that has all prices.</summary>
    public static SweptPricesOutcome Of(PolicySweepRequest request, Policy plain)
    {
        var asked = new BacktestRequest
        {
            Policy = plain,
            Prices = request.Prices,
            Capital = request.Capital,
            From = request.From,
            To = request.To,
        };
        if (Backtest.Refusal(asked) is { } why)
        {
            return new SweptPricesOutcome.Refused(why);
        }

        if (plain.Target.Keys.All(asset => asset.Equals(plain.Quote)))
        {
            return new SweptPricesOutcome.Refused(new Reason(
                "nothing-to-hold",
                $"target.weights names nothing but {plain.Quote}, so there is nothing to rebalance"));
        }

        PriceGrid grid = PriceGrid.Of(request.Prices, plain, request.From);
        return Backtest.RowsOf(asked, grid) switch
        {
            RowRange.Refused refused => new SweptPricesOutcome.Refused(refused.Why),
            RowRange.Rows rows => new SweptPricesOutcome.Ready(
                new SweptPrices(grid, plain, (rows.First, rows.Last)),
                Backtest.LateStart(grid, rows.Asked, rows.First)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>
    /// The same bars, begun as much later as a clock runs behind: on it the start, the checks and the calendars keep
    /// their times, as in <see cref="StartLuck"/>.
    /// </summary>
    /// <returns><see langword="null"/> where no complete bar is left.</returns>
    public SweptPrices? LaterBy(Duration delay)
    {
        Instant from = At(0) + delay;
        int begin = 0;
        while (begin < Bars && (At(begin) < from || !IsComplete(begin)))
        {
            begin++;
        }

        return begin < Bars ? new SweptPrices(this, begin, behind + delay) : null;
    }

    /// <summary>The prices of all bars.</summary>
    public PanelOutcome ToPanel()
    {
        var prices = new double[Bars * columns.Length];
        for (int bar = 0; bar < Bars; bar++)
        {
            ReadOnlySpan<decimal> closes = grid.Closes(first + bar);
            for (int i = 0; i < columns.Length; i++)
            {
                decimal close = closes[columns[i]];
                prices[(bar * columns.Length) + i] = close == PriceGrid.Gap ? double.NaN : Statistic.Of(close);
            }
        }

        return PricePanel.WithHoles(prices, columns.Length);
    }

    /// <summary>
    /// The bars that are checked: complete ones at which a step since 1970 begins that the last one checked was not in.
    /// </summary>
    public BarCalendar Checks(Duration? step, Duration barLength)
    {
        if (step is not { } every || every <= barLength)
        {
            return BarCalendar.Always;
        }

        var bars = new List<int>();
        Instant last = CheckCadence.StartOf(At(Begin), every);
        for (int bar = Begin + 1; bar < Bars; bar++)
        {
            Instant start = CheckCadence.StartOf(At(bar), every);
            if (start > last && IsComplete(bar))
            {
                bars.Add(bar);
                last = start;
            }
        }

        return BarCalendar.At([.. bars]);
    }

    /// <summary>The checked bars at which a time of a calendar has come since the check before.</summary>
    public BarCalendar Times(SchedulePolicy? schedule, BarCalendar checks)
    {
        if (schedule is null)
        {
            return BarCalendar.Never;
        }

        CronCalendar calendar = CronCalendar.Of(schedule);
        var bars = new List<int>();
        Instant? due = calendar.NextAfter(At(Begin));
        for (int bar = Begin + 1; bar < Bars && due is not null; bar++)
        {
            if (due <= At(bar) && checks.Contains(bar) && IsComplete(bar))
            {
                bars.Add(bar);
                due = calendar.NextAfter(At(bar));
            }
        }

        return BarCalendar.At([.. bars]);
    }

    /// <summary>SHA-256 over the names, instants and prices that were used, in lower-case hexadecimal.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', Assets.Append(grid.Assets[grid.Quote])) + "\n"));
        var row = new byte[sizeof(long) * (columns.Length + 1)];
        for (int bar = 0; bar < Bars; bar++)
        {
            BitConverter.TryWriteBytes(row, At(bar).ToUnixTimeTicks());
            ReadOnlySpan<decimal> closes = grid.Closes(first + bar);
            for (int i = 0; i < columns.Length; i++)
            {
                BitConverter.TryWriteBytes(row.AsSpan(sizeof(long) * (i + 1)), Statistic.Of(closes[columns[i]]));
            }

            hash.AppendData(row);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

/// <summary>The answer to asking for rows. Closed: <see cref="Ready"/> or <see cref="Refused"/>.</summary>
internal abstract record SweptPricesOutcome
{
    /// <summary>There are at least two.</summary>
    public sealed record Ready(SweptPrices Prices, Reason? LateStart) : SweptPricesOutcome;

    /// <summary>Policy, prices and range do not fit together.</summary>
    public sealed record Refused(Reason Why) : SweptPricesOutcome;
}
