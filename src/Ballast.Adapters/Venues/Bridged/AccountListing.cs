using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>How an exchange lists an account's trades, or its orders, by time, from the bridge's table.</summary>
public sealed record AccountListing
{
    /// <summary>Where the table says nothing: as careful as with the narrowest exchange of it.</summary>
    public static AccountListing Untold { get; } = new()
    {
        Page = 50,
        Window = Duration.FromDays(1),
        Gap = "nothing is known of how its trades are listed",
    };

    /// <summary>No exchange is known to list a trade later than this.</summary>
    internal static Duration LongestLag { get; } = Duration.FromHours(1);

    /// <summary>The most that it lists at once: as many may mean that there are more.</summary>
    public required int Page { get; init; }

    /// <summary>The longest time that one listing may span.</summary>
    public required Duration Window { get; init; }

    /// <summary>Whether it takes instants in whole seconds.</summary>
    public bool IsInSeconds { get; init; }

    /// <summary>Whether a listing has those of all markets, and counts them all towards the page.</summary>
    public bool IsOfAllMarkets { get; init; }

    /// <summary>Whether it lists the newest alone, whatever time is asked for.</summary>
    public bool HasNewestAlone { get; init; }

    /// <summary>Whether lines of a time can be passed over, so that one with more than a page can be read.</summary>
    public bool HasOffset { get; init; }

    /// <summary>Why the listings do not reach back to an account's first trade, for people; empty where they
    /// do.</summary>
    public string Gap { get; init; } = "";

    /// <summary>What the bridge is asked for: a page of a market, without a time.</summary>
    internal JsonObject Asked(Instrument market)
    {
        JsonObject asked = new() { ["limit"] = Page };
        if (!IsOfAllMarkets)
        {
            asked["symbol"] = market.Symbol;
        }

        return asked;
    }

    /// <summary>The same of a time, and how many lines of it to pass over.</summary>
    internal JsonObject Asked(Instrument market, ListingSpan span)
    {
        JsonObject asked = Asked(market);
        asked["since"] = Math.Max(1L, span.From.ToUnixTimeMilliseconds());

        // Cut to whole seconds it would end too early.
        Duration roundUp = IsInSeconds ? Duration.FromMilliseconds(999) : Duration.Zero;
        asked["until"] = Math.Max(1L, (span.Until + roundUp).ToUnixTimeMilliseconds());
        if (span.Offset > 0)
        {
            asked["offset"] = span.Offset;
        }

        return asked;
    }

    /// <summary>Reads a row's entry.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">The entry: <c>trades</c> or <c>orderList</c>.</param>
    /// <exception cref="FormatException">It is not as agreed.</exception>
    internal static AccountListing Read(JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out JsonElement json) || json.ValueKind != JsonValueKind.Object)
        {
            return Untold;
        }

        return new AccountListing
        {
            Page = json.GetProperty("page").GetInt32(),
            Window = Duration.FromDays(json.GetProperty("days").GetInt32()),
            IsInSeconds = BridgedRecords.IsTrue(json, "inSeconds"),
            HasOffset = BridgedRecords.TextOrEmpty(json, "offset").Length > 0,
            IsOfAllMarkets = BridgedRecords.IsTrue(json, "allMarkets"),
            HasNewestAlone = BridgedRecords.IsTrue(json, "newestAlone"),
            Gap = BridgedRecords.TextOrEmpty(json, "gap"),
        };
    }
}
