using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Lots;

namespace Ballast.Server.Features.Lots;

/// <summary>Past trades of one account.</summary>
public sealed record TradesWish
{
    /// <summary>The trades, at most <see cref="Most"/>; those that are known change nothing.</summary>
    public required IReadOnlyList<TradeWish> Trades { get; init; }

    /// <summary>Where they come from, for the journal.</summary>
    public required string Source { get; init; }

    /// <summary>The market whose list was read with them; null where they come from elsewhere.</summary>
    public string? Market { get; init; }

    /// <summary>How far it was read; null where they come from elsewhere.</summary>
    public string? Through { get; init; }

    /// <summary>Who hands them in.</summary>
    public string? Actor { get; init; }

    /// <summary>The most trades at once.</summary>
    public const int Most = 500;

    /// <summary>As the journal keeps them.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="actor">Who hands them in where the wish does not say.</param>
    public JournalEvent.TradesImported ToEvent(AccountId account, string actor) =>
        new(account, [.. Trades.Select(trade => trade.ToTrade())], Source, Actor ?? actor)
        {
            Through = Market is { } market && Through is { } through ? new TradeMark(market, through) : null,
        };
}
