using System.Collections.Immutable;
using Ballast.Core.Policies;
using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps;

namespace Ballast.Core.Sweeps;

/// <summary>Prices, settings and conventions that all parts of one sweep work on.</summary>
internal sealed class SweepStage
{
    /// <summary>What was asked for.</summary>
    public required PolicySweepRequest Request { get; init; }

    /// <summary>The targets without anything that a sweep cannot do.</summary>
    public required Policy Plain { get; init; }

    /// <summary>Rows.</summary>
    public required SweptPrices Prices { get; init; }

    /// <summary>The same for the kernel.</summary>
    public required PricePanel Panel { get; init; }

    /// <summary>Targets for the kernel.</summary>
    public required TargetMix Mix { get; init; }

    /// <summary>Settings.</summary>
    public required SettingGrid Settings { get; init; }

    /// <summary>Capital and periods.</summary>
    public required SweepScale Scale { get; init; }

    /// <summary>Ends it early.</summary>
    public required CancellationToken Cancellation { get; init; }

    /// <summary>The fee that settings are picked for: the policy's own where it is among the fees, else the
    /// first.</summary>
    public int PickFee => Math.Max(Request.Axes.FeesBps.IndexOf(SettingAxes.FeeOf(Request.Policy)), 0);

    /// <summary>How picking is tried out, if at all.</summary>
    public WalkForwardTerms? WalkForward => Request.WalkForward(Panel.Bars);

    /// <summary>Every bar.</summary>
    public SweepWindow Whole => new(0, Panel.Bars);

    /// <summary>All settings over windows, for some fees.</summary>
    public SweepRequest For(ImmutableArray<double> fees, ImmutableArray<SweepWindow> windows) => new()
    {
        Panel = Panel,
        Mix = Mix,
        Scale = Scale,
        Threads = Request.Threads,
        Grid = new SweepGrid
        {
            Bands = Settings.Bands,
            FeeRates = fees,
            Windows = windows,
            Rules = Settings.Rules,
        },
    };

    /// <summary>The window from one bar to another, begun where one may begin; <see langword="null"/> where fewer than
    /// two bars are left.</summary>
    public SweepWindow? WindowFrom(int start, int end)
    {
        while (start < end && !Settings.MayBegin(Prices, start))
        {
            start++;
        }

        return start < end ? new SweepWindow(start, end - start + 1) : null;
    }

    /// <summary>The last bar that a window may begin at and that is no later than one; the first bar is always such
    /// a one.</summary>
    public int BeginUntil(int bar)
    {
        while (bar > 0 && !Settings.MayBegin(Prices, bar))
        {
            bar--;
        }

        return bar;
    }

    /// <summary>V at each bar of a window.</summary>
    public double[] PathOf(Setting setting, decimal feeBps, SweepWindow window) =>
        PathOf(Settings.PointOf(setting, SettingGrid.RateOf(feeBps), window));

    /// <summary>V at each bar of a point's window.</summary>
    public double[] PathOf(SweepPoint point) => SinglePath.Run(Panel, Mix, point, Scale) switch
    {
        SinglePathOutcome.Completed completed => completed.Values,
        SinglePathOutcome.Refused refused => throw new InvalidOperationException(refused.Why.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Simple returns of a path of values.</summary>
    public static double[] ReturnsOf(double[] values)
    {
        var returns = new double[values.Length - 1];
        Returns.Simple(values, returns);
        return returns;
    }
}
