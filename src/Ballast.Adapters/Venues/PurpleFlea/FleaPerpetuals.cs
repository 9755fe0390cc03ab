using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// Opens, changes and closes an agent's perpetuals for hedges, with the requests that the API documents and nothing
/// beyond. Their purpose is what tells a hedge from the agent's other positions; there is no room for a name of ours.
/// </summary>
internal sealed class FleaPerpetuals(
    PurpleFleaOptions options, FleaLines lines, FleaCoinPrices prices, TimeProvider venueClock) : IHedgeGateway
{
    private const string OrderPath = "trading/order";
    private const string PositionsPath = "trading/positions/";
    private const string Close = "DELETE";

    // Nothing at the venue makes a request inert; the instant only says when it was written.
    private static readonly Duration Nominal = Duration.FromMinutes(1);

    private static readonly Money LeastNotional = new(1m);

    private const decimal FeeRate = 0.001m;

    /// <inheritdoc/>
    public TimeSpan SettleTime => options.SettleTime;

    /// <inheritdoc/>
    public IHedgeRecords? Records => null;

    /// <inheritdoc/>
    public async Task<Reading<HedgeMarket>> ReadMarketAsync(string market, CancellationToken cancellation)
    {
        Asset asset = HedgeNames.AssetOf(market);
        return await prices.ReadAsync([asset], cancellation) switch
        {
            Reading<ImmutableSortedDictionary<Asset, Price>>.Known { Value: var known } =>
                known.TryGetValue(asset, out Price price)
                    ? new Reading<HedgeMarket>.Known(new HedgeMarket
                    {
                        Mark = price,
                        Cash = FleaSleeves.Cash,
                        FeeRate = FeeRate,
                        MinNotional = LeastNotional,
                    })
                    : new Reading<HedgeMarket>.Failed(new VenueError(
                        VenueErrorKind.Rejected, "price-unknown", $"the venue has no price of {asset}")),
            Reading<ImmutableSortedDictionary<Asset, Price>>.Failed { Error: var error } =>
                new Reading<HedgeMarket>.Failed(error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(HedgeTicket ticket, CancellationToken cancellation) =>
        new(new Reading<PreparedRequest>.Known(RequestOf(ticket)));

    private PreparedRequest RequestOf(HedgeTicket ticket)
    {
        Instant expires = Instant.FromDateTimeOffset(venueClock.GetUtcNow()) + Nominal;
        if (ticket.Order.Step == HedgeStep.Close)
        {
            string id = Uri.EscapeDataString(ticket.Order.PositionId!);
            string agent = Uri.EscapeDataString(options.Agent);

            // With a body, because a transport may repeat a request that has none.
            return new PreparedRequest(
                ticket.Account, Close, lines.Orders.AddressOf($"{PositionsPath}{id}?agent_id={agent}"), "{}", expires);
        }

        JsonObject body = new()
        {
            ["agent_id"] = options.Agent,
            ["market"] = ticket.Market,
            ["side"] = ticket.Order.Side == PositionSide.Short ? "short" : "long",
            ["notional_usdc"] = Number(ticket.Order.Notional.Value),
            ["leverage"] = Number(ticket.Leverage),
            ["order_type"] = "market",
            ["max_slippage_bps"] = Number(ticket.MaxSlippageBps),
            ["purpose"] = ticket.Purpose,
        };
        return new PreparedRequest(
            ticket.Account, "POST", lines.Orders.AddressOf(OrderPath), body.ToJsonString(), expires);
    }

    /// <inheritdoc/>
    public async Task<HedgeOutcome> SendAsync(
        HedgeTicket ticket, PreparedRequest request, CancellationToken cancellation)
    {
        WireAnswer answer = await lines.Orders.SendPreparedAsync(request, cancellation);
        if (answer is WireAnswer.Answered { Status: HttpStatusCode.OK or HttpStatusCode.Created } accepted)
        {
            return Read(request.Method, accepted.Body);
        }

        VenueError error = FleaErrors.Of(answer);
        return error.Kind == VenueErrorKind.OutcomeUnknown
            ? new HedgeOutcome.Unknown(error)
            : new HedgeOutcome.Refused(error);
    }

    // What was closed is told with all the fees that it ever cost, which are not this order's.
    private static HedgeOutcome Read(string method, string body)
    {
        try
        {
            return new HedgeOutcome.Done(JsonBody.Read(body, json => method == Close
                ? FillOf(json, "close_price", "notional_usdc")
                : FillOf(json, "fill_price", "filled_usdc") with
                {
                    Fee = json.TryGetProperty("fee_usdc", out JsonElement fee) ? new Money(fee.GetDecimal()) : null,
                }));
        }
        catch (FormatException error)
        {
            return new HedgeOutcome.Unknown(FleaErrors.Unreadable(error.Message));
        }
    }

    private static HedgeFill FillOf(JsonElement json, string priceField, string valueField)
    {
        FleaRecords.RequireDone(json);
        Price price = new(json.GetProperty(priceField).GetDecimal());
        decimal size = json.TryGetProperty("size", out JsonElement units)
            ? units.GetDecimal()
            : json.GetProperty(valueField).GetDecimal() / price.Value;
        return size > 0m && price.Value > 0m
            ? new HedgeFill(new Quantity(size), price, null)
            : throw new FormatException($"{size} units at {price} are said to have been traded");
    }

    private static JsonNode? Number(decimal value) => JsonNode.Parse(CanonicalDecimal.Format(value));
}
