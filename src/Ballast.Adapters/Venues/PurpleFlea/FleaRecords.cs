using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>Reads the API's JSON. What is missing or of another type throws <see cref="FormatException"/>.</summary>
internal static class FleaRecords
{
    private const string ReserveService = "reserve";
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

    /// <summary>Daily simple returns of the sleeves, oldest first; a service that the feed leaves out is left
    /// out.</summary>
    public static ImmutableSortedDictionary<Asset, ImmutableArray<decimal>> Returns(string body) =>
        JsonBody.Read(body, json =>
        {
            JsonElement services = json.GetProperty("returns_by_service");
            return FleaSleeves.All
                .Where(sleeve => services.TryGetProperty(sleeve.Symbol, out _))
                .ToImmutableSortedDictionary(
                    sleeve => sleeve,
                    sleeve => (ImmutableArray<decimal>)
                    [
                        .. services.GetProperty(sleeve.Symbol).EnumerateArray().Select(rate => ReturnOf(sleeve, rate)),
                    ]);
        });

    /// <summary>What an accepted movement came to: exactly what was asked. An answer that does not repeat it, in one of
    /// its fields, proves nothing.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="wished">USDC that were to move.</param>
    /// <exception cref="FormatException">It says anything else.</exception>
    public static FleaMovement Movement(string body, decimal wished) => JsonBody.Read(body, json =>
    {
        RequireDone(json);
        JsonElement told = json.TryGetProperty("moved_usdc", out JsonElement moved)
            ? moved
            : json.GetProperty("amount_usdc");
        return told.GetDecimal() == wished
            ? new FleaMovement(json.TryGetProperty("movement_id", out JsonElement id) ? id.ToString() : "", wished)
            : throw new FormatException($"{wished} USDC were to move, and the answer speaks of {told}");
    });

    /// <summary>Hosts answer 200 to what they did not do as well.</summary>
    /// <exception cref="FormatException">The answer has an error, or a status that is no success.</exception>
    public static void RequireDone(JsonElement json)
    {
        if (json.TryGetProperty("error", out JsonElement error) && error.ValueKind is not JsonValueKind.Null)
        {
            throw new FormatException("it speaks of an error");
        }

        if (json.TryGetProperty("status", out JsonElement status)
            && status.GetString() is not ("accepted" or "filled" or "partially_filled" or "completed" or "closed"))
        {
            throw new FormatException($"a status of {status} is no success");
        }
    }

    // Nobody loses more than everything, and nobody's money grows a thousandfold in a day.
    private static decimal ReturnOf(Asset sleeve, JsonElement rate)
    {
        decimal value = rate.GetDecimal();
        return value is >= -1m and <= 1000m
            ? value
            : throw new FormatException($"{sleeve} has a daily return of {value}");
    }

    /// <summary>What a wallet holds, in ordinal order, without what it has none of. Quantities, or objects with what is
    /// available.</summary>
    public static ImmutableArray<Balance> Wallet(string body) => JsonBody.Read<ImmutableArray<Balance>>(
        body,
        json =>
        [
            .. json.GetProperty("balances").EnumerateObject()
                .Select(held => BalanceOf(
                    new Asset(held.Name),
                    held.Value.ValueKind == JsonValueKind.Object ? held.Value.GetProperty("available") : held.Value))
                .Where(balance => !balance.Total.IsZero)
                .OrderBy(balance => balance.Asset),
        ]);

    /// <summary>Prices in USDC; each above zero.</summary>
    public static ImmutableSortedDictionary<Asset, Price> Prices(string body) => JsonBody.Read(
        body,
        json => json.GetProperty("prices").EnumerateObject().ToImmutableSortedDictionary(
            line => new Asset(line.Name), line => PriceOf(line.Name, line.Value.GetDecimal())));

    /// <summary>What a purchase or sale of the wallet came to; the cash by the price where the answer does not state
    /// it.</summary>
    public static FleaCoinFill CoinFill(string body) => JsonBody.Read(body, json =>
    {
        RequireDone(json);
        decimal size = json.GetProperty("quantity").GetDecimal();
        decimal cash = json.TryGetProperty("value_usdc", out JsonElement value)
            ? value.GetDecimal()
            : size * json.GetProperty("fill_price").GetDecimal();
        return new FleaCoinFill(
            json.TryGetProperty("fill_id", out JsonElement id) ? id.ToString() : "",
            new Quantity(size),
            cash > 0m ? new Quantity(cash) : throw new FormatException($"{size} were traded for {cash} USDC"));
    });

    /// <summary>Lines of the log, oldest first.</summary>
    public static ImmutableArray<FleaLogLine> Log(string body) => JsonBody.Read<ImmutableArray<FleaLogLine>>(
        body, json => [.. json.GetProperty("transactions").EnumerateArray().Select(LineOf)]);

    private static FleaLogLine LineOf(JsonElement line)
    {
        string service = line.GetProperty("service").GetString() ?? "";
        Asset? sleeve = service == ReserveService
            ? FleaSleeves.Cash
            : FleaSleeves.All.FirstOrDefault(known => known.Symbol == service);
        string id = line.GetProperty("id").ToString();
        return new FleaLogLine
        {
            Id = id.Length > 0 ? id : throw new FormatException("a line of the log has no number"),
            Sleeve = sleeve ?? throw new FormatException($"line {id} of the log is of '{service}'"),
            Unit = new Asset(line.GetProperty("asset").GetString()!),
            Amount = line.GetProperty("amount").GetDecimal(),
            Kind = KindOf(line.GetProperty("kind").GetString()),
            Reason = line.TryGetProperty("reason", out JsonElement reason) ? reason.GetString() ?? "" : "",
            Reference = line.TryGetProperty("reference", out JsonElement reference) ? reference.ToString() : "",
        };
    }

    // Everything else is the services' own doing, and shows in their balances.
    private static VenueChangeKind? KindOf(string? kind) => kind switch
    {
        "deposit" or "withdrawal" => VenueChangeKind.Flow,
        "movement" => VenueChangeKind.Transfer,
        "income" or "referral" or "yield" or "reward" => VenueChangeKind.Income,
        _ => null,
    };

    private static Price PriceOf(string coin, decimal price) => price > 0m
        ? new Price(price)
        : throw new FormatException($"{coin} has a price of {price}");

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

/// <summary>A purchase or sale that was done.</summary>
/// <param name="Id">The venue's name for it; empty where it gives none.</param>
/// <param name="Size">Units of the coin.</param>
/// <param name="Cash">USDC paid or raised.</param>
internal sealed record FleaCoinFill(string Id, Quantity Size, Quantity Cash);

/// <summary>One line of an agent's log.</summary>
internal sealed record FleaLogLine
{
    public required string Id { get; init; }

    /// <summary>Whose holding changed; the reserve is cash.</summary>
    public required Asset Sleeve { get; init; }

    /// <summary>What the amount is counted in.</summary>
    public required Asset Unit { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>What it means for the account; <see langword="null"/> where its balances tell that.</summary>
    public required VenueChangeKind? Kind { get; init; }

    public required string Reason { get; init; }

    /// <summary>What the venue calls that which did it; empty where it does not say.</summary>
    public required string Reference { get; init; }
}
