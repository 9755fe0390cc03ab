using Ballast.Adapters.Secrets;
using Ballast.Core.Portfolios;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

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

    /// <summary>
    /// What all accounts asked from this machine share at that address; <see langword="null"/> where nothing is counted
    /// there and nobody else asks.
    /// </summary>
    public BinanceHost? Host { get; init; }

    /// <summary>Where its market streams are; <see langword="null"/> asks REST alone.</summary>
    public Uri? Streams { get; init; }

    /// <summary>Where its WebSocket API is, over which the account's events are heard; <see langword="null"/> hears
    /// none.</summary>
    public Uri? Api { get; init; }

    /// <summary>Where its streams say what went wrong.</summary>
    public ILogger Log { get; init; } = NullLogger.Instance;

    /// <summary>Where it tells fees. Default: by <c>/sapi</c>.</summary>
    public FeeSource Fees { get; init; }

    /// <summary>
    /// How long a list of markets and fees is used before it is read again: at the largest exchange it is 15 MB.
    /// Default none: read each time.
    /// </summary>
    public TimeSpan MarketsAge { get; init; } = TimeSpan.Zero;

    /// <summary>How long an answer is waited for, in the machine's time.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>Where an exchange tells an account's fees.</summary>
public enum FeeSource
{
    /// <summary>For each market, by <c>/sapi/v1/asset/tradeFee</c>.</summary>
    PerMarket = 0,

    /// <summary>With the account: a test network has no <c>/sapi</c>.</summary>
    WithAccount = 1,
}
