namespace Ballast.Engine.Ports;

/// <summary>What a venue can do, as far as order safety depends on it.</summary>
public sealed record VenueCapabilities
{
    /// <summary>The venue's name, such as <c>paper</c> or <c>binance</c>.</summary>
    public required string Venue { get; init; }

    /// <summary>Whether its money is play money, which its name begins with: orders of mode paper go there, and nothing
    /// has to be proven before.</summary>
    public bool IsPaper => Venue.StartsWith("paper", StringComparison.Ordinal);

    /// <summary>How far the venue keeps client order ids apart.</summary>
    public required ClientIdUniqueness ClientIds { get; init; }

    /// <summary>
    /// How long after its signature a request is still accepted; <see langword="null"/> where the venue has no such
    /// fence.
    /// </summary>
    public required TimeSpan? RequestExpiry { get; init; }

    /// <summary>Whether an order can be looked up by client id.</summary>
    public required LookupSupport Lookup { get; init; }

    /// <summary>Whether unexplained balance changes are a sleeve's own gain or an owner's flow.</summary>
    public required BalanceChangeSource BalanceChanges { get; init; }

    /// <summary>How long after a movement balances may still lag.</summary>
    public required TimeSpan SettleTime { get; init; }

    /// <summary>
    /// How long a read may take where the venue lets a client ask so seldom that requests wait for one another;
    /// <see langword="null"/> where the engine's own limit will do.
    /// </summary>
    public TimeSpan? ReadLimit { get; init; }
}

/// <summary>How far a venue keeps client order ids apart.</summary>
public enum ClientIdUniqueness
{
    /// <summary>The venue ignores them.</summary>
    None = 0,

    /// <summary>Unique among open orders only; accepted again afterwards.</summary>
    AmongOpenOrders = 1,

    /// <summary>Unique for ever; repeating one returns the existing order.</summary>
    ForEver = 2,
}

/// <summary>Whether an order can be looked up by client id.</summary>
public enum LookupSupport
{
    /// <summary>No.</summary>
    None = 0,

    /// <summary>Yes.</summary>
    ByClientId = 1,
}

/// <summary>What an unexplained balance change is taken for.</summary>
public enum BalanceChangeSource
{
    /// <summary>A deposit or withdrawal by the owner.</summary>
    OwnerFlow = 0,

    /// <summary>The sleeve's own return.</summary>
    SleeveGain = 1,
}
