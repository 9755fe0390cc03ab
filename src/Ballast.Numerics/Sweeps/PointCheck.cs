using System.Collections.Immutable;

namespace Ballast.Numerics.Sweeps;

/// <summary>Says what is wrong with prices, weights and settings, before anything is computed.</summary>
internal static class PointCheck
{
    /// <summary>Capital and periods.</summary>
    public static SweepRefusal? Scale(SweepScale scale) =>
        !IsAbove(scale.Capital)
            ? new SweepRefusal("capital", $"the capital is {scale.Capital}, it must be above zero")
        : !IsAbove(scale.PeriodsPerYear)
            ? new SweepRefusal("periodsPerYear", $"{scale.PeriodsPerYear} periods a year: must be above zero")
        : null;

    /// <summary>Whether weights are those of a panel.</summary>
    public static SweepRefusal? Mix(PricePanel panel, TargetMix mix) => mix.Weights.Length == panel.Assets
        ? null
        : new SweepRefusal("targets", $"{mix.Weights.Length} weights were given for {panel.Assets} assets");

    /// <summary>One setting.</summary>
    public static SweepRefusal? Point(PricePanel panel, SweepPoint point) =>
        Band(point.Band, "band") ?? Fee(point.FeeRate, "feeRate")
        ?? Window(panel, point.Window, "window") ?? Rule(panel, point.Rule, "rule");

    /// <summary>A width.</summary>
    public static SweepRefusal? Band(BandWidth band, string field) =>
        band.Kind != BandKind.None && !IsZeroOrMore(band.Width)
            ? new SweepRefusal($"{field}.width", $"the width is {band.Width}, it must be zero or more")
        : !IsZeroOrMore(band.Floor)
            ? new SweepRefusal($"{field}.floor", $"the floor is {band.Floor}, it must be zero or more")
        : null;

    /// <summary>A rate.</summary>
    public static SweepRefusal? Fee(double fee, string field) => fee is >= 0.0 and < 0.5
        ? null
        : new SweepRefusal(field, $"the fee is {fee}, it must be zero or more and below a half");

    /// <summary>A stretch of bars.</summary>
    public static SweepRefusal? Window(PricePanel panel, SweepWindow window, string field)
    {
        if (window.Length < 2)
        {
            return new SweepRefusal($"{field}.length", $"{window.Length} bars are too few, at least two are needed");
        }

        if (window.Start < 0 || window.Start > panel.Bars - window.Length)
        {
            return new SweepRefusal(
                field,
                $"{window.Length} bars from bar {window.Start} on do not lie in the {panel.Bars} bars there are");
        }

        return panel.Complete.Contains(window.Start)
            ? null
            : new SweepRefusal($"{field}.start", $"an asset has no price at bar {window.Start}, nothing can be bought");
    }

    /// <summary>The rest of a policy.</summary>
    public static SweepRefusal? Rule(PricePanel panel, SweepRule rule, string field)
    {
        if (rule.CooldownBars < 0)
        {
            return new SweepRefusal($"{field}.cooldownBars", $"{rule.CooldownBars} bars: must be zero or more");
        }

        if (!IsZeroOrMore(rule.MinTrade))
        {
            return new SweepRefusal($"{field}.minTrade", $"the least trade is {rule.MinTrade}: must be zero or more");
        }

        return Lots(panel, rule.Lots, field) ?? Flows(rule.Flows, field);
    }

    private static SweepRefusal? Lots(PricePanel panel, ImmutableArray<double> lots, string field)
    {
        if (lots.Length != 0 && lots.Length != panel.Assets)
        {
            return new SweepRefusal($"{field}.lots", $"{lots.Length} lots were given for {panel.Assets} assets");
        }

        for (int i = 0; i < lots.Length; i++)
        {
            if (!IsZeroOrMore(lots[i]))
            {
                return new SweepRefusal($"{field}.lots[{i}]", $"the lot is {lots[i]}, it must be zero or more");
            }
        }

        return null;
    }

    private static SweepRefusal? Flows(ImmutableArray<SweepFlow> flows, string field)
    {
        for (int i = 0; i < flows.Length; i++)
        {
            if (!double.IsFinite(flows[i].Amount))
            {
                return new SweepRefusal($"{field}.flows[{i}].amount", $"the amount is {flows[i].Amount}");
            }

            if (i > 0 && flows[i].Bar < flows[i - 1].Bar)
            {
                return new SweepRefusal(
                    $"{field}.flows[{i}].bar", $"bar {flows[i].Bar} comes after bar {flows[i - 1].Bar}: sort them");
            }
        }

        return null;
    }

    private static bool IsAbove(double value) => value > 0.0 && double.IsFinite(value);

    private static bool IsZeroOrMore(double value) => value >= 0.0 && double.IsFinite(value);
}
