using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using Ballast.Numerics.Simd;
using Ballast.Numerics.Sweeps.Simd;

namespace Ballast.Numerics.Sweeps;

/// <summary>Backtests every setting of a grid. Which engine takes which settings is chosen and told.</summary>
public static class Sweep
{
    private const long MostSettings = 100_000_000;

    /// <summary>Runs.</summary>
    /// <param name="request">Prices, weights, settings.</param>
    /// <param name="progress">Told the fraction done, 0 to 1, about a hundred times, from any thread.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static SweepOutcome Run(SweepRequest request, IProgress<double> progress, CancellationToken cancellation)
    {
        if (Refusal(request) is { } why)
        {
            return new SweepOutcome.Refused(why);
        }

        var results = new SweepResults(request.Grid, request.Measures);
        results.Parts = [.. PartsOf(request)];
        var ticker = new SweepTicker(progress, request.Grid.Count, cancellation);
        foreach (SweepPart part in results.Parts)
        {
            RunPart(request, part, results, ticker);
        }

        return ticker.IsCancelled ? new SweepOutcome.Cancelled() : new SweepOutcome.Completed(results);
    }

    /// <summary>Which engines a grid would get; empty where it would be refused.</summary>
    public static ImmutableArray<SweepPart> Engines(SweepRequest request) =>
        Refusal(request) is null ? [.. PartsOf(request)] : [];

    private static IEnumerable<SweepPart> PartsOf(SweepRequest request) =>
        Enumerable.Range(0, request.Grid.Rules.Length)
            .SelectMany(rule => SweepPart.Of(request.Grid, request.Mix, rule));

    private static void RunPart(SweepRequest request, SweepPart part, SweepResults results, SweepTicker ticker)
    {
        if (part.Engine is SweepEngine.Walked)
        {
            WalkedSweep.Run(request, part, results, ticker);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            CoalescedSweep<Lanes512>.Run(request, part, results, ticker);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            CoalescedSweep<Lanes256>.Run(request, part, results, ticker);
        }
        else
        {
            CoalescedSweep<Lanes128>.Run(request, part, results, ticker);
        }
    }

    private static SweepRefusal? Refusal(SweepRequest request)
    {
        SweepGrid grid = request.Grid;
        if (PointCheck.Scale(request.Scale) is { } scale)
        {
            return scale;
        }

        if (Empty(grid) is { } field)
        {
            return new SweepRefusal(field, $"the grid has no {field}, so there is nothing to sweep");
        }

        if (grid.Count > MostSettings)
        {
            return new SweepRefusal("grid", $"{grid.Count} settings are more than {MostSettings}: make it coarser");
        }

        return request.Threads < 1
            ? new SweepRefusal("threads", $"{request.Threads} threads: at least one is needed")
            : PointCheck.Mix(request.Panel, request.Mix) ?? Fault(request.Panel, grid);
    }

    private static string? Empty(SweepGrid grid) =>
        grid.Bands.IsDefaultOrEmpty ? "bands"
        : grid.FeeRates.IsDefaultOrEmpty ? "feeRates"
        : grid.Windows.IsDefaultOrEmpty ? "windows"
        : grid.Rules.IsDefaultOrEmpty ? "rules"
        : null;

    private static SweepRefusal? Fault(PricePanel panel, SweepGrid grid) =>
        grid.Bands.Select((band, i) => PointCheck.Band(band, $"bands[{i}]"))
            .Concat(grid.FeeRates.Select((fee, i) => PointCheck.Fee(fee, $"feeRates[{i}]")))
            .Concat(grid.Windows.Select((window, i) => PointCheck.Window(panel, window, $"windows[{i}]")))
            .Concat(grid.Rules.Select((rule, i) => PointCheck.Rule(panel, rule, $"rules[{i}]")))
            .FirstOrDefault(fault => fault is not null);
}

/// <summary>
/// What a sweep gave. Closed: <see cref="Completed"/>, <see cref="Refused"/> or <see cref="Cancelled"/>.
/// </summary>
public abstract record SweepOutcome
{
    /// <summary>Every setting was computed.</summary>
    public sealed record Completed(SweepResults Results) : SweepOutcome;

    /// <summary>An input is at fault; nothing was computed.</summary>
    public sealed record Refused(SweepRefusal Why) : SweepOutcome;

    /// <summary>It was ended early; what was computed is thrown away.</summary>
    public sealed record Cancelled : SweepOutcome;
}
