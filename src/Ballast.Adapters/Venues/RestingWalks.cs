using System.Collections.Concurrent;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Adapters.Venues;

/// <summary>
/// Looks through an account's past orders that were cut short, by market: months take longer than one read may, and
/// the next try goes on where the last one stopped. Safe from any thread.
/// </summary>
/// <typeparam name="T">How far a look has come, and what it has found.</typeparam>
/// <param name="machine">The machine's clock.</param>
internal sealed class RestingWalks<T>(TimeProvider machine)
    where T : class
{
    // A shorter look back always begins anew: whether an order is absent is not judged from what was read a while ago.
    private static readonly Duration LongWalk = Duration.FromDays(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Instant Since, long RestsSince, T Walk)> walks =
        new(StringComparer.Ordinal);

    /// <summary>The look to go on with; <see langword="null"/> where one has to begin.</summary>
    /// <param name="market">The market.</param>
    /// <param name="since">From when on orders are looked for.</param>
    /// <param name="now">The present.</param>
    public T? Of(Instrument market, Instant since, Instant now) =>
        now - since > LongWalk
            && walks.TryGetValue(market.Symbol, out (Instant Since, long RestsSince, T Walk) known)
            && known.Since == since
            && machine.GetElapsedTime(known.RestsSince) < LongestRest
            ? known.Walk
            : null;

    /// <summary>Keeps a look after a step: the next one may not come.</summary>
    public void Keep(Instrument market, Instant since, T walk) =>
        walks[market.Symbol] = (since, machine.GetTimestamp(), walk);

    /// <summary>Forgets a look that is over.</summary>
    public void Forget(Instrument market) => walks.TryRemove(market.Symbol, out _);
}
