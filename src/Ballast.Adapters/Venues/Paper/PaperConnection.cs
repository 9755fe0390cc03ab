using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Hosting;

namespace Ballast.Adapters.Venues.Paper;

/// <summary>
/// Connects the engine to a paper exchange. It speaks the same interface through the same client as a real exchange,
/// signatures and errors included; only the transport differs.
/// </summary>
public static class PaperConnection
{
    /// <summary>The venue's name in prices and reports.</summary>
    public const string VenueName = "paper";

    /// <summary>An exchange in this process.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="account">The owner's name of the account.</param>
    /// <param name="customer">The exchange's customer.</param>
    /// <param name="clocks">The venue clock is the exchange's own.</param>
    public static BinanceSpotVenue InProcess(
        PaperVenue exchange, AccountId account, PaperAccount customer, VenueClocks clocks)
    {
        var face = new BinanceFace(exchange, clocks.Venue);
        BinanceSpotOptions options = OptionsOf(account, customer, InProcessTransport.Address) with
        {
            RequestExpiry = exchange.Options.MaxRequestWindow,
        };
        return BinanceSpotVenue.Over(options, clocks, () => new InProcessTransport(face));
    }

    /// <summary>An exchange in another process of this machine whose clock runs at real speed.</summary>
    public static BinanceSpotVenue OverLoopback(
        Uri address, AccountId account, PaperAccount customer, VenueClocks clocks) =>
        OverLoopback(address, account, customer, clocks, PaperVenueOptions.RequestWindowAt(1d));

    /// <summary>An exchange in another process of this machine.</summary>
    /// <param name="address">Where it answers.</param>
    /// <param name="account">The owner's name of the account.</param>
    /// <param name="customer">The exchange's customer.</param>
    /// <param name="clocks">The venue clock is the exchange's own.</param>
    /// <param name="requestExpiry">How long a request stays valid in the exchange's time; scales with its
    /// speed.</param>
    public static BinanceSpotVenue OverLoopback(
        Uri address, AccountId account, PaperAccount customer, VenueClocks clocks, TimeSpan requestExpiry) =>
        BinanceSpotVenue.OverNetwork(
            OptionsOf(account, customer, address) with { RequestExpiry = requestExpiry }, clocks);

    private static BinanceSpotOptions OptionsOf(AccountId account, PaperAccount customer, Uri address) => new()
    {
        Account = account,
        Address = address,
        ApiKey = new Secret(customer.MarketTimeKey),
        ApiSecret = new Secret(customer.Secret),
        Venue = VenueName,
    };
}
