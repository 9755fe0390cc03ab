using Ballast.Core.Reports;
using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>
/// The timing luck of a setting as <see cref="StartLuck"/> measures it, on the kernel of the sweep: begun on later and
/// later days, checks and calendar moved along, and measured over the bars that all starts share.
/// </summary>
internal sealed class SweptStarts(SweepStage stage, decimal feeBps)
{
    private const int LeastStarts = 20;

    private readonly Duration barLength = stage.Request.Prices.BarLength;

    /// <summary>Begins a setting anew.</summary>
    /// <returns><see langword="null"/> where fewer than two starts fit into the first half of the history.</returns>
    public StartLuck? Of(Setting setting)
    {
        SweptPrices[] starts = [.. Starts()];
        int measured = starts.Length == 0 ? 0 : starts[^1].Begin;
        if (starts.Length < 2 || measured >= stage.Panel.Bars - 1)
        {
            return null;
        }

        var hold = setting with { Band = null, Calendar = NamedCalendar.None, MinTrade = Amounts.Money.Zero };
        double[] own = [.. starts.Select(start => GrowthOf(setting, start, measured))];
        double[] held = [.. starts.Select(start => GrowthOf(hold, start, measured))];
        return new StartLuck
        {
            MeasuredFrom = stage.Prices.At(measured),
            PerYear = StartDispersion.Of(own),
            OverHolding = StartDispersion.Of([.. own.Zip(held, (one, other) => one - other)]),
        };
    }

    // Whole days apart: minutes later is the same market and the same checks.
    private IEnumerable<SweptPrices> Starts()
    {
        double days = Math.Ceiling((barLength * stage.Request.Axes.StartStep).TotalDays);
        double half = (stage.Prices.At(stage.Panel.Bars - 1) - stage.Prices.At(0)).TotalDays / 2.0;
        int count = Math.Max(stage.Request.Axes.Starts, LeastStarts);
        for (int k = 0; k < count && k * days <= half; k++)
        {
            if (stage.Prices.LaterBy(Duration.FromDays(k * days)) is { } later)
            {
                yield return later;
            }
        }
    }

    private double GrowthOf(Setting setting, SweptPrices start, int measured)
    {
        SettingAxes axes = stage.Request.Axes with { Calendars = [setting.Calendar] };
        var window = new SweepWindow(start.Begin, stage.Panel.Bars - start.Begin);
        double[] values = stage.PathOf(new SettingGrid(start, axes, stage.Request.Policy, barLength)
            .PointOf(setting, SettingGrid.RateOf(feeBps), window));
        double years = (stage.Prices.At(window.End) - stage.Prices.At(measured)).TotalDays / 365.0;
        return Returns.PerYear(values[^1] / values[measured - start.Begin], years);
    }
}
