using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Adapters.Connections;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Frame;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Server.Features.Lots;

namespace Ballast.Cli.Commands.Importing;

/// <summary>
/// Hands an account's past trades in, market by market and page by page. Each page is in the journal before the next is
/// asked for, with how far it reaches, so that the next import goes on behind it.
/// </summary>
internal sealed class HistoryImport(
    ConnectedAccount account, ITradeHistorySource source, TradeSink sink, TimeProvider time)
{
    private const string GoOn = "run it again to go on where it stopped";

    private readonly SortedSet<string> whyNoRate = new(StringComparer.Ordinal);

    // What could not be read now may be readable next time: those markets are read from there again.
    private readonly HashSet<string> held = [];

    private readonly QuoteRates? rates = account.Candles is { } bars && sink.Known.Quote is { } quote
        ? new QuoteRates(bars, quote, time)
        : null;

    /// <summary>Reads every market to its end.</summary>
    public async Task<ImportEnd> RunAsync(
        (ImmutableArray<Instrument> Markets, ImportBeginning From) wanted,
        IProgress<double> progress,
        CancellationToken cancellation)
    {
        (ImmutableArray<Instrument> markets, ImportBeginning from) = wanted;
        var done = ImmutableArray.CreateBuilder<ImportedMarket>();
        foreach (Instrument market in markets)
        {
            ImportedMarket imported = ImportedMarket.Begun(PastTrade.MarketOf(market.Base, market.Quote));
            KnownMarket? known = sink.Known.Items.FirstOrDefault(one => one.Id == imported.Id);
            TradeWatermark after = new(from == ImportBeginning.FirstTrade ? "" : known?.ReadThrough ?? "");
            HistoryRemains remains = HistoryRemains.More;
            while (remains == HistoryRemains.More)
            {
                Reading<TradePage> reading = await PatientRead.AskAsync(
                    stop => source.ReadHistoryAsync(account.Account, market, after, stop),
                    time,
                    cancellation).ConfigureAwait(false);
                if (reading is not Reading<TradePage>.Known { Value: var page })
                {
                    VenueError error = ((Reading<TradePage>.Failed)reading).Error;
                    return new ImportEnd.Stopped(
                        ExitCode.Refused, $"{imported.Id}: {error.Code} {error.Message}", GoOn);
                }

                switch (await HandInAsync(market, page, imported, cancellation).ConfigureAwait(false))
                {
                    case (_, { } refusal):
                        return new ImportEnd.Stopped(ExitCode.Refused, refusal, GoOn);
                    case (var counted, null):
                        imported = counted;
                        break;
                }

                (after, remains) = (page.Watermark, page.Remains);
            }

            done.Add(imported);
            progress.Report((double)done.Count / markets.Length);
        }

        return new ImportEnd.Whole(
            done.ToImmutable(), done.Any(market => market.WithoutRate > 0) ? [.. whyNoRate] : []);
    }

    private async Task<(ImportedMarket Counted, string? Refusal)> HandInAsync(
        Instrument market, TradePage page, ImportedMarket counted, CancellationToken cancellation)
    {
        PastTrade[][] pieces = [.. page.Trades.Select(trade => Past(market, trade)).Chunk(TradesWish.Most)];
        foreach ((int i, PastTrade[] piece) in pieces.Index())
        {
            List<TradeWish> trades = [];
            foreach (PastTrade trade in piece)
            {
                trades.Add(TradeWish.Of(await RatedAsync(trade, cancellation).ConfigureAwait(false)));
            }

            bool isMarked = i == pieces.Length - 1 && !held.Contains(counted.Id);
            HandedIn answer = await sink.HandIn(new TradesWish
            {
                Trades = trades,
                Source = JournalEvent.TradesImported.FromVenue,
                Market = isMarked ? counted.Id : null,
                Through = isMarked ? page.Watermark.Value : null,
                Actor = "cli",
            }).ConfigureAwait(false);
            if (answer is not HandedIn.Taken { Reply: var reply })
            {
                return (counted, ((HandedIn.Refused)answer).Cause);
            }

            counted = counted.With(reply);
        }

        return (counted, null);
    }

    private async Task<PastTrade> RatedAsync(PastTrade trade, CancellationToken cancellation)
    {
        RateAnswer answer = rates is not null ? await rates.OfAsync(trade, cancellation).ConfigureAwait(false)
            : sink.Known.Quote is { } quote && trade.LacksRate(quote)
            ? new RateAnswer.Absent("the venue tells no prices of the past")
            : new RateAnswer.NotNeeded();
        switch (answer)
        {
            case RateAnswer.NotNeeded:
                return trade;
            case RateAnswer.Found { Rate: var rate }:
                return trade with { Rate = rate };
            case RateAnswer.Absent { Why: var why }:
                whyNoRate.Add($"{trade.Market}: {why}");
                return trade;
            case RateAnswer.Unread { Why: var why }:
                whyNoRate.Add($"{trade.Market}: {why}; run it again");
                held.Add(trade.Market);
                return trade;
            default:
                throw new UnreachableException();
        }
    }

    private static PastTrade Past(Instrument market, VenueTrade trade) => new()
    {
        TradeId = trade.Fill.TradeId,
        Base = market.Base,
        Quote = market.Quote,
        Side = trade.Side,
        Size = trade.Fill.Size,
        Price = trade.Fill.Price,
        Fee = trade.Fill.Fee,
        IsFeeUntold = trade.IsFeeUntold,
        FeeAsset = trade.Fill.FeeAsset,
        At = trade.Fill.At,
    };
}
