using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>Reads the API's JSON. What is missing or of another type throws <see cref="FormatException"/>.</summary>
internal static class FleaRecords
{
    private const string ReserveField = "available_balance";

    /// <summary>The balances of a portfolio that are not zero, in ordinal order.</summary>
    public static ImmutableArray<Balance> Portfolio(string body) => JsonBody.Read<ImmutableArray<Balance>>(
        body,
        json =>
        [
            .. FleaSleeves.All.Select(sleeve => BalanceOf(sleeve, json.GetProperty(sleeve.Symbol + "_balance")))
                .Append(BalanceOf(FleaSleeves.Cash, json.GetProperty(ReserveField)))
                .Where(balance => !balance.Total.IsZero)
                .OrderBy(balance => balance.Asset),
        ]);

    /// <summary>What an accepted movement came to.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="wished">What was asked, where the answer does not repeat it.</param>
    public static FleaMovement Movement(string body, decimal wished) => JsonBody.Read(body, json =>
        new FleaMovement(
            json.TryGetProperty("movement_id", out JsonElement id) ? id.ToString() : "",
            json.TryGetProperty("moved_usdc", out JsonElement moved) ? moved.GetDecimal()
                : json.TryGetProperty("amount_usdc", out JsonElement amount) ? amount.GetDecimal() : wished));

    private static Balance BalanceOf(Asset asset, JsonElement amount)
    {
        decimal value = amount.GetDecimal();
        return value >= 0m
            ? new Balance(asset, new Quantity(value), Quantity.Zero)
            : throw new FormatException($"{asset} has a balance of {value}");
    }
}

/// <summary>An accepted movement.</summary>
/// <param name="Id">The venue's name for it; empty where it gives none.</param>
/// <param name="Moved">USDC that moved.</param>
internal sealed record FleaMovement(string Id, decimal Moved);
