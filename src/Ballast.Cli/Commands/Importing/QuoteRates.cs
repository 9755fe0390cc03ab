using System.Collections.Immutable;
using Ballast.Cli.Commands.Pulling;
using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Cli.Commands.Importing;

/// <summary>What the currency of a market was worth when a trade happened: the close of the last minute that had ended,
/// from the venue's own bars. Where it has none there is no rate.</summary>
internal sealed class QuoteRates(ICandleSource bars, Asset quote, TimeProvider time)
{
    private const int MinutesAtOnce = 500;

    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly Dictionary<(Asset Asset, Instant End), Price> closes = [];
    private readonly HashSet<(Asset Asset, Instant End)> asked = [];

    /// <summary>The trade with the rate of its currency, where there is one to be had and it has none.</summary>
    public async Task<PastTrade> WithRateAsync(PastTrade trade, CancellationToken cancellation)
    {
        if (trade.Quote.Equals(quote) || trade.Base.Equals(quote) || trade.Rate is not null)
        {
            return trade;
        }

        Instant end = Instant.FromUnixTimeSeconds(trade.At.ToUnixTimeSeconds() / 60 * 60);
        if (!asked.Contains((trade.Quote, end)))
        {
            await FetchAsync(trade.Quote, end, cancellation).ConfigureAwait(false);
        }

        return closes.TryGetValue((trade.Quote, end), out Price close)
            ? trade with { Rate = new QuoteRate(quote, close) }
            : trade;
    }

    private async Task FetchAsync(Asset asset, Instant end, CancellationToken cancellation)
    {
        CandleRequest request = new(asset, quote, Minute, end - Minute, end + (Minute * (MinutesAtOnce - 1)));
        if (await PatientRead.AskAsync(stop => bars.ReadCandlesAsync(request, stop), time, cancellation)
                .ConfigureAwait(false)
            is Reading<ImmutableArray<Candle>>.Known { Value: var read })
        {
            foreach (Candle bar in read.Where(bar => bar.Close.Value > 0m))
            {
                closes[(asset, bar.End)] = bar.Close;
            }
        }

        for (int i = 0; i < MinutesAtOnce; i++)
        {
            asked.Add((asset, end + (Minute * i)));
        }
    }
}
