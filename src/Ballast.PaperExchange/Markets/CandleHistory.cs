using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets;

/// <summary>
/// Bars made from a price a minute, one market: keeps all hours and the minutes of the last week, and joins them to
/// longer bars on demand.
/// </summary>
internal sealed class CandleHistory
{
    /// <summary>The length of the shortest bars: a second of the minute for which a price holds.</summary>
    public static readonly Duration Second = Duration.FromSeconds(1);

    private const int KeptMinutes = 7 * 24 * 60;

    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly List<Candle> hours = [];
    private readonly Queue<(Instant End, decimal Price)> minutes = new();
    private Candle? current;

    public void Add(Instant at, decimal mid)
    {
        Instant end = EndOf(at, Hour);
        var price = new Price(mid);
        if (minutes.Count == KeptMinutes)
        {
            minutes.Dequeue();
        }

        minutes.Enqueue((EndOf(at, Minute), mid));
        if (current is not null && current.End != end)
        {
            hours.Add(current);
            current = null;
        }

        current = current is null
            ? new Candle { End = end, Open = price, High = price, Low = price, Close = price }
            : current with { High = Higher(current.High, price), Low = Lower(current.Low, price), Close = price };
    }

    public ImmutableArray<Candle> Read(Duration barLength, Instant from, Instant until) =>
        barLength.BclCompatibleTicks % Hour.BclCompatibleTicks == 0
            ? Join(hours, barLength, from, until)
            : barLength == Second ? Seconds(from, until) : JoinMinutes(barLength, from, until);

    // A price holds for the minute that begins with it.
    private ImmutableArray<Candle> Seconds(Instant from, Instant until)
    {
        var seconds = ImmutableArray.CreateBuilder<Candle>();
        Instant whole = Instant.FromUnixTimeSeconds(from.ToUnixTimeSeconds());
        foreach ((Instant end, decimal price) in minutes.Where(
            minute => minute.End > from && minute.End - Minute < until))
        {
            for (Instant at = Instant.Max(end - Minute, whole) + Second; at <= end && at <= until; at += Second)
            {
                seconds.Add(Bar((at, price)));
            }
        }

        return seconds.ToImmutable();
    }

    // The oldest bar may lack minutes that are no longer kept.
    private ImmutableArray<Candle> JoinMinutes(Duration barLength, Instant from, Instant until)
    {
        Instant whole = minutes.Count == KeptMinutes
            ? Instant.Max(from, EndOf(minutes.Peek().End - Minute - Duration.Epsilon, barLength))
            : from;
        Instant first = whole - barLength;
        return Join(
            [.. minutes.Where(minute => minute.End > first && minute.End <= until).Select(Bar)],
            barLength, whole, until);
    }

    private static Candle Bar((Instant End, decimal Price) minute)
    {
        var price = new Price(minute.Price);
        return new Candle { End = minute.End, Open = price, High = price, Low = price, Close = price };
    }

    /// <summary>
    /// Joins bars to longer ones whose ends lie in (from, until]; a joined bar that has not ended is left out.
    /// </summary>
    public static ImmutableArray<Candle> Join(
        IReadOnlyList<Candle> bars, Duration barLength, Instant from, Instant until)
    {
        var joined = ImmutableArray.CreateBuilder<Candle>();
        Candle? open = null;
        foreach (Candle bar in bars)
        {
            Instant end = EndOf(bar.End - Duration.Epsilon, barLength);
            if (end <= from || end > until)
            {
                continue;
            }

            if (open is not null && open.End == end)
            {
                open = Extend(open, bar);
                continue;
            }

            if (open is not null)
            {
                joined.Add(open);
            }

            open = bar with { End = end };
        }

        if (open is not null)
        {
            joined.Add(open);
        }

        return joined.ToImmutable();
    }

    private static Candle Extend(Candle open, Candle bar) => open with
    {
        High = Higher(open.High, bar.High ?? bar.Close),
        Low = Lower(open.Low, bar.Low ?? bar.Close),
        Close = bar.Close,
    };

    private static Instant EndOf(Instant at, Duration length)
    {
        long ticks = length.BclCompatibleTicks;
        long since = at.ToUnixTimeTicks();
        long floor = since - ((since % ticks) + ticks) % ticks;
        return Instant.FromUnixTimeTicks(floor + ticks);
    }

    private static Price Higher(Price? one, Price other) => one is { } price && price > other ? price : other;

    private static Price Lower(Price? one, Price other) => one is { } price && price < other ? price : other;
}
