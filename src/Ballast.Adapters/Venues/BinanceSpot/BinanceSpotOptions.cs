using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>How one account at a Binance-shaped exchange is reached.</summary>
public sealed record BinanceSpotOptions
{
    /// <summary>The owner's name of the account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Scheme, host and port.</summary>
    public required Uri Address { get; init; }

    /// <summary>The key of the header; not a secret by itself, but never stored with a request.</summary>
    public required Secret ApiKey { get; init; }

    /// <summary>The key of the signature.</summary>
    public required Secret ApiSecret { get; init; }

    /// <summary>The venue's name in prices, capabilities and reports.</summary>
    public string Venue { get; init; } = "binance";

    /// <summary>
    /// The longest time for which a signed request may stay valid, in the venue's time; Binance allows 60 s.
    /// </summary>
    public TimeSpan RequestExpiry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an answer is waited for, in the machine's time.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
