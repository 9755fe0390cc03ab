using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;

namespace Ballast.Engine.Ledger;

/// <summary>What unexplained changes are booked as.</summary>
internal sealed record Booking
{
    public required ImmutableArray<LedgerPosting> Postings { get; init; }

    public required PolicyMemory Memory { get; init; }

    public required bool IsLarge { get; init; }

    public required Reason Why { get; init; }
}

/// <summary>Books what no fill explains as a flow by the owner, valued at the prices of the observation.</summary>
internal static class Bookkeeping
{
    private const decimal LargePart = 0.05m;

    public static Booking Of(
        PortfolioBook book, AccountId account, ImmutableSortedDictionary<Asset, Quantity> difference,
            Observation observation)
    {
        Reason why = new("unexplained-change",
            $"{account}: {Listed(difference)} that no fill explains");
        PolicyMemory memory = book.Memory;
        Money moved = Money.Zero;
        foreach ((Asset asset, Quantity change) in difference)
        {
            if (ManagedAs(book, asset) is { } managed && PriceOf(book, observation, asset) is { } price)
            {
                Money value = change * price;
                memory = memory.AfterFlow(managed, value);
                moved += value.Magnitude;
            }
        }

        Money whole = book.LastDecision?.Value ?? Money.Zero;
        return new Booking
        {
            Postings = [.. difference.Select(line => new LedgerPosting(line.Key, line.Value, "flow", why))],
            Memory = memory,
            IsLarge = whole.Sign > 0 && moved > whole * LargePart,
            Why = why,
        };
    }

    private static string Listed(ImmutableSortedDictionary<Asset, Quantity> difference) =>
        string.Join(", ", difference.Select(line => $"{line.Value} {line.Key}"));

    private static Asset? ManagedAs(PortfolioBook book, Asset asset) =>
        asset == book.Policy.Quote || book.Policy.Target.ContainsKey(asset)
            ? asset
            : book.Policy.Equivalents.FirstOrDefault(pair => pair.Value.Contains(asset)).Key;

    private static Price? PriceOf(PortfolioBook book, Observation observation, Asset asset) =>
        asset == book.Policy.Quote
        ? Price.One
        : observation.Prices.Where(quote => quote.Asset == asset).Select(quote => (Price?)quote.Price).FirstOrDefault();
}
