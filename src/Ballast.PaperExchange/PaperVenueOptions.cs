using System.Collections.Immutable;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange;

/// <summary>How an exchange behaves when nothing goes wrong.</summary>
public sealed record PaperVenueOptions
{
    /// <summary>Its customers; by default the one demo account.</summary>
    public ImmutableArray<PaperAccount> Accounts { get; init; } = [PaperAccount.Demo];

    /// <summary>How far it keeps client ids apart.</summary>
    public ClientIdRule ClientIds { get; init; } = ClientIdRule.UniqueAmongOpen;

    /// <summary>
    /// The longest time for which a request may stay valid; Binance allows 60 s. Scale it with an accelerated clock.
    /// </summary>
    public TimeSpan MaxRequestWindow { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The window of an exchange whose clock runs at a speed and whose requests travel in real time: that of
    /// Binance, and never less than two real seconds.</summary>
    /// <param name="speed">Seconds of the exchange's clock in a real second, above zero.</param>
    public static TimeSpan RequestWindowAt(double speed) => TimeSpan.FromSeconds(Math.Max(60d, 2d * speed));

    /// <summary>How long a request takes to the matching engine and its answer back, in the exchange's time.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>The shape of its books.</summary>
    public DepthShape Depth { get; init; } = new();

    /// <summary>What it refuses beyond the filters of a market.</summary>
    public OrderLimits Limits { get; init; } = new();

    /// <summary>How much it takes over the network in a while.</summary>
    public RateLimits RateLimits { get; init; } = RateLimits.Binance;

    /// <summary>Fixes books and faults.</summary>
    public ulong Seed { get; init; } = 1;
}
