using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Tests.Worlds;
using NodaTime;

namespace Ballast.Engine.Tests.Execution;

/// <summary>Books of a portfolio with orders in them, written down line by line.</summary>
internal static class BookSketch
{
    internal static readonly Asset Aaa = new("AAA");
    internal static readonly Asset Bbb = new("BBB");
    internal static readonly Asset Usdc = new("USDC");
    internal static readonly Instant Noon = Instant.FromUtc(2026, 1, 5, 12, 0);

    internal static PortfolioBook Of(params IReadOnlyList<string> accounts)
    {
        Policy policy = EngineWorld.PolicyOf("core", accounts);
        return new PortfolioBook { Policy = policy, PolicyHash = EngineWorld.HashOf(policy) };
    }

    /// <summary>An account's ledger.</summary>
    internal static PortfolioBook Holding(
        this PortfolioBook book, string account, params IReadOnlyList<(Asset Asset, decimal Units)> units)
    {
        AccountId id = new(account);
        AccountLedger ledger = new()
        {
            Account = id,
            OpenedAt = Noon,
            Balances = units.ToImmutableSortedDictionary(pair => pair.Asset, pair => new Quantity(pair.Units)),
        };
        return book with { Ledgers = book.Ledgers.SetItem(id, ledger) };
    }

    /// <summary>An order at a limit of 100 USDC and a fee of at most 0.1 %, in a state.</summary>
    internal static PortfolioBook Ordering(
        this PortfolioBook book, string account, (TradeSide Side, Asset Asset, decimal Size) wanted, OrderState state)
    {
        ClientOrderId id = ClientOrderId.Of(7, 1, 1, (ushort)book.Orders.Count, 0);
        OrderTicket ticket = new()
        {
            Id = id,
            Account = new AccountId(account),
            Instrument = Instrument.Unfiltered(wanted.Asset, Usdc),
            Side = wanted.Side,
            Size = new Quantity(wanted.Size),
            LimitPrice = new Price(100m),
            TimeInForce = TimeInForce.ImmediateOrCancel,
            RequestExpiresAt = Noon,
        };
        OrderRecord record = new()
        {
            Order = Order.Wanted(ticket) with { State = state },
            Origin = new OrderOrigin
            {
                Run = new RunId("core-1"),
                Leg = book.Orders.Count,
                PlanHash = "plan",
                Decision = 1,
                Actor = "ann",
                Serves = wanted.Asset,
                Why = new Reason("underweight", "test"),
            },
            Reservation = FreeFunds.WorstCase(
                ticket, 0.001m, new Money(wanted.Size * 100m), new Price(100m)),
            ReservedAt = Noon,
            ChangedAt = Noon,
        };
        return book with { Orders = book.Orders.Add(id, record) };
    }

    /// <summary>A state in which only a person can say what became of an order.</summary>
    internal static OrderState Stuck { get; } = new OrderState.Quarantined(new Reason("no-proof", "test"));
}
