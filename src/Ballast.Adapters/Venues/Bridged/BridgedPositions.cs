using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Reads the perpetuals of an account behind the bridge, in a session of their own, and trades them for
/// hedges where the bridge's table says that it can.</summary>
public sealed class BridgedPositions : IPositionSource
{
    private readonly BridgedWire wire;

    private BridgedPositions(BridgedOptions options, ExchangeRow row, BridgedWire wire, TimeProvider machine)
    {
        this.wire = wire;
        NotTraded = !row.TakesOrders ? row.Verdict : options.Credentials.IsEmpty ? "the account has no key" : null;
        Hedges = NotTraded is null ? new BridgedHedges(row, wire, machine) : null;
    }

    /// <summary>Trades them for hedges; <see langword="null"/> where nothing does.</summary>
    public IHedgeGateway? Hedges { get; }

    /// <summary>Why nothing trades them, for people; <see langword="null"/> where something does.</summary>
    public string? NotTraded { get; }

    /// <summary>Opens the account's perpetuals in the bridge; asks the exchange for nothing yet.</summary>
    /// <param name="options">Which account.</param>
    /// <param name="bridge">The line; it outlives the account.</param>
    /// <param name="clocks">The machine's.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<Reading<BridgedPositions>> OpenAsync(
        BridgedOptions options, ExchangeBridge bridge, VenueClocks clocks, CancellationToken cancellation)
    {
        BridgedWire wire = new(options with { Market = BridgedOptions.Perpetuals }, bridge, clocks.Venue);
        return await wire.OpenAsync(cancellation) switch
        {
            Reading<ExchangeRow>.Known { Value: var row } => new Reading<BridgedPositions>.Known(
                new BridgedPositions(options, row, wire, clocks.Machine)),
            Reading<ExchangeRow>.Failed { Error: var error } => new Reading<BridgedPositions>.Failed(error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, CancellationToken cancellation) => ReadAsync([], cancellation);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<PerpetualPosition>>> ReadPositionsAsync(
        AccountId account, string market, CancellationToken cancellation) =>
        ReadAsync(new JsonObject { ["symbols"] = new JsonArray(market) }, cancellation);

    private async Task<Reading<ImmutableArray<PerpetualPosition>>> ReadAsync(
        JsonObject which, CancellationToken cancellation)
    {
        Reading<ImmutableArray<PerpetualPosition>> reading = await wire.ReadAsync<ImmutableArray<PerpetualPosition>>(
            "positions",
            which,
            json =>
            [
                // Where a market is named that nothing is open in, some answer with a position of nothing, on no side.
                .. json.GetProperty("positions").EnumerateArray()
                    .Where(position => BridgedRecords.Amount(position, "contracts") != 0m).Select(PositionOf)
                    .OrderBy(position => position.Symbol, StringComparer.Ordinal),
            ],
            cancellation);
        return reading is Reading<ImmutableArray<PerpetualPosition>>.Known { Value: var open }
            ? new Reading<ImmutableArray<PerpetualPosition>>.Known(
                [.. await Task.WhenAll(open.Select(position => FundedAsync(position, cancellation)))])
            : reading;
    }

    // A rate that cannot be read hides no position.
    private async Task<PerpetualPosition> FundedAsync(PerpetualPosition position, CancellationToken cancellation) =>
        await wire.ReadAsync(
            "fundingRate",
            new JsonObject { ["symbol"] = position.Symbol },
            json => position with
            {
                MarkPrice = position.MarkPrice ?? PriceOf(json, "markPrice"),
                FundingRate = BridgedRecords.AmountOrNull(json, "rate"),
                FundingAt = json.GetProperty("nextAt").ValueKind == JsonValueKind.Null
                    ? null
                    : BridgedRecords.Time(json, "nextAt"),
            },
            cancellation) is Reading<PerpetualPosition>.Known { Value: var funded } ? funded : position;

    private static PerpetualPosition PositionOf(JsonElement json) => new()
    {
        Symbol = BridgedRecords.Text(json, "symbol"),
        Side = BridgedRecords.Text(json, "side") switch
        {
            "long" => PositionSide.Long,
            "short" => PositionSide.Short,
            string side => throw new FormatException($"'{side}' is no side of a position"),
        },
        Size = new Quantity(
            Math.Abs(BridgedRecords.Amount(json, "contracts")) * BridgedRecords.Amount(json, "contractSize")),
        EntryPrice = PriceOf(json, "entryPrice"),
        MarkPrice = PriceOf(json, "markPrice"),
        LiquidationPrice = PriceOf(json, "liquidationPrice"),
        Margin = MoneyOf(json, "margin"),
        Unrealized = MoneyOf(json, "unrealizedPnl"),
        Leverage = BridgedRecords.AmountOrNull(json, "leverage"),
    };

    // Exchanges write a price that there is not as zero, or as less.
    private static Price? PriceOf(JsonElement json, string name) =>
        BridgedRecords.AmountOrNull(json, name) is { } price and > 0m ? new Price(price) : null;

    private static Money? MoneyOf(JsonElement json, string name) =>
        BridgedRecords.AmountOrNull(json, name) is { } amount ? new Money(amount) : null;
}
