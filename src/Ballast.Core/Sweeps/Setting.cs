using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>
/// One choice that an owner can make about a policy: everything a sweep varies but fees and dates, which nobody
/// chooses.
/// </summary>
public sealed record Setting
{
    /// <summary>The half-widths, of which <see cref="BandPolicy.Destination"/> is this setting's;
    /// <see langword="null"/> where there is no band.</summary>
    public required BandPolicy? Band { get; init; }

    /// <summary>Times at which everything goes to target, beside the band.</summary>
    public required NamedCalendar Calendar { get; init; }

    /// <summary>Time after a run in which a breach waits.</summary>
    public required Duration Cooldown { get; init; }

    /// <summary>The least worth of a trade.</summary>
    public required Money MinTrade { get; init; }

    /// <summary>The setting in words: <c>5 points to half, monthly, cooldown 1d</c>; different for different settings
    /// of one sweep.</summary>
    public string Name
    {
        get
        {
            var parts = new List<string>();
            if (Band is not null)
            {
                parts.Add($"{WidthOf(Band)} to {Word(Band.Destination)}");
            }

            if (Calendar.Schedule is not null)
            {
                parts.Add(Calendar.Name);
            }

            if (parts.Count == 0)
            {
                parts.Add("hold");
            }

            if (Cooldown > Duration.Zero)
            {
                parts.Add($"cooldown {PolicyDuration.Text(Cooldown)}");
            }

            if (!MinTrade.IsZero)
            {
                parts.Add($"least trade {MinTrade}");
            }

            return string.Join(", ", parts);
        }
    }

    /// <summary>How a policy file writes a destination.</summary>
    public static string Word(Destination destination) => destination switch
    {
        Destination.Target => "target",
        Destination.Half => "half",
        Destination.Edge => "edge",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A policy that does what this setting does and nothing else: for the exact simulator.</summary>
    /// <param name="policy">Targets, accounts and how often it checks.</param>
    /// <param name="feeBps">What a trade costs in all.</param>
    public Policy Of(Policy policy, decimal feeBps) => new()
    {
        Portfolio = policy.Portfolio,
        Quote = policy.Quote,
        Accounts = policy.Accounts,
        Target = policy.Target,
        Trigger = new TriggerPolicy
        {
            CheckEvery = policy.Trigger.CheckEvery,
            Cooldown = Cooldown,
            Band = Band,
            Schedule = Calendar.Schedule,
        },
        Trade = new TradePolicy { MinNotional = MinTrade },
        Costs = new CostPolicy { TakerFeeBps = feeBps, MakerFeeBps = feeBps },
    };

    private static string WidthOf(BandPolicy band)
    {
        string floor = band.Floor is { IsZero: false } least ? $", at least {Counted(least.Value)}" : "";
        return band.Relative is { } relative
            ? $"{Points(relative)} % of target{floor}"
            : Counted(band.Absolute?.Value ?? 0m);
    }

    private static string Counted(decimal fraction) => fraction == 0.01m ? "1 point" : $"{Points(fraction)} points";

    private static string Points(decimal fraction) =>
        (fraction * 100m).ToString("0.##########", CultureInfo.InvariantCulture);
}
