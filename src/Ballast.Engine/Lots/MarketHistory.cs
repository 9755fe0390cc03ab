using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;

namespace Ballast.Engine.Lots;

/// <summary>The known trades of one market.</summary>
public sealed record MarketHistory
{
    /// <summary>No trade is known.</summary>
    public static MarketHistory Empty { get; } = new();

    /// <summary>By the venue's number.</summary>
    public ImmutableSortedDictionary<string, PastTrade> Trades { get; init; } =
        ImmutableSortedDictionary.Create<string, PastTrade>(StringComparer.Ordinal);

    /// <summary>
    /// The trades of which files say something that nobody else does, by number: each as it would be known without the
    /// files, <see langword="null"/> where it would not be.
    /// </summary>
    public ImmutableSortedDictionary<string, PastTrade?> WithoutFiles { get; init; } =
        ImmutableSortedDictionary.Create<string, PastTrade?>(StringComparer.Ordinal);

    /// <summary>How far an import has read the venue's own list; <see langword="null"/> before one has.</summary>
    public string? ReadThrough { get; init; }

    /// <summary>Whether nothing is known of it.</summary>
    internal bool IsEmpty => Trades.IsEmpty && ReadThrough is null;

    /// <summary>With a trade; one that is known adds a rate or a fee that was not said before, and whose word it
    /// is.</summary>
    /// <param name="trade">The trade as it is told.</param>
    /// <param name="origin">Whose word it is.</param>
    /// <param name="currency">The currency of the portfolio, in which a rate counts; <see langword="null"/> where none
    /// has the account.</param>
    internal MarketHistory With(PastTrade trade, TradeOrigin origin, Asset? currency)
    {
        PastTrade? before = Trades.GetValueOrDefault(trade.TradeId);
        bool hasFile = WithoutFiles.TryGetValue(trade.TradeId, out PastTrade? without);
        if (origin == TradeOrigin.File)
        {
            PastTrade told = before?.CompletedBy(trade, currency) ?? trade;
            return told.Equals(before) ? this : this with
            {
                Trades = Trades.SetItem(trade.TradeId, told),
                WithoutFiles = hasFile ? WithoutFiles : WithoutFiles.Add(trade.TradeId, before),
            };
        }

        // The venue knows when its trade was and at which rate; a file only adds what the venue does not say.
        PastTrade? earlier = hasFile ? without : before;
        PastTrade other = earlier?.CompletedBy(trade, currency) ?? trade;
        PastTrade after = hasFile ? other.CompletedBy(before!, currency) : other;
        return after.Equals(before) && (!hasFile || other.Equals(without)) ? this : this with
        {
            Trades = Trades.SetItem(trade.TradeId, after),
            WithoutFiles = !hasFile ? WithoutFiles
                : other.Equals(after) ? WithoutFiles.Remove(trade.TradeId)
                : WithoutFiles.SetItem(trade.TradeId, other),
        };
    }

    /// <summary>Without what files said of a trade.</summary>
    internal MarketHistory Retracted(string number)
    {
        if (!WithoutFiles.TryGetValue(number, out PastTrade? without))
        {
            return this;
        }

        return this with
        {
            Trades = without is null ? Trades.Remove(number) : Trades.SetItem(number, without),
            WithoutFiles = WithoutFiles.Remove(number),
        };
    }
}
