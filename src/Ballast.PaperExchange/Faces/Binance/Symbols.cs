using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Reads the parameters that name markets.</summary>
internal static class Symbols
{
    private const int LongestSymbol = 50;
    private const string Legal = @"^[\w\-._&&[^a-z]]{1,50}$";
    private const string LegalList = @"^\[(""[\w\-._&&[^a-z]]{1,50}""(,""[\w\-._&&[^a-z]]{1,50}""){0,}){0,1}\]$";

    /// <summary>The market that <c>symbol</c> names.</summary>
    public static Instrument MarketOf(this PaperVenue venue, Parameters parameters) =>
        venue.MarketOf(parameters.Require("symbol"));

    /// <summary>The markets that <c>symbols</c> names, or all.</summary>
    public static ImmutableArray<Instrument> MarketsOf(this PaperVenue venue, Parameters parameters)
    {
        if (parameters.Has("symbol") && parameters.Has("symbols"))
        {
            throw Parameters.Refuse(-1128, "Combination of optional parameters invalid.");
        }

        if (parameters.Find("symbols") is not { } list)
        {
            return parameters.Has("symbol") ? [venue.MarketOf(parameters)] : venue.Instruments;
        }

        string[] symbols = ListOf(list);
        return symbols.Distinct(StringComparer.Ordinal).Count() == symbols.Length
            ? [.. symbols.Select(venue.MarketOf)]
            : throw Parameters.Refuse(-1151, "Symbol is present multiple times in the list.");
    }

    private static Instrument MarketOf(this PaperVenue venue, string symbol) => IsLegal(symbol)
        ? venue.Instruments.FirstOrDefault(instrument => instrument.Symbol == symbol)
            ?? throw new FaceRefusalException(Refusal.UnknownSymbol)
        : throw Parameters.Illegal("symbol", Legal);

    private static string[] ListOf(string list)
    {
        try
        {
            if (JsonSerializer.Deserialize<string[]>(list) is { } symbols && symbols.All(IsLegal))
            {
                return symbols;
            }
        }
        catch (JsonException)
        {
            // Refused below, in the words for any list that is not one.
        }

        throw Parameters.Illegal("symbols", LegalList);
    }

    private static bool IsLegal(string? symbol) => symbol is { Length: > 0 and <= LongestSymbol }
        && symbol.All(letter => (char.IsLetterOrDigit(letter) || letter is '-' or '.' or '_')
            && !char.IsAsciiLetterLower(letter));
}
