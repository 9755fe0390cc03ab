using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Lots;

/// <summary>Holds trades that are handed in against what is known.</summary>
internal static class TradeCheck
{
    /// <summary>Why none of them is taken; <see langword="null"/> where all are.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="handed">The trades.</param>
    /// <param name="now">No trade is later.</param>
    public static Reason? Objection(EngineState state, JournalEvent.TradesImported handed, Instant now)
    {
        if (!state.Accounts.ContainsKey(handed.Account))
        {
            return NoSuch(handed.Account);
        }

        TradeHistory known = state.Trades.GetValueOrDefault(handed.Account, TradeHistory.Empty);
        Asset? currency = TradeFold.CurrencyOf(state, handed.Account);
        ILookup<string, Asset> names = NamesOf(state, handed.Account, known);
        foreach (PastTrade trade in handed.Trades)
        {
            if ((trade.Fault(now) ?? Misspelt(trade, names)) is { } fault)
            {
                return new Reason(fault.Code, $"trade {trade.TradeId} of {trade.Market}: {fault.Sentence}");
            }

            if (known.Find(trade) is { } before && !before.Agrees(trade))
            {
                bool isFromFile = known.Markets[trade.Market].IsToldBy(trade.TradeId, null);
                return new Reason(
                    "trade-differs",
                    $"trade {trade.TradeId} of {trade.Market} is known as {Words(before)}, and not as {Words(trade)}"
                    + (isFromFile ? "; if a file told it wrong, take that back with 'ballast import retract'" : ""));
            }

            known = known.With(trade, TradeFold.OriginOf(handed), currency);
        }

        return null;
    }

    /// <summary>That nobody knows an account.</summary>
    public static Reason NoSuch(AccountId account) =>
        new("no-such-account", $"no portfolio has ever had an account {account}");

    private static ILookup<string, Asset> NamesOf(EngineState state, AccountId account, TradeHistory known) =>
        state.Portfolios.Values.Where(book => book.Policy.Accounts.Contains(account))
            .SelectMany(book => book.Ledgers.Values.SelectMany(ledger => ledger.Balances.Keys)
                .Append(book.Policy.Quote))
            .Concat(known.Markets.Values.SelectMany(market => market.Trades.Values.Take(1))
                .SelectMany(trade => (Asset[])[trade.Base, trade.Quote]))
            .Distinct()
            .ToLookup(asset => asset.Symbol, StringComparer.OrdinalIgnoreCase);

    // "btc" beside a known "BTC" would be an asset of its own, whose trades cover nothing.
    private static Reason? Misspelt(PastTrade trade, ILookup<string, Asset> names)
    {
        foreach ((string field, Asset asset) in ((string, Asset)[])
            [("market", trade.Base), ("market", trade.Quote), ("fee_asset", trade.FeeAsset)])
        {
            IEnumerable<Asset> alike = names[asset.Symbol];
            if (alike.Any() && !alike.Contains(asset))
            {
                return new Reason($"trade-{field}", $"{field} names {asset}, which is written {alike.First()} here");
            }
        }

        return null;
    }

    private static string Words(PastTrade trade) =>
        $"{trade.Side.ToString().ToLowerInvariant()} {trade.Size} at {trade.Price}, "
        + (trade.IsFeeUntold ? "fee not said" : $"fee {trade.Fee} {trade.FeeAsset}");
}
