using NodaTime;

namespace Ballast.Server.Installations;

/// <summary>Where prices and fills come from. Closed.</summary>
public abstract record MarketChoice
{
    /// <summary>Prices made from a seed.</summary>
    /// <param name="Seed">The same seed gives the same prices; <see langword="null"/> takes the usual one.</param>
    /// <param name="Speed">Simulated seconds per real second; <see langword="null"/> takes the usual one.</param>
    public sealed record Simulated(ulong? Seed, double? Speed) : MarketChoice;

    /// <summary>Prices of the past out of a file.</summary>
    /// <param name="PriceFile">CSV, plain or gzip; absolute.</param>
    /// <param name="Speed">Replayed seconds per real second; <see langword="null"/> takes two bars a second.</param>
    public sealed record Replayed(string PriceFile, double? Speed) : MarketChoice
    {
        /// <summary>Where it begins; <see langword="null"/> for the first bar at which every asset of the policy has
        /// a price.</summary>
        public Instant? From { get; init; }
    }

    /// <summary>The public prices of a real exchange, as they come; a paper exchange in a process of its own alone.
    /// </summary>
    /// <param name="Exchange">Its name, such as <c>binance</c>.</param>
    /// <param name="Address">Where it answers on this machine; <see langword="null"/> for the real one.</param>
    public sealed record Live(string Exchange, Uri? Address) : MarketChoice;

    /// <summary>A paper exchange in a process of its own; its clock is ours.</summary>
    /// <param name="Address">Where it answers.</param>
    public sealed record Remote(Uri Address) : MarketChoice;

    /// <summary>Accounts of the owner's at venues, in the machine's time.</summary>
    /// <param name="AccountsFile">Which ones, absolute; <see langword="null"/> for the data directory's own
    /// file.</param>
    public sealed record Connected(string? AccountsFile) : MarketChoice;
}
