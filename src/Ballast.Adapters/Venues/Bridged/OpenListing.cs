using System.Text.Json;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>How an exchange lists an account's open orders, from the bridge's table.</summary>
public sealed record OpenListing
{
    /// <summary>The most that it lists at once, so that as many may mean that there are more; <see langword="null"/>
    /// where it lists all.</summary>
    public int? Page { get; init; }

    /// <summary>Whether the page is that of each market, also where all are listed.</summary>
    public bool IsPageOfEachMarket { get; init; }

    /// <summary>Whether it lists one market at a time.</summary>
    public bool IsPerMarket { get; init; }

    /// <summary>Reads a row's entry.</summary>
    internal static OpenListing Read(JsonElement row) =>
        row.TryGetProperty("openOrders", out JsonElement json) && json.ValueKind == JsonValueKind.Object
            ? new OpenListing
            {
                Page = json.TryGetProperty("page", out JsonElement page) ? page.GetInt32() : null,
                IsPageOfEachMarket = BridgedRecords.IsTrue(json, "pageOfEachMarket"),
                IsPerMarket = BridgedRecords.IsTrue(json, "perMarket"),
            }
            : new OpenListing();
}
