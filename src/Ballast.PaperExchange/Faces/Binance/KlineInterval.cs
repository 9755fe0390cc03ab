using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>A length of candles and where they begin: weeks on Monday, months on their first day, in UTC.</summary>
internal sealed class KlineInterval
{
    private static readonly Instant Monday = Instant.FromUtc(1970, 1, 5, 0, 0);

    private static readonly KlineInterval[] All =
    [
        Fixed("1s", Duration.FromSeconds(1)),
        .. new[] { 1, 3, 5, 15, 30 }.Select(n => Fixed($"{n}m", Duration.FromMinutes(n))),
        .. new[] { 1, 2, 4, 6, 8, 12 }.Select(n => Fixed($"{n}h", Duration.FromHours(n))),
        Fixed("1d", Duration.FromDays(1)),
        Fixed("3d", Duration.FromDays(3)),
        new("1w", Duration.FromDays(1), Duration.FromDays(7)),
        new("1M", Duration.FromDays(1), null),
    ];

    private readonly string name;
    private readonly Duration? length;

    private KlineInterval(string name, Duration part, Duration? length)
    {
        this.name = name;
        Part = part;
        this.length = length;
    }

    /// <summary>The length of the bars that its candles are made of.</summary>
    public Duration Part { get; }

    /// <summary>The interval of a name such as <c>15m</c>; <see langword="null"/> where there is none.</summary>
    public static KlineInterval? Find(string name) => Array.Find(All, interval => interval.name == name);

    /// <summary>When the candle that an instant lies in begins.</summary>
    public Instant StartOf(Instant at)
    {
        if (length is not { } fixedLength)
        {
            LocalDate day = at.InUtc().Date;
            return Instant.FromUtc(day.Year, day.Month, 1, 0, 0);
        }

        Instant origin = fixedLength == Duration.FromDays(7) ? Monday : NodaConstants.UnixEpoch;
        long ticks = fixedLength.BclCompatibleTicks;
        long since = (at - origin).BclCompatibleTicks;
        return origin + Duration.FromTicks(since - (((since % ticks) + ticks) % ticks));
    }

    /// <summary>When the candle that begins at an instant ends.</summary>
    public Instant EndOf(Instant start) => length is { } fixedLength
        ? start + fixedLength
        : start.InUtc().Date.PlusMonths(1).AtMidnight().InUtc().ToInstant();

    /// <summary>When a candle some candles earlier begins.</summary>
    public Instant Before(Instant start, int candles) => length is { } fixedLength
        ? start - (fixedLength * candles)
        : start.InUtc().Date.PlusMonths(-candles).AtMidnight().InUtc().ToInstant();

    private static KlineInterval Fixed(string name, Duration length) => new(name, length, length);
}
