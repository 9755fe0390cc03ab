using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Reads what became of an order of a hedge. Quantities are contracts there and units of the base here.
/// </summary>
internal sealed class BridgedHedgeRecords(ExchangeRow row, BridgedWire wire)
{
    // Listings begin well before the request was signed.
    private static readonly Duration Before = Duration.FromHours(1);

    private ClientIdForm Form => row.ClientIds ?? throw new InvalidOperationException($"{row.Exchange} has no form");

    /// <summary>The order's name in the exchange's alphabet.</summary>
    public string NameOf(ClientOrderId id) => ClientIdText.Render(id, Form);

    /// <summary>What the ticket says of contracts and limit, which it does for every market of an exchange.</summary>
    public static HedgeSize SizeOf(HedgeTicket ticket) =>
        ticket.Exact ?? throw new ArgumentException($"{ticket} says no contracts", nameof(ticket));

    /// <summary>Asks for an order's record, and for its trades where the record does not say the price.</summary>
    public async Task<Reading<HedgeLookup>> LookUpAsync(HedgeTicket ticket, CancellationToken cancellation)
    {
        Reading<Found> reading = await wire.ReadAsync(
            "lookUp",
            new JsonObject
            {
                ["symbol"] = ticket.Market,
                ["clientId"] = NameOf(ticket.Id),
                ["since"] = SinceOf(ticket),
            },
            json => Read(json.GetProperty("order"), ticket),
            cancellation);
        return reading switch
        {
            Reading<Found>.Failed { Error: var error } => new Reading<HedgeLookup>.Failed(error),
            Reading<Found>.Known { Value: var found } => found.Says is { } says
                ? new Reading<HedgeLookup>.Known(says)
                : await PricedAsync(ticket, (found.Unpriced, found.Contracts), cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    // What is missing or of another order throws: it may be asked again, and proves nothing.
    private static Found Read(JsonElement order, HedgeTicket ticket)
    {
        if (order.ValueKind == JsonValueKind.Null)
        {
            return new Found(new HedgeLookup.NotFound());
        }

        decimal contracts = BridgedRecords.Amount(order, "filled");
        if (contracts < 0m || contracts > SizeOf(ticket).Contracts.Value)
        {
            throw new FormatException($"{contracts} contracts are said to have been traded");
        }

        if (BridgedRecords.Text(order, "status") == "open")
        {
            return new Found(new HedgeLookup.Standing());
        }

        return contracts == 0m
            ? new Found(new HedgeLookup.Unfilled())
            : BridgedRecords.AmountOrNull(order, "average") is { } price and > 0m
            ? new Found(new HedgeLookup.Filled(FillOf(ticket, contracts, price, FeesOf(order, ticket))))
            : new Found(null, BridgedRecords.Text(order, "orderId"), contracts);
    }

    // All trades of the order, or none of them counts.
    private async Task<Reading<HedgeLookup>> PricedAsync(
        HedgeTicket ticket, (string Id, decimal Contracts) order, CancellationToken cancellation) =>
        await wire.ReadAsync<HedgeLookup>(
            "trades",
            new JsonObject
            {
                ["symbol"] = ticket.Market,
                ["since"] = SinceOf(ticket),
                ["orderId"] = order.Id,
            },
            json =>
            {
                JsonElement[] trades = [.. json.GetProperty("trades").EnumerateArray()];
                decimal sum = trades.Sum(trade => BridgedRecords.Amount(trade, "quantity"));
                if (sum != order.Contracts)
                {
                    throw new FormatException($"trades of {sum} contracts, and {order.Contracts} were traded");
                }

                decimal paid = trades.Sum(trade =>
                    BridgedRecords.Amount(trade, "price") * BridgedRecords.Amount(trade, "quantity"));
                ImmutableArray<Money?> fees = [.. trades.Select(trade => FeesOf(trade, ticket))];
                Money? fee = fees.Contains(null) ? null : new Money(fees.Sum(one => one!.Value.Value));
                return new HedgeLookup.Filled(FillOf(ticket, sum, paid / sum, fee));
            },
            cancellation);

    private static HedgeFill FillOf(HedgeTicket ticket, decimal contracts, decimal price, Money? fee) =>
        new(new Quantity(contracts * SizeOf(ticket).ContractSize.Value), new Price(price), fee);

    // A fee in another asset is not told apart: it shows in that asset's balance.
    private static Money? FeesOf(JsonElement json, HedgeTicket ticket)
    {
        JsonElement[] fees = [.. json.GetProperty("fees").EnumerateArray()];
        string cash = ticket.Market[(ticket.Market.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return fees.Length > 0 && fees.All(fee => BridgedRecords.TextOrEmpty(fee, "asset") == cash)
            ? new Money(fees.Sum(fee => BridgedRecords.Amount(fee, "amount")))
            : null;
    }

    private static long SinceOf(HedgeTicket ticket) =>
        (SizeOf(ticket).RequestExpiresAt - Before).ToUnixTimeMilliseconds();

    // What a record says; or that it is filled, and at a price that only its trades say.
    private sealed record Found(HedgeLookup? Says, string Unpriced = "", decimal Contracts = 0m);
}
