using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Engine;

namespace Ballast.Server.Installations;

/// <summary>Bridges between what venues offer and what an installation needs.</summary>
internal static class Closing
{
    /// <summary>Something to close as something to close asynchronously.</summary>
    public static IAsyncDisposable Of(IDisposable inner) => new Closer(inner);

    /// <summary>A connection as the ports of one account.</summary>
    public static AccountPorts AsPorts(this BinanceSpotVenue venue) => new()
    {
        Balances = venue.Balances,
        Orders = venue.Orders,
        Catalog = venue.Catalog,
        Books = venue.Books,
    };

    /// <summary>An agent's services as the ports of one account.</summary>
    public static AccountPorts AsPorts(this PurpleFleaVenue venue) => new()
    {
        Balances = venue.Balances,
        Orders = venue.Orders,
        Catalog = venue.Catalog,
        Changes = venue.Changes,
        Positions = venue.Positions,
        Hedges = venue.Hedges,
        Whole = PaperServices.Whole,
    };

    /// <summary>An agent's wallet as the ports of one account.</summary>
    public static AccountPorts AsPorts(this PurpleFleaWallet wallet) => new()
    {
        Balances = wallet.Balances,
        Orders = wallet.Orders,
        Catalog = wallet.Catalog,
        Whole = PaperServices.Whole,
    };

    private sealed class Closer(IDisposable inner) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            inner.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
