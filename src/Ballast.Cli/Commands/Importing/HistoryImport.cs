using System.Collections.Immutable;
using Ballast.Adapters.Connections;
using Ballast.Cli.Commands.Pulling;
using Ballast.Cli.Frame;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using Ballast.Server.Features.Lots;

namespace Ballast.Cli.Commands.Importing;

/// <summary>
/// Hands an account's past trades in, market by market and page by page. Each page is in the journal before the next is
/// asked for, with how far it reaches, so that the next import goes on behind it.
/// </summary>
internal sealed class HistoryImport(ConnectedAccount account, TradeSink sink, TimeProvider time)
{
    private const string Venue = "venue";
    private const string GoOn = "run it again to go on where it stopped";

    private readonly QuoteRates? rates = account.Candles is { } bars && sink.Known.Quote is { } quote
        ? new QuoteRates(bars, quote, time)
        : null;

    /// <summary>Reads every market to its end.</summary>
    public async Task<ImportEnd> RunAsync(
        ImmutableArray<Instrument> markets, IProgress<double> progress, CancellationToken cancellation)
    {
        var done = ImmutableArray.CreateBuilder<ImportedMarket>();
        foreach (Instrument market in markets)
        {
            ImportedMarket imported = new(PastTrade.MarketOf(market.Base, market.Quote), 0, 0);
            TradeWatermark after = new(
                sink.Known.Items.FirstOrDefault(known => known.Id == imported.Id)?.ReadThrough ?? "");
            HistoryRemains remains = HistoryRemains.More;
            while (remains == HistoryRemains.More)
            {
                Reading<HistoryPage> reading = await PatientRead.AskAsync(
                    stop => account.History!.ReadHistoryAsync(account.Account, market, after, stop),
                    time,
                    cancellation).ConfigureAwait(false);
                if (reading is not Reading<HistoryPage>.Known { Value: { Page: var page } read })
                {
                    VenueError error = ((Reading<HistoryPage>.Failed)reading).Error;
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

                (after, remains) = (page.Watermark, read.Remains);
            }

            done.Add(imported);
            progress.Report((double)done.Count / markets.Length);
        }

        return new ImportEnd.Whole(done.ToImmutable());
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
                trades.Add(TradeWish.Of(
                    rates is null ? trade : await rates.WithRateAsync(trade, cancellation).ConfigureAwait(false)));
            }

            HandedIn answer = await sink.HandIn(new TradesWish
            {
                Trades = trades,
                Source = Venue,
                Market = i == pieces.Length - 1 ? counted.Id : null,
                Through = i == pieces.Length - 1 ? page.Watermark.Value : null,
                Actor = "cli",
            }).ConfigureAwait(false);
            if (answer is not HandedIn.Taken { Reply: var reply })
            {
                return (counted, ((HandedIn.Refused)answer).Cause);
            }

            counted = counted with { Added = counted.Added + reply.Added, Known = counted.Known + reply.Known };
        }

        return (counted, null);
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
        FeeAsset = trade.Fill.FeeAsset,
        At = trade.Fill.At,
    };
}
