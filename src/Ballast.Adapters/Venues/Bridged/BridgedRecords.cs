using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Reads the bridge's results. What is missing or of another type throws <see cref="FormatException"/>; what the
/// exchange did not say is null there, and never taken for zero where money depends on it.
/// </summary>
internal static class BridgedRecords
{
    /// <summary>Everything that can be wrong with a result comes out as one <see cref="FormatException"/>.</summary>
    public static T Read<T>(JsonElement json, Func<JsonElement, T> read)
    {
        try
        {
            return read(json);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or ArgumentException
            or OverflowException or IndexOutOfRangeException or FormatException)
        {
            throw new FormatException($"the answer cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The same as the answer to a read; what cannot be read may be asked for again.</summary>
    public static Reading<T> ReadingOf<T>(JsonElement json, Func<JsonElement, T> read)
    {
        try
        {
            return new Reading<T>.Known(Read(json, read));
        }
        catch (FormatException error)
        {
            return new Reading<T>.Failed(BridgeErrors.ForRead(BridgeErrors.Unreadable(error.Message)));
        }
    }

    public static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is not said");

    public static string TextOrEmpty(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    public static bool IsTrue(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement flag) && flag.ValueKind == JsonValueKind.True;

    public static decimal Amount(JsonElement json, string name) => CanonicalDecimal.Parse(Text(json, name));

    public static decimal? AmountOrNull(JsonElement json, string name) =>
        json.GetProperty(name).ValueKind == JsonValueKind.Null ? null : Amount(json, name);

    private static decimal? ReadableOrNull(JsonElement json, string name)
    {
        try
        {
            return AmountOrNull(json, name);
        }
        catch (Exception error) when (error is FormatException or OverflowException or InvalidOperationException)
        {
            return null;
        }
    }

    public static Instant Time(JsonElement json, string name) =>
        Instant.FromUnixTimeMilliseconds(json.GetProperty(name).GetInt64());

    /// <summary>The exchange's time, or the machine's where the exchange gives none.</summary>
    public static Instant TimeOr(JsonElement json, string name, Instant now) =>
        json.GetProperty(name).ValueKind == JsonValueKind.Number ? Time(json, name) : now;

    public static Balance Balance(JsonElement json)
    {
        decimal total = TotalOf(json);
        decimal free = AmountOrNull(json, "free") ?? total - Amount(json, "used");
        return new Balance(new Asset(Text(json, "asset")), new Quantity(free), new Quantity(total - free));
    }

    /// <summary>The same where nothing can be traded: what an exchange does not say to be held by orders is free.
    /// </summary>
    public static Balance CountedBalance(JsonElement json)
    {
        decimal total = TotalOf(json);
        decimal free = AmountOrNull(json, "free") ?? total - (AmountOrNull(json, "used") ?? 0m);
        return new Balance(new Asset(Text(json, "asset")), new Quantity(free), new Quantity(total - free));
    }

    private static decimal TotalOf(JsonElement json) => AmountOrNull(json, "total")
        ?? throw new FormatException($"how much {Text(json, "asset")} there is, is not said");

    /// <summary>An order from a record or a listing: it says how much is filled and where it stands.</summary>
    public static VenueOrder Order(JsonElement json)
    {
        decimal size = Amount(json, "quantity");
        decimal filled = Amount(json, "filled");
        return new VenueOrder
        {
            ClientId = TextOrEmpty(json, "clientId"),
            VenueId = Text(json, "orderId"),
            Symbol = Text(json, "symbol"),
            Status = Status(Text(json, "status"), size, filled),
            Size = new Quantity(size),
            Filled = new Quantity(filled),
        };
    }

    /// <summary>
    /// An order of a listing, perhaps somebody else's, which must not hide the others: a purchase for an amount has no
    /// size before it has a fill, and numbers may be longer than any of ours. Of one that leaves a number unsaid
    /// nobody can say that it has ended.
    /// </summary>
    public static VenueOrder ListedOrder(JsonElement json)
    {
        decimal? size = ReadableOrNull(json, "quantity");
        decimal? filled = ReadableOrNull(json, "filled");
        string status = TextOrEmpty(json, "status");
        return new VenueOrder
        {
            ClientId = TextOrEmpty(json, "clientId"),
            VenueId = Text(json, "orderId"),
            Symbol = TextOrEmpty(json, "symbol"),
            Status = size is { } whole && filled is { } part && status.Length > 0
                ? Status(status, whole, part)
                : VenueOrderStatus.Open,
            Size = new Quantity(size ?? 0m),
            Filled = new Quantity(filled ?? 0m),
        };
    }

    /// <summary>
    /// An order from the answer to placing it, which at some exchanges says no more than its number: the rest is as
    /// asked, and its record tells later what became of it.
    /// </summary>
    public static VenueOrder Placed(JsonElement json, JsonElement asked)
    {
        decimal size = Amount(asked, "quantity");
        decimal filled = AmountOrNull(json, "filled") ?? 0m;
        string status = TextOrEmpty(json, "status");
        return new VenueOrder
        {
            ClientId = Text(asked, "clientId"),
            VenueId = Text(json, "orderId"),
            Symbol = Text(asked, "symbol"),
            Status = status.Length > 0 ? Status(status, size, filled) : VenueOrderStatus.Open,
            Size = new Quantity(size),
            Filled = new Quantity(filled),
        };
    }

    /// <summary>
    /// The fills of such an answer; none where one of them does not say its number or fee. Where they have no time of
    /// their own it is the order's.
    /// </summary>
    public static ImmutableArray<VenueFill> PlacedFills(JsonElement json, Asset quote)
    {
        JsonElement[] trades = [.. json.GetProperty("trades").EnumerateArray()];
        JsonElement at = json.GetProperty("at");
        bool areWhole = at.ValueKind == JsonValueKind.Number && trades.All(trade =>
            TextOrEmpty(trade, "id").Length > 0 && trade.GetProperty("fees").GetArrayLength() == 1);
        return areWhole ? [.. trades.Select(trade => Fill(trade, quote, Time(json, "at")))] : [];
    }

    public static VenueTrade Trade(JsonElement json, Asset quote) => new(
        Text(json, "orderId"),
        Text(json, "side") switch
        {
            "buy" => TradeSide.Buy,
            "sell" => TradeSide.Sell,
            string side => throw new FormatException($"'{side}' is no side"),
        },
        Fill(json, quote, Time(json, "at")))
    {
        IsFeeUntold = !IsTrue(json, "isFeeTold"),
    };

    private static VenueFill Fill(JsonElement json, Asset quote, Instant at)
    {
        JsonElement[] fees = [.. json.GetProperty("fees").EnumerateArray()];
        Asset[] assets = [.. fees.Select(fee => new Asset(Text(fee, "asset"))).Distinct()];
        if (assets.Length > 1)
        {
            throw new FormatException($"trade {Text(json, "id")} has fees in {assets.Length} assets");
        }

        return new VenueFill
        {
            TradeId = Text(json, "id"),
            Size = new Quantity(Amount(json, "quantity")),
            Price = new Price(Amount(json, "price")),
            Fee = new Quantity(fees.Sum(fee => Amount(fee, "amount"))),
            FeeAsset = assets.Length == 1 ? assets[0] : quote,
            At = TimeOr(json, "at", at),
        };
    }

    // "Closed" is all that some exchanges say of an order that took what it could and dropped the rest.
    private static VenueOrderStatus Status(string text, decimal size, decimal filled) => text switch
    {
        "open" => filled > 0m ? VenueOrderStatus.PartlyFilled : VenueOrderStatus.Open,
        "closed" => filled >= size ? VenueOrderStatus.Filled : VenueOrderStatus.Expired,
        "canceled" => VenueOrderStatus.Cancelled,
        "expired" => VenueOrderStatus.Expired,
        "rejected" => VenueOrderStatus.Rejected,
        _ => throw new FormatException($"'{text}' is not an order status"),
    };
}
