using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// Reads the exchange's JSON. What is missing or of another type throws <see cref="FormatException"/>.
/// </summary>
internal static class BinanceRecords
{
    /// <summary>
    /// Reads a body with a reader; everything that can be wrong with it comes out as one <see cref="FormatException"/>.
    /// </summary>
    public static T Read<T>(string body, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or OverflowException or IndexOutOfRangeException or FormatException)
        {
            throw new FormatException($"the answer cannot be read: {error.Message}", error);
        }
    }

    public static decimal Amount(JsonElement json, string name) =>
        CanonicalDecimal.Parse(json.GetProperty(name).GetString() ?? "");

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";

    public static string Number(JsonElement json, string name) => json.GetProperty(name).GetRawText();

    public static Instant Time(JsonElement json, string name) =>
        Instant.FromUnixTimeMilliseconds(json.GetProperty(name).GetInt64());

    /// <summary>An order from a lookup, a list or the answer to placing it.</summary>
    public static VenueOrder Order(JsonElement json) => new()
    {
        ClientId = Text(json, "clientOrderId"),
        VenueId = Number(json, "orderId"),
        Symbol = Text(json, "symbol"),
        Status = Status(Text(json, "status")),
        Size = new Quantity(Amount(json, "origQty")),
        Filled = new Quantity(Amount(json, "executedQty")),
    };

    /// <summary>The order from a cancel's answer, whose own id stands where the order's stands elsewhere.</summary>
    public static VenueOrder CancelledOrder(JsonElement json) =>
        Order(json) with { ClientId = Text(json, "origClientOrderId") };

    public static ImmutableArray<VenueFill> Fills(JsonElement json)
    {
        Instant at = Time(json, "transactTime");
        return
        [
            .. json.GetProperty("fills").EnumerateArray().Select(fill => new VenueFill
            {
                TradeId = Number(fill, "tradeId"),
                Size = new Quantity(Amount(fill, "qty")),
                Price = new Price(Amount(fill, "price")),
                Fee = new Quantity(Amount(fill, "commission")),
                FeeAsset = new Asset(Text(fill, "commissionAsset")),
                At = at,
            }),
        ];
    }

    public static VenueTrade Trade(JsonElement json) => new(
        Number(json, "orderId"),
        json.GetProperty("isBuyer").GetBoolean() ? TradeSide.Buy : TradeSide.Sell,
        new VenueFill
        {
            TradeId = Number(json, "id"),
            Size = new Quantity(Amount(json, "qty")),
            Price = new Price(Amount(json, "price")),
            Fee = new Quantity(Amount(json, "commission")),
            FeeAsset = new Asset(Text(json, "commissionAsset")),
            At = Time(json, "time"),
        });

    private static VenueOrderStatus Status(string text) => text switch
    {
        "NEW" or "PENDING_NEW" => VenueOrderStatus.Open,
        "PARTIALLY_FILLED" => VenueOrderStatus.PartlyFilled,
        "FILLED" => VenueOrderStatus.Filled,
        "CANCELED" => VenueOrderStatus.Cancelled,
        "EXPIRED" or "EXPIRED_IN_MATCH" => VenueOrderStatus.Expired,
        "REJECTED" => VenueOrderStatus.Rejected,
        _ => throw new FormatException($"'{text}' is not an order status"),
    };
}
