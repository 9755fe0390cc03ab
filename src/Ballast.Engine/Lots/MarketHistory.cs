using System.Collections.Immutable;
using System.Diagnostics;
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

    /// <summary>What each file says of those trades, by number, in the order in which the files first spoke.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<FileWord>> Files { get; init; } =
        ImmutableSortedDictionary.Create<string, ImmutableArray<FileWord>>(StringComparer.Ordinal);

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
        PastTrade? without = WithoutFiles.TryGetValue(trade.TradeId, out PastTrade? kept)
            ? kept
            : Trades.GetValueOrDefault(trade.TradeId);
        PastTrade? completed = without?.CompletedBy(trade, currency);
        ImmutableArray<FileWord> words = Files.GetValueOrDefault(trade.TradeId, []);
        switch (origin)
        {
            // The venue knows when its trade was and at which rate; a file only adds what the venue does not say.
            case TradeOrigin.Venue:
                return completed is not null && completed.Equals(without)
                    ? this
                    : Told(trade.TradeId, completed ?? trade, words, currency);
            case TradeOrigin.File { Name: var name }:
                FileWord? earlier = words.FirstOrDefault(word => word.File == name);
                FileWord word = new(name, earlier?.Told.CompletedBy(trade, currency) ?? trade);
                bool isNothingNew = word.Equals(earlier)
                    || (words.IsEmpty && completed is not null && completed.Equals(without));
                return isNothingNew ? this : Told(
                    trade.TradeId,
                    without,
                    earlier is null ? words.Add(word) : words.Replace(earlier, word),
                    currency);
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Without what files said of a trade.</summary>
    /// <param name="number">The venue's number of it.</param>
    /// <param name="file">Which file; <see langword="null"/> takes back what any has said.</param>
    /// <param name="currency">The currency of the portfolio.</param>
    internal MarketHistory Retracted(string number, string? file, Asset? currency) =>
        WithoutFiles.TryGetValue(number, out PastTrade? without)
            ? Told(number, without, file is null ? [] : Files[number].RemoveAll(word => word.File == file), currency)
            : this;

    /// <summary>Whether a file says something of a trade that nobody but files does.</summary>
    /// <param name="number">The venue's number of it.</param>
    /// <param name="file">Which file; <see langword="null"/> is any.</param>
    internal bool IsToldBy(string number, string? file) => Files.TryGetValue(number, out ImmutableArray<FileWord> words)
        && (file is null || words.Any(word => word.File == file));

    // Files speak after everybody else, in the order in which they first did. Where they add nothing, they are not
    // needed.
    private MarketHistory Told(
        string number, PastTrade? without, ImmutableArray<FileWord> words, Asset? currency)
    {
        PastTrade? told = words.Aggregate(
            without, (known, word) => known?.CompletedBy(word.Told, currency) ?? word.Told);
        bool isAdding = told is not null && !told.Equals(without);
        return this with
        {
            Trades = told is null ? Trades.Remove(number) : Trades.SetItem(number, told),
            WithoutFiles = isAdding ? WithoutFiles.SetItem(number, without) : WithoutFiles.Remove(number),
            Files = isAdding ? Files.SetItem(number, words) : Files.Remove(number),
        };
    }
}
