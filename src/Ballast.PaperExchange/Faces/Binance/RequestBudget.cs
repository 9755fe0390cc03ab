using System.Globalization;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>
/// Counts the weight of requests and the orders of each account, and refuses what is too much: with 429 at first, and
/// with 418 whoever does not stop then. All callers are on this machine and share one count, as one address does.
/// </summary>
internal sealed class RequestBudget(PaperVenue venue)
{
    private const int PatienceAfterRefusal = 10;
    private const int MostDoublings = 11;

    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration TenSeconds = Duration.FromSeconds(10);
    private static readonly Duration Day = Duration.FromDays(1);
    private static readonly Duration FirstBan = Duration.FromMinutes(2);
    private static readonly Duration LongestBan = Duration.FromDays(3);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Account, Duration Span), Count> orders = [];
    private readonly RateLimits limits = venue.Options.RateLimits;
    private Count weight;
    private int ignored;
    private int bans;
    private Instant bannedUntil = Instant.MinValue;

    /// <summary>Weight used in this minute.</summary>
    public int UsedWeight
    {
        get
        {
            lock (gate)
            {
                return Current(weight, Minute, venue.Now).Used;
            }
        }
    }

    /// <summary>Adds the weight of a request.</summary>
    /// <returns>The refusal, or <see langword="null"/> where the request may go on.</returns>
    public FaceAnswer.Reply? Charge(int added)
    {
        lock (gate)
        {
            Instant now = venue.Now;
            if (now < bannedUntil)
            {
                return Banned(now);
            }

            weight = Current(weight, Minute, now);
            weight = weight with { Used = weight.Used + Math.Min(added, int.MaxValue - weight.Used) };
            if (weight.Used <= limits.WeightPerMinute)
            {
                ignored = 0;
                return null;
            }

            if (++ignored <= PatienceAfterRefusal)
            {
                return Refused(429, new Refusal(-1003, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Too much request weight used; current limit is {limits.WeightPerMinute} request weight per 1 "
                    + $"MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.")),
                    weight.Begins + Minute - now);
            }

            ignored = 0;
            bannedUntil = now + Duration.Min(FirstBan * Math.Pow(2, Math.Min(bans++, MostDoublings)), LongestBan);
            return Banned(now);
        }
    }

    /// <summary>Whether an account may place another order.</summary>
    public FaceAnswer.Reply? RefusalOfOrder(string account)
    {
        lock (gate)
        {
            return Full(account, TenSeconds, limits.OrdersPerTenSeconds, "10 SECOND")
                ?? Full(account, Day, limits.OrdersPerDay, "1 DAY");
        }
    }

    /// <summary>Counts an order that was accepted and did not fill at once.</summary>
    public void CountOrder(string account)
    {
        lock (gate)
        {
            foreach (Duration span in (ReadOnlySpan<Duration>)[TenSeconds, Day])
            {
                Count count = CountOf(account, span);
                orders[(account, span)] = count with { Used = count.Used + 1 };
            }
        }
    }

    /// <summary>Orders of an account that count: in these ten seconds, and today.</summary>
    public (int TenSeconds, int Day) OrdersOf(string account)
    {
        lock (gate)
        {
            return (CountOf(account, TenSeconds).Used, CountOf(account, Day).Used);
        }
    }

    private FaceAnswer.Reply? Full(string account, Duration span, int most, string words)
    {
        Count count = CountOf(account, span);
        return count.Used < most ? null : Refused(
            429,
            new Refusal(-1015, string.Create(
                CultureInfo.InvariantCulture, $"Too many new orders; current limit is {most} orders per {words}.")),
            count.Begins + span - venue.Now);
    }

    private Count CountOf(string account, Duration span) =>
        Current(orders.GetValueOrDefault((account, span)), span, venue.Now);

    private FaceAnswer.Reply Banned(Instant now) => Refused(418, new Refusal(-1003, string.Create(
        CultureInfo.InvariantCulture,
        $"Way too much request weight used; IP banned until {BinanceJson.Ms(bannedUntil)}. Please use WebSocket "
        + $"Streams for live updates to avoid bans.")), bannedUntil - now);

    private static FaceAnswer.Reply Refused(int status, Refusal why, Duration wait) => BinanceJson.Error(why) with
    {
        Status = status,
        RetryAfterSeconds = (int)Math.Max(1d, Math.Ceiling(wait.TotalSeconds)),
    };

    private static Count Current(Count count, Duration span, Instant now)
    {
        long ticks = span.BclCompatibleTicks;
        Instant begins = Instant.FromUnixTimeTicks(now.ToUnixTimeTicks() / ticks * ticks);
        return count.Begins == begins ? count : new Count(begins, 0);
    }

    private readonly record struct Count(Instant Begins, int Used);
}
