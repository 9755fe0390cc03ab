using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Turns what the exchange says of orders and trades into ours.</summary>
internal static class BinanceRecords
{
    /// <summary>
    /// Reads a body; everything that can be wrong with it comes out as one <see cref="FormatException"/>.
    /// </summary>
    public static T Read<TMessage, T>(string body, JsonTypeInfo<TMessage> form, Func<TMessage, T> read)
    {
        try
        {
            return JsonSerializer.Deserialize(body, form) is { } message
                ? read(message)
                : throw new FormatException("there is nothing in it");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException
            or OverflowException or IndexOutOfRangeException or FormatException)
        {
            throw new FormatException($"the answer cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A list without holes.</summary>
    public static IEnumerable<T> Whole<T>(this T?[] items)
        where T : class => items.Select(item => item ?? throw new FormatException("a list has an empty place"));

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An order from a lookup, a list or the answer to placing it.</summary>
    public static VenueOrder Order(OrderMessage order) => new()
    {
        ClientId = order.ClientOrderId,
        VenueId = Number(order.OrderId),
        Symbol = order.Symbol,
        Status = Status(order.Status),
        Size = new Quantity(order.OrigQty),
        Filled = new Quantity(order.ExecutedQty),
    };

    /// <summary>Orders of a list.</summary>
    public static ImmutableArray<VenueOrder> Orders(OrderMessage[] orders) => [.. orders.Whole().Select(Order)];

    /// <summary>The order from a cancel's answer, whose own id stands where the order's stands elsewhere.</summary>
    public static VenueOrder CancelledOrder(OrderMessage order) => Order(order) with
    {
        ClientId = order.OrigClientOrderId ?? throw new FormatException("the cancelled order is not named"),
    };

    /// <summary>What an order traded at once, from the answer to placing it.</summary>
    public static ImmutableArray<VenueFill> Fills(OrderMessage order)
    {
        Instant at = Instant.FromUnixTimeMilliseconds(
            order.TransactTime ?? throw new FormatException("the answer has no time"));
        FillMessage[] fills = order.Fills ?? throw new FormatException("the answer has no fills");
        return
        [
            .. fills.Whole().Select(fill => new VenueFill
            {
                TradeId = Number(fill.TradeId),
                Size = new Quantity(fill.Qty),
                Price = new Price(fill.Price),
                Fee = new Quantity(fill.Commission),
                FeeAsset = new Asset(fill.CommissionAsset),
                At = at,
            }),
        ];
    }

    public static VenueTrade Trade(TradeMessage trade) => new(
        Number(trade.OrderId),
        trade.IsBuyer ? TradeSide.Buy : TradeSide.Sell,
        new VenueFill
        {
            TradeId = Number(trade.Id),
            Size = new Quantity(trade.Qty),
            Price = new Price(trade.Price),
            Fee = new Quantity(trade.Commission),
            FeeAsset = new Asset(trade.CommissionAsset),
            At = Instant.FromUnixTimeMilliseconds(trade.Time),
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
