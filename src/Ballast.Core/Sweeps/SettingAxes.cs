using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>What a sweep varies; every combination of all axes is one backtest. No axis is empty.</summary>
public sealed record SettingAxes
{
    /// <summary>Half-widths, absolute or relative with an optional floor; <see langword="null"/> is no band. Their
    /// destinations are those of <see cref="Destinations"/>.</summary>
    public required ImmutableArray<BandPolicy?> Bands { get; init; }

    /// <summary>Where a breach is taken back to.</summary>
    public required ImmutableArray<Destination> Destinations { get; init; }

    /// <summary>Calendars beside the band.</summary>
    public required ImmutableArray<NamedCalendar> Calendars { get; init; }

    /// <summary>Times after a run in which a breach waits.</summary>
    public required ImmutableArray<Duration> Cooldowns { get; init; }

    /// <summary>Least trades.</summary>
    public required ImmutableArray<Money> MinTrades { get; init; }

    /// <summary>What a trade costs in bp of its notional: fee and half the spread. Not chosen by anybody, and so no
    /// part of a setting.</summary>
    public required ImmutableArray<decimal> FeesBps { get; init; }

    /// <summary>How often the backtest is begun anew, at least one.</summary>
    public required int Starts { get; init; }

    /// <summary>Bars from one beginning to the next, at least one.</summary>
    public required int StartStep { get; init; }

    /// <summary>What a policy's trade costs by the policy itself.</summary>
    public static decimal FeeOf(Policy policy) => policy.Execution.Style == ExecutionStyle.Limit
        ? policy.Costs.MakerFeeBps
        : policy.Costs.TakerFeeBps + (policy.Costs.SpreadBps / 2m);

    /// <summary>What a policy would be in a sweep: its own band, calendar, cooldown and least trade.</summary>
    public static Setting OwnOf(Policy policy) => new()
    {
        Band = policy.Trigger.Band is { } own ? Plain(own) : null,
        Calendar = NamedCalendar.Of(policy),
        Cooldown = policy.Trigger.Cooldown,
        MinTrade = policy.Trade.MinNotional,
    };

    /// <summary>
    /// What is worth trying for a policy when nobody says: 1 to 20 points, 5 to 50 % of the target, all destinations,
    /// and everything else as the policy has it.
    /// </summary>
    public static SettingAxes Usual(Policy policy)
    {
        Setting own = OwnOf(policy);
        Weight? floor = own.Band?.Floor;
        var bands = ImmutableArray.CreateBuilder<BandPolicy?>();
        for (decimal points = 0.01m; points <= 0.20m; points += 0.005m)
        {
            bands.Add(new BandPolicy { Absolute = new Weight(points) });
        }

        for (decimal part = 0.05m; part <= 0.50m; part += 0.025m)
        {
            bands.Add(new BandPolicy { Relative = part, Floor = floor });
        }

        return new SettingAxes
        {
            Bands = bands.ToImmutable(),
            Destinations = [Destination.Target, Destination.Half, Destination.Edge],
            Calendars = [own.Calendar],
            Cooldowns = [own.Cooldown],
            MinTrades = [own.MinTrade],
            FeesBps = [FeeOf(policy)],
            Starts = 1,
            StartStep = 1,
        };
    }

    // Of a relative and an absolute width together the smaller holds; a sweep has one of them and says what it left.
    private static BandPolicy Plain(BandPolicy own) => own.Relative is null
        ? new BandPolicy { Absolute = own.Absolute ?? Weight.Zero, Destination = own.Destination }
        : new BandPolicy { Relative = own.Relative, Floor = own.Floor, Destination = own.Destination };
}
