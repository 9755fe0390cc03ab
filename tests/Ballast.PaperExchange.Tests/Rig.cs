using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.PaperExchange.Tests;

/// <summary>
/// An exchange with one market, BTC in USDC at 50,000, a book that can be worked out on paper (best ask 50,005, best
/// bid 49,995, levels 5 apart, sizes from the seed), and an account with 100,000 USDC, 2 BTC and 10 BNB.
/// </summary>
internal sealed class Rig : IDisposable
{
    public const string Symbol = "BTCUSDC";
    public const string Account = "demo";

    public static readonly Asset Btc = new("BTC");
    public static readonly Asset Usdc = new("USDC");
    public static readonly Asset Bnb = new("BNB");

    public Rig()
        : this(new PaperVenueOptions { Accounts = [Customer(FeeTerms.Default)] }, new MemoryExchangeStore())
    {
    }

    public Rig(PaperVenueOptions options, IExchangeStore store)
        : this(options, store, null)
    {
    }

    /// <summary>One whose machine has a clock of its own.</summary>
    public Rig(PaperVenueOptions options, IExchangeStore store, TimeProvider? machine)
    {
        Clocks = new ExchangeClocks(Clock, machine ?? Clock);
        Market = new ScriptedMarket(
            PaperInstruments.Of(Btc, Usdc, 50_000m, 50_000m) with { Lot = new LotFilter(0.00001m, 9000m, 0.00001m) },
            PaperInstruments.Of(Bnb, Usdc, 500m, 500m));
        Market.Set(Symbol, Now, 50_000m);
        Market.Set("BNBUSDC", Now, 500m);
        var depth = new DepthShape { SpreadBps = 2m, LevelStepBps = 1m, Levels = 20, TopNotional = 50_000m };
        Venue = new PaperVenue(options with { Depth = depth }, Market, store, Clocks);
    }

    public ManualClock Clock { get; } = new();

    public ExchangeClocks Clocks { get; }

    public ScriptedMarket Market { get; }

    public PaperVenue Venue { get; }

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public static PaperAccount Customer(FeeTerms fees) => PaperAccount.Demo with
    {
        Fees = fees,
        OpeningBalances = ImmutableSortedDictionary<Asset, Quantity>.Empty
            .Add(Usdc, new Quantity(100_000m)).Add(Btc, new Quantity(2m)).Add(Bnb, new Quantity(10m)),
    };

    public static NewOrder Limit(TradeSide side, decimal size, decimal price) => new()
    {
        Symbol = Symbol,
        Side = side,
        Kind = OrderKind.Limit,
        Size = size,
        Price = price,
        RequestExpiresAt = Instant.MaxValue,
    };

    public static NewOrder MarketOrder(TradeSide side, decimal size) =>
        Limit(side, size, 1m) with { Kind = OrderKind.Market, Price = null };

    public OrderAnswer.Accepted Accept(NewOrder order) =>
        Venue.Place(Account, order).ShouldBeOfType<OrderAnswer.Accepted>();

    public Refusal Refuse(NewOrder order) => Venue.Place(Account, order).ShouldBeOfType<OrderAnswer.Refused>().Why;

    public void Move(decimal price)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        Market.Set(Symbol, Now, price);
        Venue.Advance();
    }

    public decimal Free(Asset asset) => Venue.Balances(Account).FirstOrDefault(b => b.Asset == asset)?.Free.Value ?? 0m;

    public decimal Locked(Asset asset) =>
        Venue.Balances(Account).FirstOrDefault(b => b.Asset == asset)?.Locked.Value ?? 0m;

    public ExchangeOrder Order(long id) => Venue.Find(Account, Symbol, new OrderKey.ByNumber(id))!;

    public void Dispose() => Venue.Dispose();
}
