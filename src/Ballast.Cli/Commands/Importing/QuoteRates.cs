using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Cli.Commands.Pulling;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Cli.Commands.Importing;

/// <summary>What the currency of a market was worth when a trade happened: the close of the last minute that had ended,
/// from the venue's own bars, whichever way round it lists the two. A currency whose bars could not be read is not
/// asked for again.</summary>
internal sealed class QuoteRates(ICandleSource bars, Asset quote, TimeProvider time)
{
    private const int MinutesAtOnce = 500;

    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly Dictionary<(Asset Asset, Instant End), QuoteRate> rates = [];
    private readonly HashSet<(Asset Asset, Instant End)> asked = [];
    private readonly Dictionary<Asset, string> unread = [];

    /// <summary>The rate of a trade's currency.</summary>
    public async Task<RateAnswer> OfAsync(PastTrade trade, CancellationToken cancellation)
    {
        if (!trade.LacksRate(quote))
        {
            return new RateAnswer.NotNeeded();
        }

        Instant end = Instant.FromUnixTimeSeconds(trade.At.ToUnixTimeSeconds() / 60 * 60);
        if (!unread.ContainsKey(trade.Quote) && !asked.Contains((trade.Quote, end)))
        {
            await FetchAsync(trade.Quote, end, cancellation).ConfigureAwait(false);
        }

        return rates.TryGetValue((trade.Quote, end), out QuoteRate? rate) ? new RateAnswer.Found(rate)
            : unread.TryGetValue(trade.Quote, out string? why) && !asked.Contains((trade.Quote, end))
            ? new RateAnswer.Unread(why)
            : new RateAnswer.Absent($"the venue has no price of {trade.Quote} in {quote}, nor of {quote} in "
                + $"{trade.Quote}, for their minute");
    }

    private async Task FetchAsync(Asset asset, Instant end, CancellationToken cancellation)
    {
        bool isRead = await ReadAsync((asset, quote), end, close => new QuoteRate(quote, close), cancellation)
                .ConfigureAwait(false)
            && (rates.ContainsKey((asset, end)) || await ReadAsync(
                (quote, asset), end, close => QuoteRate.OfInverse(quote, close), cancellation).ConfigureAwait(false));
        for (int i = 0; isRead && i < MinutesAtOnce; i++)
        {
            asked.Add((asset, end + (Minute * i)));
        }
    }

    // Whether it could be read; what it says of minutes that have a rate changes nothing.
    private async Task<bool> ReadAsync(
        (Asset Base, Asset Quote) market,
        Instant end,
        Func<Price, QuoteRate> rateOf,
        CancellationToken cancellation)
    {
        Asset asset = market.Base.Equals(quote) ? market.Quote : market.Base;
        CandleRequest request = new(
            market.Base, market.Quote, Minute, end - Minute, end + (Minute * (MinutesAtOnce - 1)));
        switch (await PatientRead.AskAsync(stop => bars.ReadCandlesAsync(request, stop), time, cancellation)
            .ConfigureAwait(false))
        {
            case Reading<ImmutableArray<Candle>>.Failed { Error: var error }:
                unread[asset] = $"the price of {asset} in {quote} could not be read ({error.Code} {error.Message})";
                return false;
            case Reading<ImmutableArray<Candle>>.Known { Value: var read }:
                foreach (Candle bar in read.Where(bar => bar.Close.Value > 0m))
                {
                    rates.TryAdd((asset, bar.End), rateOf(bar.Close));
                }

                return true;
            default:
                throw new UnreachableException();
        }
    }
}
