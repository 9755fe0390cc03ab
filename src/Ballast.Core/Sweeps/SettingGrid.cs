using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Numerics.Sweeps;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>
/// Axes as the kernel's rules and bands, and back: setting number s is band <c>s mod bands</c> of rule
/// <c>s / bands</c>.
/// </summary>
internal sealed class SettingGrid
{
    private const decimal BpsInOne = 10_000m;

    private readonly SettingAxes axes;
    private readonly Duration barLength;
    private readonly BarCalendar checks;
    private readonly Dictionary<NamedCalendar, BarCalendar> times;

    public SettingGrid(SweptPrices prices, SettingAxes axes, Policy policy, Duration barLength)
    {
        this.axes = axes;
        this.barLength = barLength;
        checks = prices.Checks(policy.Trigger.CheckEvery, barLength);
        times = axes.Calendars.Append(NamedCalendar.Of(policy)).Distinct()
            .ToDictionary(calendar => calendar, calendar => prices.Times(calendar.Schedule, checks));
        Rules = [.. from destination in axes.Destinations
                    from calendar in axes.Calendars
                    from cooldown in axes.Cooldowns
                    from least in axes.MinTrades
                    select RuleOf(destination, calendar, cooldown, least)];
        Bands = [.. axes.Bands.Select(WidthOf)];
        Fees = [.. axes.FeesBps.Select(RateOf)];
    }

    /// <summary>By destination, then calendar, cooldown and least trade, the last one fastest.</summary>
    public ImmutableArray<SweepRule> Rules { get; }

    /// <summary>In the order of the axis.</summary>
    public ImmutableArray<BandWidth> Bands { get; }

    /// <summary>In the order of the axis.</summary>
    public ImmutableArray<double> Fees { get; }

    /// <summary>How many settings there are, repeats counted.</summary>
    public long Count => (long)Rules.Length * Bands.Length;

    /// <summary>The rate of a fee.</summary>
    public static double RateOf(decimal bps) => Statistic.Of(bps / BpsInOne);

    /// <summary>Whether a window may begin at a bar: elsewhere a calendar's time could be served twice.</summary>
    public bool MayBegin(SweptPrices prices, int bar) => prices.IsComplete(bar) && (bar == 0 || checks.Contains(bar));

    /// <summary>The setting of a number.</summary>
    public Setting SettingOf(int number)
    {
        (int rule, int band) = (number / Bands.Length, number % Bands.Length);
        int least = rule % axes.MinTrades.Length;
        int cooldown = rule / axes.MinTrades.Length % axes.Cooldowns.Length;
        int calendar = rule / axes.MinTrades.Length / axes.Cooldowns.Length % axes.Calendars.Length;
        int destination = rule / axes.MinTrades.Length / axes.Cooldowns.Length / axes.Calendars.Length;
        return new Setting
        {
            Band = axes.Bands[band] is { } width ? width with { Destination = axes.Destinations[destination] } : null,
            Calendar = axes.Calendars[calendar],
            Cooldown = axes.Cooldowns[cooldown],
            MinTrade = axes.MinTrades[least],
        };
    }

    /// <summary>Whether a number says the same as an earlier one: where there is no band, neither destination nor
    /// cooldown matters.</summary>
    public bool IsRepeat(int number)
    {
        if (axes.Bands[number % Bands.Length] is not null)
        {
            return false;
        }

        int rule = number / Bands.Length;
        return rule / axes.MinTrades.Length % axes.Cooldowns.Length > 0
            || rule / axes.MinTrades.Length / axes.Cooldowns.Length >= axes.Calendars.Length;
    }

    /// <summary>Any setting as a point.</summary>
    public SweepPoint PointOf(Setting setting, double fee, SweepWindow window) => new(
        WidthOf(setting.Band),
        fee,
        window,
        RuleOf(
            setting.Band?.Destination ?? Destination.Target, setting.Calendar, setting.Cooldown, setting.MinTrade));

    private static BandWidth WidthOf(BandPolicy? band) => band switch
    {
        null => default,
        { Relative: { } relative } => BandWidth.Relative(
            Statistic.Of(relative), Statistic.Of(band.Floor ?? Weight.Zero)),
        _ => BandWidth.Absolute(Statistic.Of(band.Absolute ?? Weight.Zero)),
    };

    private SweepRule RuleOf(Destination destination, NamedCalendar calendar, Duration cooldown, Money least) => new()
    {
        Destination = destination switch
        {
            Destination.Target => SweepDestination.Target,
            Destination.Half => SweepDestination.Half,
            Destination.Edge => SweepDestination.Edge,
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        Checks = checks,
        Schedule = times[calendar],
        CooldownBars = (int)Math.Min(Math.Ceiling(cooldown / barLength), int.MaxValue / 2),
        MinTrade = Statistic.Of(least),
    };
}
