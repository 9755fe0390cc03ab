using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Engine.Execution;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>Reads the bars that a policy's triggers and its moving target look at; other policies read none.</summary>
internal sealed class History
{
    private static readonly Duration Day = Duration.FromDays(1);

    private readonly PortfolioDesk desk;
    private readonly ICandleSource? source;

    public History(PortfolioDesk desk, ICandleSource? source)
    {
        this.desk = desk;
        this.source = source;
    }

    /// <summary>
    /// Daily bars that had ended, as far back as the policy needs; assets that cannot be read are named.
    /// </summary>
    public Task<PastPrices> ReadAsync(CancellationToken cancellation) =>
        ReadAsync(Lookback(desk.Book.Policy.Trigger), cancellation);

    /// <summary>
    /// Daily bars that had ended, as far back as is asked; assets that cannot be read are named.
    /// </summary>
    /// <param name="back">How far; zero reads nothing.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<PastPrices> ReadAsync(Duration back, CancellationToken cancellation)
    {
        Policy policy = desk.Book.Policy;
        Instant now = desk.Now;
        if (back == Duration.Zero)
        {
            return PastPrices.None(now);
        }

        ImmutableArray<Asset> assets = [.. policy.Target.Keys.Where(asset => asset != policy.Quote)];
        if (source is null)
        {
            return PastPrices.None(now).Lacking([.. assets]);
        }

        ImmutableArray<Candle>?[] bars = await Task.WhenAll(
            assets.Select(asset =>
                ReadAsync(source, new CandleRequest(asset, policy.Quote, Day, now - back, now), cancellation)));
        return PastPrices.Of(
                now, Day, assets.Zip(bars).ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second ?? []))
            .Lacking([.. assets.Zip(bars).Where(pair => pair.Second is null).Select(pair => pair.First)]);
    }

    private static Duration Lookback(TriggerPolicy trigger)
    {
        Duration atr =
            trigger.AtrSchedule is { } schedule ? Day * (schedule.AtrDays + schedule.RangeDays + 2) : Duration.Zero;
        Duration peak = trigger.Drawdown is { } drawdown ? drawdown.Lookback + Day : Duration.Zero;
        return Duration.Max(atr, peak);
    }

    private async Task<ImmutableArray<Candle>?> ReadAsync(
        ICandleSource candles, CandleRequest request, CancellationToken cancellation)
    {
        Reading<ImmutableArray<Candle>> answer = await desk.AskAsync(
            stop => candles.ReadCandlesAsync(request, stop), cancellation);
        return answer is Reading<ImmutableArray<Candle>>.Known known ? known.Value : null;
    }
}
