using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core;
using Ballast.Core.Lots;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Engine.Lots;
using NodaTime;

namespace Ballast.Server.Features.Lots;

/// <summary>Past trades of one account.</summary>
public sealed record TradesWish
{
    /// <summary>The trades, at most <see cref="Most"/>; those that are known change nothing.</summary>
    public required IReadOnlyList<TradeWish> Trades { get; init; }

    /// <summary>Where they come from, for the journal: <c>venue</c> for what the venue itself lists, which cannot be
    /// retracted, or a name such as a file's.</summary>
    public required string Source { get; init; }

    /// <summary>The market whose list was read with them; null where they come from elsewhere.</summary>
    public string? Market { get; init; }

    /// <summary>How far it was read: the number of a trade, or, where a venue counts by time, a trade's time in
    /// milliseconds since 1970, a blank and its number; null where they come from elsewhere.</summary>
    public string? Through { get; init; }

    /// <summary>Who hands them in.</summary>
    public string? Actor { get; init; }

    /// <summary>Whether the answer alone is wanted: they are held against what is known, and not written
    /// down.</summary>
    public bool IsRehearsal { get; init; }

    /// <summary>The most trades at once.</summary>
    public const int Most = 500;

    /// <summary>What is wrong with it, naming the field; <see langword="null"/> where nothing is.</summary>
    /// <param name="known">The trades of the account that are known.</param>
    internal Reason? Fault(TradeHistory known)
    {
        foreach ((int index, TradeWish? trade) in Trades.Index())
        {
            if ((trade is null ? " is null" : trade.Fault()) is { } fault)
            {
                return new Reason("trade-incomplete", $"$.trades[{index}]{fault}");
            }
        }

        return (Market is null) != (Through is null)
            ? new Reason("mark-incomplete", "$.market and $.through are either both there or both missing")
            : Through is null or "" || IsNumberOfATrade(known)
                ? null
                : new Reason("mark-unknown", $"$.through is '{Through}', and no trade of {Market} has that number");
    }

    /// <summary>As the journal keeps them.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="actor">Who hands them in where the wish does not say.</param>
    public JournalEvent.TradesImported ToEvent(AccountId account, string actor) =>
        new(account, [.. Trades.Select(trade => trade.ToTrade())], Source, Actor ?? actor)
        {
            Through = Market is { } market && Through is { } through ? new TradeMark(market, through) : null,
        };

    /// <summary>Whether a file of the same name is among those that told of a trade.</summary>
    internal bool IsOfSource(ImmutableArray<FileWord> words) => words.Any(word => word.File == Source);

    /// <summary>Hands them in, or asks what that would be answered with.</summary>
    /// <param name="engine">Who keeps them.</param>
    /// <param name="account">Whose.</param>
    /// <param name="actor">Who hands them in where the wish does not say.</param>
    /// <param name="cancellation">Ends it before they are written down.</param>
    public Task<ImportOutcome> HandInAsync(
        PortfolioEngine engine, AccountId account, string actor, CancellationToken cancellation) => IsRehearsal
            ? Task.FromResult(engine.RehearseTrades(ToEvent(account, actor)))
            : engine.ImportTradesAsync(ToEvent(account, actor), cancellation);

    // A mark that the venue cannot count from, or one beyond its trades, would end every later import.
    private bool IsNumberOfATrade(TradeHistory known)
    {
        MarketHistory market = known.Markets.GetValueOrDefault(Market!, MarketHistory.Empty);
        string[] parts = Through!.Split(' ');
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long ms))
        {
            return false;
        }

        bool isAt(Instant at) => parts.Length == 1 || at.ToUnixTimeMilliseconds() == ms;
        string number = parts[^1];
        return market.ReadThrough == Through
            || (market.Trades.TryGetValue(number, out PastTrade? told) && isAt(told.At))
            || Trades.Any(trade => trade.TradeId == number && isAt(trade.At)
                && PastTrade.MarketOf(trade.Base, trade.Quote) == Market);
    }
}
