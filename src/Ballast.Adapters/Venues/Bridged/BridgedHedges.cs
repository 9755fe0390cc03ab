using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Trades perpetuals of an account behind the bridge for hedges: limited orders that take at once, under names of ours,
/// and with <c>reduceOnly</c> wherever they make the position smaller. No setting of the account is changed.
/// </summary>
internal sealed class BridgedHedges(ExchangeRow row, BridgedWire wire, TimeProvider machine)
    : IHedgeGateway, IHedgeRecords
{
    private const int Levels = 5;

    private readonly BridgedOrders orders = new(wire, new ExchangeClock(wire, machine));
    private readonly BridgedHedgeRecords records = new(row, wire);

    // Kept until an order could not be written or was refused: the market may count in other steps than it did.
    private readonly ConcurrentDictionary<string, PerpetualMarket> known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public TimeSpan SettleTime { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public TimeSpan RequestExpiry { get; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public IHedgeRecords Records => this;

    /// <inheritdoc/>
    public async Task<Reading<HedgeMarket>> ReadMarketAsync(string market, CancellationToken cancellation)
    {
        switch (await ReadListedAsync(market, cancellation))
        {
            case Reading<PerpetualMarket>.Failed { Error: var error }:
                return new Reading<HedgeMarket>.Failed(error);
            case Reading<PerpetualMarket>.Known { Value: var listed }:
                Reading<decimal> mark = await ReadMarkAsync(market, cancellation);
                Reading<decimal> leverage = await ReadLeverageAsync(market, cancellation);
                return (mark, leverage) switch
                {
                    (Reading<decimal>.Failed { Error: var priceless }, _) =>
                        new Reading<HedgeMarket>.Failed(priceless),
                    (_, Reading<decimal>.Failed { Error: var held }) => new Reading<HedgeMarket>.Failed(held),
                    (Reading<decimal>.Known { Value: var price }, Reading<decimal>.Known { Value: var set }) =>
                        new Reading<HedgeMarket>.Known(new HedgeMarket
                        {
                            Mark = new Price(price),
                            Cash = listed.Cash,
                            FeeRate = listed.Taker,
                            MinNotional = listed.LeastAt(price),
                            Grid = listed.Grid,
                            Leverage = set,
                        }),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(HedgeTicket ticket, CancellationToken cancellation) =>
        new(WrittenAsync(ticket, cancellation));

    private async Task<Reading<PreparedRequest>> WrittenAsync(HedgeTicket ticket, CancellationToken cancellation)
    {
        Reading<PreparedRequest> reading = await ReadLimitAsync(ticket, cancellation) switch
        {
            Reading<Price>.Failed { Error: var error } => new Reading<PreparedRequest>.Failed(error),
            Reading<Price>.Known { Value: var limit } =>
                await orders.PrepareAsync(ticket.Account, OrderOf(ticket, limit), cancellation),
            _ => throw new UnreachableException(),
        };
        if (reading is Reading<PreparedRequest>.Failed)
        {
            known.TryRemove(ticket.Market, out _);
        }

        return reading;
    }

    /// <summary>Several exchanges only say that they have the order: its record, read after that, says what it came
    /// to.</summary>
    public async Task<HedgeOutcome> SendAsync(
        HedgeTicket ticket, PreparedRequest request, CancellationToken cancellation)
    {
        BridgeAnswer answer = await orders.SendAsync(request, cancellation);
        if (answer is not BridgeAnswer.Done)
        {
            known.TryRemove(ticket.Market, out _);
            VenueError error = BridgeErrors.Of(answer);
            return error.Kind == VenueErrorKind.OutcomeUnknown
                ? new HedgeOutcome.Unknown(error)
                : new HedgeOutcome.Refused(error);
        }

        return await LookUpAsync(ticket, cancellation) switch
        {
            Reading<HedgeLookup>.Known { Value: HedgeLookup.Filled { Fill: var fill } } => new HedgeOutcome.Done(fill),
            Reading<HedgeLookup>.Known { Value: HedgeLookup.Unfilled } => new HedgeOutcome.Refused(new VenueError(
                VenueErrorKind.Rejected, "unfilled", "nothing was there within the limit, and nothing was executed")),
            Reading<HedgeLookup>.Known or Reading<HedgeLookup>.Failed => new HedgeOutcome.Unknown(new VenueError(
                VenueErrorKind.OutcomeUnknown, "accepted", "the exchange has the order, and does not say its end yet")),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public Task<Reading<HedgeLookup>> LookUpAsync(HedgeTicket ticket, CancellationToken cancellation) =>
        records.LookUpAsync(ticket, cancellation);

    private static string SideOf(HedgeTicket ticket) => ticket.Order.Side == PositionSide.Short ? "sell" : "buy";

    // A tick that was read with the market may be too fine by now, and with it what closes a position would be refused
    // for ever. Toward the mark is the safe way: a purchase pays no more and a sale gets no less than was decided. At
    // worst nothing is there at that price, and the next check tries again.
    private Task<Reading<Price>> ReadLimitAsync(HedgeTicket ticket, CancellationToken cancellation)
    {
        Price limit = BridgedHedgeRecords.SizeOf(ticket).Limit;
        return wire.ReadAsync(
            "limitPrice",
            new JsonObject
            {
                ["symbol"] = ticket.Market,
                ["side"] = SideOf(ticket),
                ["price"] = limit.ToString(),
            },
            json =>
            {
                Price taken = new(BridgedRecords.Amount(json, "price"));
                bool isBeyond = ticket.Order.Side == PositionSide.Short ? taken < limit : taken > limit;
                return isBeyond ? throw new FormatException($"{taken} is beyond the limit of {limit}") : taken;
            },
            cancellation);
    }

    private JsonObject OrderOf(HedgeTicket ticket, Price limit)
    {
        HedgeSize size = BridgedHedgeRecords.SizeOf(ticket);
        return new JsonObject
        {
            ["clientId"] = records.NameOf(ticket.Id),
            ["symbol"] = ticket.Market,
            ["side"] = SideOf(ticket),
            ["type"] = "limit",
            ["quantity"] = size.Contracts.ToString(),
            ["price"] = limit.ToString(),
            ["timeInForce"] = "IOC",
            ["reduceOnly"] = ticket.Order.Step is HedgeStep.Reduce or HedgeStep.Close,
            ["expiresAt"] = size.RequestExpiresAt.ToUnixTimeMilliseconds(),
        };
    }

    private async Task<Reading<PerpetualMarket>> ReadListedAsync(string market, CancellationToken cancellation)
    {
        if (known.TryGetValue(market, out PerpetualMarket? before))
        {
            return new Reading<PerpetualMarket>.Known(before);
        }

        Reading<PerpetualMarket> reading = await wire.ReadAsync(
            "markets",
            [],
            json => json.GetProperty("markets").EnumerateArray()
                .Where(listed => BridgedRecords.Text(listed, "symbol") == market)
                .Select(PerpetualMarket.Read)
                .FirstOrDefault() ?? throw new FormatException(
                    $"{row.Exchange} has no perpetual {market}; name one as ccxt does, such as BTC/USDT:USDT"),
            cancellation);
        if (reading is Reading<PerpetualMarket>.Known { Value: var found })
        {
            known[market] = found;
        }

        return reading;
    }

    // Between the best two prices, on which the limit of an order is worked out.
    private Task<Reading<decimal>> ReadMarkAsync(string market, CancellationToken cancellation) => wire.ReadAsync(
        "book",
        new JsonObject { ["symbol"] = market, ["limit"] = Levels },
        json =>
        {
            decimal bid = BestOf(json.GetProperty("bids"));
            decimal ask = BestOf(json.GetProperty("asks"));
            return bid > 0m && ask >= bid
                ? (bid + ask) / 2m
                : throw new FormatException($"the book of {market} is between {bid} and {ask}");
        },
        cancellation);

    private static decimal BestOf(JsonElement side) => CanonicalDecimal.Parse(side[0][0].GetString() ?? "");

    private Task<Reading<decimal>> ReadLeverageAsync(string market, CancellationToken cancellation) => wire.ReadAsync(
        "perpetualTerms",
        new JsonObject { ["symbol"] = market },
        json => BridgedRecords.IsTrue(json, "oneWay")
            ? BridgedRecords.AmountOrNull(json, "leverage") is { } set and > 0m
                ? set
                : throw new FormatException($"the leverage of {market} is not said")
            : throw new FormatException("the account is not in one-way mode, or does not say so: set it there by hand"),
        cancellation);
}
