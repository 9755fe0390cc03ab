using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using Ballast.Engine;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ports;
using Ballast.Engine.Transfers;
using NodaTime;

namespace Ballast.Server.Clocks;

/// <summary>Ports that hold a paced clock while they are used, so that simulated time does not run away from the
/// engine.</summary>
internal static class PacedPorts
{
    /// <summary>The ports of one account.</summary>
    public static AccountPorts Pace(this AccountPorts ports, PacedClock clock) => ports with
    {
        Balances = new Balances(ports.Balances, clock),
        Orders = ports.Orders is { } orders ? new Gateway(orders, clock) : null,
        Catalog = ports.Catalog is { } catalog ? new Catalog(catalog, clock) : null,
        Books = ports.Books is { } books ? new Books(books, clock) : null,
        Changes = ports.Changes is { } changes ? new Changes(changes, clock) : null,
        Positions = ports.Positions is { } positions ? new Positions(positions, clock) : null,
        Hedges = ports.Hedges is { } hedges ? new Hedges(hedges, clock) : null,
    };

    /// <summary>A price source.</summary>
    public static IPriceSource Pace(this IPriceSource prices, PacedClock clock) => new Prices(prices, clock);

    /// <summary>A source of bars.</summary>
    public static ICandleSource Pace(this ICandleSource candles, PacedClock clock) => new Candles(candles, clock);

    /// <summary>What programs of the owner's say: they answer in real time.</summary>
    public static IExternalTargetSource Pace(this IExternalTargetSource targets, TimeProvider time) =>
        time is PacedClock clock ? new Targets(targets, clock) : targets;

    /// <summary>A transfer gateway.</summary>
    public static ITransferGateway Pace(this ITransferGateway transfers, PacedClock clock) =>
        new Ways(transfers, clock);

    /// <summary>A journal: its flushes take real milliseconds.</summary>
    public static IJournal Pace(this IJournal journal, PacedClock clock) => new Log(journal, clock);

    private static async Task<T> HeldAsync<T>(PacedClock clock, Func<Task<T>> call)
    {
        using (clock.Hold())
        {
            return await call();
        }
    }

    private sealed class Balances(IBalanceSource inner, PacedClock clock) : IBalanceSource
    {
        public Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadBalancesAsync(account, cancellation));
    }

    private sealed class Catalog(IInstrumentCatalog inner, PacedClock clock) : IInstrumentCatalog
    {
        public Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
            AccountId account, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadMarketsAsync(account, cancellation));
    }

    private sealed class Books(IOrderBookSource inner, PacedClock clock) : IOrderBookSource
    {
        public Task<Reading<OrderBook>> ReadBookAsync(
            Instrument instrument, int levels, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadBookAsync(instrument, levels, cancellation));
    }

    private sealed class Changes(IChangeLog inner, PacedClock clock) : IChangeLog
    {
        public Task<Reading<ChangePage>> ReadChangesAsync(
            AccountId account, string after, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadChangesAsync(account, after, cancellation));
    }

    private sealed class Positions(IPositionSource inner, PacedClock clock) : IPositionSource
    {
        public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
            AccountId account, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadPositionsAsync(account, cancellation));

        public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
            AccountId account, string market, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadPositionsAsync(account, market, cancellation));
    }

    private sealed class Hedges(IHedgeGateway inner, PacedClock clock) : IHedgeGateway
    {
        public TimeSpan SettleTime => inner.SettleTime;

        public IHedgeRecords? Records => inner.Records is { } records ? new HedgeRecords(records, clock) : null;

        public Task<Reading<HedgeMarket>> ReadMarketAsync(string market, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadMarketAsync(market, cancellation));

        public ValueTask<Reading<PreparedRequest>> PrepareAsync(HedgeTicket ticket, CancellationToken cancellation) =>
            inner.PrepareAsync(ticket, cancellation);

        public Task<HedgeOutcome> SendAsync(
            HedgeTicket ticket, PreparedRequest request, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.SendAsync(ticket, request, cancellation));
    }

    private sealed class HedgeRecords(IHedgeRecords inner, PacedClock clock) : IHedgeRecords
    {
        public TimeSpan RequestExpiry => inner.RequestExpiry;

        public Task<Reading<HedgeLookup>> LookUpAsync(HedgeTicket ticket, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.LookUpAsync(ticket, cancellation));
    }

    private sealed class Prices(IPriceSource inner, PacedClock clock) : IPriceSource
    {
        public Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
            IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadPricesAsync(assets, quote, cancellation));
    }

    private sealed class Candles(ICandleSource inner, PacedClock clock) : ICandleSource
    {
        public Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
            CandleRequest request, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadCandlesAsync(request, cancellation));
    }

    private sealed class Targets(IExternalTargetSource inner, PacedClock clock) : IExternalTargetSource
    {
        public Task<ExternalReading> ReadTargetAsync(
            PortfolioId portfolio, ExternalPolicy external, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadTargetAsync(portfolio, external, cancellation));
    }

    private sealed class Ways(ITransferGateway inner, PacedClock clock) : ITransferGateway
    {
        public TimeSpan RequestExpiry => inner.RequestExpiry;

        public Task<Reading<ImmutableArray<TransferRoute>>> QuoteRoutesAsync(CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.QuoteRoutesAsync(cancellation));

        public Task<Reading<PreparedRequest>> PrepareAsync(TransferTicket ticket, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.PrepareAsync(ticket, cancellation));

        public Task<TransferOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.SendAsync(request, cancellation));

        public Task<Reading<TransferLookup>> LookUpAsync(TransferTicket ticket, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.LookUpAsync(ticket, cancellation));
    }

    private sealed class Log(IJournal inner, PacedClock clock) : IJournal
    {
        public Task<long> AppendAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.AppendAsync(entries, cancellation));

        public Task<IReadOnlyList<StoredEntry>> ReadAsync(long after, int limit, CancellationToken cancellation) =>
            inner.ReadAsync(after, limit, cancellation);

        public Task<JournalIntegrity> ReplayAsync(Action<StoredEntry> take, CancellationToken cancellation) =>
            inner.ReplayAsync(take, cancellation);
    }

    private sealed class Gateway(IOrderGateway inner, PacedClock clock) : IOrderGateway
    {
        public VenueCapabilities Capabilities => inner.Capabilities;

        public string Render(ClientOrderId id) => inner.Render(id);

        public ClientOrderId? Recognize(string clientId) => inner.Recognize(clientId);

        public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation) =>
            inner.PrepareAsync(ticket, cancellation);

        public Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.SendAsync(request, cancellation));

        public Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.LookUpAsync(ticket, cancellation));

        public Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.CancelAsync(ticket, cancellation));

        public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
            AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadOpenOrdersAsync(account, markets, cancellation));

        public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
            AccountId account, Instrument instrument, Instant since, CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadOrdersAsync(account, instrument, since, cancellation));

        public Task<Reading<TradePage>> ReadTradesAsync(
            AccountId account,
            Instrument instrument,
            TradeWatermark after,
            TradesLook look,
            CancellationToken cancellation) =>
            HeldAsync(clock, () => inner.ReadTradesAsync(account, instrument, after, look, cancellation));
    }
}
