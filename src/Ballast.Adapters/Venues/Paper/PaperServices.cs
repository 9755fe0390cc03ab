using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Hosting;

namespace Ballast.Adapters.Venues.Paper;

/// <summary>
/// Connects the engine to the services and the wallet of a paper exchange's agent <c>demo</c>, through the same client
/// as to any other host of the Purple Flea API.
/// </summary>
public static class PaperServices
{
    /// <summary>The venue's name in prices and reports; it begins as a paper venue's has to.</summary>
    public const string VenueName = "paper-purpleflea";

    /// <summary>The agent with all its money, of which services and wallet show parts.</summary>
    public const string Whole = "the paper exchange's agent demo";

    /// <summary>The services of an exchange in this process.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="account">The owner's name of the account.</param>
    /// <param name="clocks">The venue clock is the exchange's own.</param>
    public static PurpleFleaVenue InProcess(PaperVenue exchange, AccountId account, VenueClocks clocks)
    {
        var face = new PurpleFleaFace(exchange, clocks.Venue);
        return PurpleFleaVenue.Over(
            OptionsOf(account, InProcessTransport.Address), clocks, () => new InProcessTransport(face));
    }

    /// <summary>The services of an exchange in another process of this machine.</summary>
    /// <param name="address">Where it answers.</param>
    /// <param name="account">The owner's name of the account.</param>
    /// <param name="clocks">The venue clock is the exchange's own.</param>
    public static PurpleFleaVenue OverLoopback(Uri address, AccountId account, VenueClocks clocks) =>
        PurpleFleaVenue.OverNetwork(OptionsOf(account, address), clocks);

    /// <summary>The wallet at an exchange in this process.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="account">The owner's name of the account.</param>
    /// <param name="clocks">The venue clock is the exchange's own.</param>
    public static PurpleFleaWallet WalletInProcess(PaperVenue exchange, AccountId account, VenueClocks clocks)
    {
        var face = new PurpleFleaFace(exchange, clocks.Venue);
        return PurpleFleaWallet.Over(
            OptionsOf(account, InProcessTransport.Address), clocks, () => new InProcessTransport(face));
    }

    /// <summary>The wallet at an exchange in another process of this machine.</summary>
    /// <param name="address">Where it answers.</param>
    /// <param name="account">The owner's name of the account.</param>
    /// <param name="clocks">The venue clock is the exchange's own.</param>
    public static PurpleFleaWallet WalletOverLoopback(Uri address, AccountId account, VenueClocks clocks) =>
        PurpleFleaWallet.OverNetwork(OptionsOf(account, address), clocks);

    /// <summary>How those services are reached at an address.</summary>
    public static PurpleFleaOptions OptionsOf(AccountId account, Uri address) => new()
    {
        Account = account,
        Address = new Uri(address, PurpleFleaFace.Prefix + "/"),
        Agent = PaperAccount.Demo.Name,
        Key = new Secret(PaperAccount.Demo.ApiKey),
        Venue = VenueName,

        // Its movements are done before they are answered; an accelerated clock runs slowly while this is waited for.
        SettleTime = TimeSpan.FromSeconds(2),

        // Both look at one clock.
        DayMargin = TimeSpan.Zero,
    };
}
