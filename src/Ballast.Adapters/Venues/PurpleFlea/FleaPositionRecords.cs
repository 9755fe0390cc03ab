using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// Reads open perpetuals. Name, market, side, notional, entry price and leverage have to be there; what else a host
/// leaves out is not known.
/// </summary>
internal static class FleaPositionRecords
{
    /// <summary>Open positions, in ordinal order of their markets and then as the venue lists them.</summary>
    /// <exception cref="FormatException">They cannot be read.</exception>
    public static ImmutableArray<PerpetualPosition> Of(string body) => JsonBody.Read<ImmutableArray<PerpetualPosition>>(
        body,
        json =>
        [
            .. json.GetProperty("positions").EnumerateArray().Select(PositionOf)
                .OrderBy(position => position.Symbol, StringComparer.Ordinal),
        ]);

    private static PerpetualPosition PositionOf(JsonElement json)
    {
        string market = json.GetProperty("market").GetString()!;
        decimal notional = json.GetProperty("notional_usdc").GetDecimal();
        decimal leverage = json.GetProperty("leverage").GetDecimal();
        if (notional < 0m || leverage <= 0m)
        {
            throw new FormatException($"{market} is said to hold {notional} USDC at a leverage of {leverage}");
        }

        Price entry = new(json.GetProperty("entry_price").GetDecimal());
        Price? mark = PriceIn(json, "mark_price");
        return new PerpetualPosition
        {
            Id = json.GetProperty("position_id").ToString(),
            Symbol = market,
            Side = json.GetProperty("side").GetString() switch
            {
                "long" or "buy" => PositionSide.Long,
                "short" or "sell" => PositionSide.Short,
                var other => throw new FormatException($"'{other}' is no side of a position"),
            },
            Size = new Quantity(SizeOf(json, notional, mark ?? entry)),
            Notional = new Money(notional),
            EntryPrice = entry,
            MarkPrice = mark,
            LiquidationPrice = PriceIn(json, "liquidation_price"),
            Margin = MoneyIn(json, "margin_usdc"),
            Unrealized = MoneyIn(json, "unrealized_pnl_usdc"),
            Leverage = leverage,
            FundingReceived = MoneyIn(json, "funding_usdc"),
            FeesPaid = MoneyIn(json, "fees_usdc"),
            Purpose = Find(json, "purpose")?.GetString() is { Length: > 0 } purpose ? purpose : null,
            OpenedAt = Find(json, "opened_at")?.GetString() is { } at ? InstantOf(at) : null,
        };
    }

    // Where the host counts in USDC alone, the units are those that it is worth at the price it is valued at.
    private static decimal SizeOf(JsonElement json, decimal notional, Price price)
    {
        decimal size = Find(json, "size")?.GetDecimal() ?? (notional == 0m ? 0m : notional / price.Value);
        return size >= 0m ? size : throw new FormatException($"a size of {size}");
    }

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private static Money? MoneyIn(JsonElement json, string name) =>
        Find(json, name) is { } found ? new Money(found.GetDecimal()) : null;

    private static Price? PriceIn(JsonElement json, string name) =>
        Find(json, name)?.GetDecimal() is { } price and > 0m ? new Price(price) : null;

    private static Instant InstantOf(string text) =>
        InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out Instant at)
            ? at
            : throw new FormatException($"'{text}' is no instant");
}
