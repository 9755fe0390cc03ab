using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// The daily returns of an agent's services as bars of a day: what one USDC of today was at the end of each day before,
/// so that the newest close is the one at which a sleeve is counted. The feed names no days: its newest return is of
/// the UTC day that ended last. One answer has all services, and a day that has ended does not change: the feed is
/// asked once a day and for each longer past. Safe from any thread.
/// </summary>
internal sealed class PurpleFleaReturns(PurpleFleaOptions options, FleaWire wire, TimeProvider venueClock)
    : ICandleSource, IDisposable
{
    /// <summary>The longest past that is asked for, in days.</summary>
    public const int MostDays = 3650;

    // What fell by more has nothing to do with the service of today.
    private const decimal HighestClose = 1_000_000_000m;

    private static readonly Duration Day = Duration.FromDays(1);

    private readonly SemaphoreSlim turn = new(1, 1);
    private Feed last = new(Instant.MinValue, 0, ImmutableSortedDictionary<Asset, ImmutableArray<decimal>>.Empty);

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
        CandleRequest request, CancellationToken cancellation)
    {
        if (request.Quote != FleaSleeves.Cash || request.BarLength != Day || !FleaSleeves.All.Contains(request.Asset))
        {
            return new Reading<ImmutableArray<Candle>>.Known([]);
        }

        await turn.WaitAsync(cancellation);
        try
        {
            return await ReadFeedAsync(request.From, cancellation) switch
            {
                Reading<Feed>.Known { Value: var feed } => new Reading<ImmutableArray<Candle>>.Known(
                    [.. Bars(feed, request.Asset).Where(bar => bar.End > request.From && bar.End <= request.Until)]),
                Reading<Feed>.Failed failed => new Reading<ImmutableArray<Candle>>.Failed(failed.Error),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<Reading<Feed>> ReadFeedAsync(Instant from, CancellationToken cancellation)
    {
        if (Midnight() is not { } midnight)
        {
            return Turning();
        }

        int days = (int)Math.Clamp(Math.Floor((midnight - from) / Day), 1d, MostDays);
        if (last.Until == midnight && last.Days >= days)
        {
            return new Reading<Feed>.Known(last);
        }

        Reading<ImmutableSortedDictionary<Asset, ImmutableArray<decimal>>> answer =
            await wire.ReadAsync(wire.AgentPath($"returns?days={days}"), FleaRecords.Returns, cancellation);
        switch (answer)
        {
            // Which day ended last is known only where it was the same before the question and after the answer.
            case Reading<ImmutableSortedDictionary<Asset, ImmutableArray<decimal>>>.Known
                when Midnight() != midnight:
                return Turning();
            case Reading<ImmutableSortedDictionary<Asset, ImmutableArray<decimal>>>.Known known:
                return new Reading<Feed>.Known(last = new Feed(midnight, days, known.Value));
            case Reading<ImmutableSortedDictionary<Asset, ImmutableArray<decimal>>>.Failed failed:
                return new Reading<Feed>.Failed(failed.Error);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The end of the day that ended last; none while another clock may still, or already, have another day.
    private Instant? Midnight()
    {
        Instant now = Instant.FromDateTimeOffset(venueClock.GetUtcNow());
        var margin = Duration.FromTimeSpan(options.DayMargin);
        Instant midnight = DayOf(now - margin);
        return midnight == DayOf(now + margin) ? midnight : null;
    }

    private static Instant DayOf(Instant at)
    {
        long ticks = at.ToUnixTimeTicks();
        return Instant.FromUnixTimeTicks(ticks - (ticks % Day.BclCompatibleTicks));
    }

    // From the newest close, which is one, backwards; not beyond a day that left nothing.
    private static ImmutableArray<Candle> Bars(Feed feed, Asset sleeve)
    {
        ImmutableArray<decimal> returns = feed.Returns.GetValueOrDefault(sleeve, []);
        List<Candle> bars = [];
        decimal close = 1m;
        Instant end = feed.Until;
        for (int i = returns.Length - 1; i >= 0; i--)
        {
            bars.Add(new Candle { End = end, Close = new Price(close) });
            decimal growth = 1m + returns[i];
            if (growth * HighestClose < close)
            {
                break;
            }

            close /= growth;
            end -= Day;
            if (i == 0)
            {
                bars.Add(new Candle { End = end, Close = new Price(close) });
            }
        }

        return [.. Enumerable.Reverse(bars)];
    }

    private static Reading<Feed>.Failed Turning() => new(new VenueError(
        VenueErrorKind.Unavailable,
        "day-turning",
        "it is midnight UTC, and the feed does not say which day its newest return is of"));

    private sealed record Feed(
        Instant Until, int Days, ImmutableSortedDictionary<Asset, ImmutableArray<decimal>> Returns);
}
