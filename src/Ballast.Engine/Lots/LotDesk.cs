using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Lots;

/// <summary>Takes past trades in, and says what holdings cost.</summary>
internal sealed class LotDesk(JournalWriter journal)
{
    /// <summary>Writes down what is not known yet of trades that happened, all or none of them.</summary>
    public async Task<ImportOutcome> ImportAsync(
        JournalEvent.TradesImported handed, CancellationToken cancellation)
    {
        ImportOutcome outcome = new ImportOutcome.Imported(0, 0);
        await journal.AppendAsync(
            null,
            state =>
            {
                (outcome, ImmutableArray<PastTrade> news) = Judge(state, handed);
                bool isRead = handed.Through is not { } mark || state.Trades.GetValueOrDefault(
                    handed.Account, TradeHistory.Empty).Markets.GetValueOrDefault(mark.Market)?.ReadThrough
                        == mark.Through;
                return outcome is ImportOutcome.Refused || (news.IsEmpty && isRead)
                    ? []
                    : [handed with { Trades = news }];
            },
            cancellation);
        return outcome;
    }

    /// <summary>Takes back what files said of trades, all or none of it.</summary>
    public async Task<RetractOutcome> RetractAsync(TradeRetraction wish, CancellationToken cancellation)
    {
        RetractOutcome outcome = new RetractOutcome.Retracted(0, 0, 0);
        await journal.AppendAsync(
            null,
            state =>
            {
                (outcome, ImmutableArray<TradeName> found) = Judge(state, wish);
                return found.IsEmpty
                    ? []
                    : [new JournalEvent.TradesRetracted(wish.Account, found, wish.Actor, wish.Why)
                    {
                        Source = wish.Source,
                    }];
            },
            cancellation);
        return outcome;
    }

    /// <summary>What handing them in would be answered with now; nothing is written down.</summary>
    public ImportOutcome Rehearse(JournalEvent.TradesImported handed) => Judge(journal.State, handed).Outcome;

    /// <summary>What the holdings of a portfolio cost.</summary>
    public static LotAnswer Of(EngineState state, PortfolioId portfolio, LotMethod method)
    {
        if (!state.Portfolios.TryGetValue(portfolio, out PortfolioBook? book))
        {
            return new LotAnswer.Refused(new Reason("no-such-portfolio", $"there is no portfolio {portfolio}"));
        }

        if (book.Policy.Accounts.FirstOrDefault(account => !book.Ledgers.ContainsKey(account)) is { } unread)
        {
            return new LotAnswer.Refused(new Reason(
                "not-read-yet", $"the balances of {unread} have not been read yet, so nobody knows what is held"));
        }

        SortedDictionary<Asset, Quantity> held = [];
        foreach ((Asset asset, Quantity units) in book.Policy.Accounts.SelectMany(a => book.Ledgers[a].Balances))
        {
            held[asset] = held.GetValueOrDefault(asset) + units;
        }

        ImmutableArray<(AccountId, PastTrade)> trades =
        [
            .. book.Policy.Accounts.SelectMany(account => state.Trades
                .GetValueOrDefault(account, TradeHistory.Empty).Markets.Values
                .SelectMany(market => market.Trades.Values)
                .Select(trade => (account, trade))),
        ];
        return new LotAnswer.Known(LotSheet.Of(
            trades, held, asset => ShadowFold.PriceOf(book, asset), (book.Policy.Quote, method)));
    }

    private (ImportOutcome Outcome, ImmutableArray<PastTrade> News) Judge(
        EngineState state, JournalEvent.TradesImported handed)
    {
        if (TradeCheck.Objection(state, handed, journal.Now) is { } why)
        {
            return (new ImportOutcome.Refused(why), []);
        }

        TradeHistory known = state.Trades.GetValueOrDefault(handed.Account, TradeHistory.Empty);
        Asset? currency = TradeFold.CurrencyOf(state, handed.Account);
        var news = ImmutableArray.CreateBuilder<PastTrade>();
        int added = 0;
        foreach (PastTrade trade in handed.Trades)
        {
            TradeHistory after = known.With(trade, TradeFold.OriginOf(handed), currency);
            if (!ReferenceEquals(after, known))
            {
                added += known.Find(trade) is null ? 1 : 0;
                news.Add(trade);
            }

            known = after;
        }

        int withoutRate = currency is null
            ? 0
            : handed.Trades.Count(trade => known.Find(trade)!.LacksRate(currency));
        return (
            new ImportOutcome.Imported(added, handed.Trades.Length - added) { WithoutRate = withoutRate },
            news.DrainToImmutable());
    }

    private static (RetractOutcome Outcome, ImmutableArray<TradeName> Found) Judge(
        EngineState state, TradeRetraction wish)
    {
        if (!state.Accounts.ContainsKey(wish.Account))
        {
            return (new RetractOutcome.Refused(TradeCheck.NoSuch(wish.Account)), []);
        }

        TradeHistory known = state.Trades.GetValueOrDefault(wish.Account, TradeHistory.Empty);
        (ImmutableArray<TradeName> found, int left, Reason? objection) = RetractionCheck.Of(known, wish);
        Asset? currency = TradeFold.CurrencyOf(state, wish.Account);
        int removed = found.Count(name => !known.Markets[name.Market]
            .Retracted(name.TradeId, wish.Source, currency).Trades.ContainsKey(name.TradeId));
        return objection is not null
            ? (new RetractOutcome.Refused(objection), [])
            : (new RetractOutcome.Retracted(removed, found.Length - removed, left), found);
    }
}
