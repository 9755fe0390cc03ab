using System.Text.Json.Nodes;
using Ballast.PaperExchange.Services;

namespace Ballast.PaperExchange.Faces.PurpleFlea;

/// <summary>Prices as agents ask for them: an asset's in USDC, or a pair's with the word <c>last</c>.</summary>
internal sealed class FleaPrices(PaperVenue venue)
{
    // Counted as one USDC where the market does not price them.
    private static readonly string[] Dollars = [AgentUnits.Usdc, "USD", "USDT"];

    public JsonObject Of(IEnumerable<string> names) => new()
    {
        ["prices"] = new JsonObject(names.Distinct().Select(name => KeyValuePair.Create(name, (JsonNode?)One(name)))),
    };

    /// <summary>The coin of a pair such as <c>BTC-USDC</c>, or of a bare ticker.</summary>
    public static string CoinOf(string field, string symbol)
    {
        string[] parts = symbol.Split('-', '/');
        return parts.Length == 1 || (parts.Length == 2 && Dollars.Contains(parts[1], StringComparer.Ordinal))
            ? parts[0]
            : throw FleaRefusalException.Invalid(field, $"the market has no {symbol}");
    }

    private JsonNode One(string name)
    {
        string[] parts = name.Split('-', '/');
        if (parts.Length > 2)
        {
            throw FleaRefusalException.Invalid("assets", $"the market has no {name}");
        }

        decimal price = PriceOf(parts[0], name);
        if (parts.Length == 1)
        {
            return FleaJson.Number(price);
        }

        decimal quote = PriceOf(parts[1], name);
        return new JsonObject { ["last"] = FleaJson.Number(AgentUnits.Cut(price / quote)) };
    }

    private decimal PriceOf(string asset, string asked)
    {
        if (asset == AgentUnits.Usdc)
        {
            return 1m;
        }

        if (venue.Agents.SymbolOf(asset) is { } symbol && venue.Quote(symbol) is { } quote)
        {
            return quote.Last;
        }

        return Dollars.Contains(asset, StringComparer.Ordinal)
            ? 1m
            : throw FleaRefusalException.Invalid("assets", $"the market has no {asked}");
    }
}
