using System.Collections.Immutable;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues;

/// <summary>
/// A paper exchange with BTC at 50,000 USDC and an account with 100,000 USDC and 2 BTC, reached in process.
/// </summary>
internal sealed class PaperRig : IDisposable
{
    public static readonly Asset Btc = new("BTC");
    public static readonly Asset Usdc = new("USDC");
    public static readonly AccountId Account = new("paper");

    private ushort legs;

    public PaperRig()
    {
        Instrument = PaperInstruments.Of(Btc, Usdc, 50_000m, 50_000m);
        Market = new ScriptedMarket(Instrument);
        Market.Set("BTCUSDC", Now, 50_000m);
        var options = new PaperVenueOptions { Accounts = [Customer] };
        Exchange = new PaperVenue(options, Market, new MemoryExchangeStore(), Clock);
        Clocks = new VenueClocks(Clock, Clock);
        Venue = PaperConnection.InProcess(Exchange, Account, Customer, Clocks);
    }

    public static PaperAccount Customer { get; } = PaperAccount.Demo with
    {
        OpeningBalances = ImmutableSortedDictionary<Asset, Quantity>.Empty
            .Add(Usdc, new Quantity(100_000m)).Add(Btc, new Quantity(2m)),
    };

    public ManualClock Clock { get; } = new();

    public VenueClocks Clocks { get; }

    public ScriptedMarket Market { get; }

    public Instrument Instrument { get; }

    public PaperVenue Exchange { get; }

    public BinanceSpotVenue Venue { get; }

    public IOrderGateway Orders => Venue.Orders;

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public OrderTicket Ticket(TradeSide side, decimal size, decimal price) => new()
    {
        Id = ClientOrderId.Of(7, 1, 42, legs++, 0),
        Account = Account,
        Instrument = Instrument,
        Side = side,
        Size = new Quantity(size),
        LimitPrice = new Price(price),
        TimeInForce = TimeInForce.ImmediateOrCancel,
        RequestExpiresAt = Now + Duration.FromSeconds(20),
    };

    public Task<SendOutcome> SendAsync(OrderTicket ticket) =>
        Orders.SendAsync(Orders.Prepare(ticket), TestContext.Current.CancellationToken);

    public async Task<OrderLookup> LookUpAsync(OrderTicket ticket) =>
        (await Orders.LookUpAsync(ticket, TestContext.Current.CancellationToken))
            .ShouldBeOfType<Reading<OrderLookup>.Known>().Value;

    public void Fault(FaultKind kind, double seconds) =>
        Exchange.Faults.Add(new FaultRule { Kind = kind, Times = 1, Seconds = seconds });

    public void Dispose()
    {
        Venue.Dispose();
        Exchange.Dispose();
    }
}
