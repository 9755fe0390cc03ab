using NodaTime;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary>A length of bars by Binance's name, and where its bars begin (UTC; weeks on Mondays).</summary>
internal sealed record KlineInterval
{
    private static readonly Dictionary<string, Duration> Lengths = new(StringComparer.Ordinal)
    {
        ["1s"] = Duration.FromSeconds(1),
        ["1m"] = Duration.FromMinutes(1),
        ["3m"] = Duration.FromMinutes(3),
        ["5m"] = Duration.FromMinutes(5),
        ["15m"] = Duration.FromMinutes(15),
        ["30m"] = Duration.FromMinutes(30),
        ["1h"] = Duration.FromHours(1),
        ["2h"] = Duration.FromHours(2),
        ["4h"] = Duration.FromHours(4),
        ["6h"] = Duration.FromHours(6),
        ["8h"] = Duration.FromHours(8),
        ["12h"] = Duration.FromHours(12),
        ["1d"] = Duration.FromDays(1),
        ["3d"] = Duration.FromDays(3),
        ["1w"] = Duration.FromDays(7),
    };

    private static readonly Instant FirstMonday = Instant.FromUtc(1970, 1, 5, 0, 0);

    private readonly Duration? length;

    private KlineInterval(string name, Duration? length)
    {
        Name = name;
        this.length = length;
    }

    public string Name { get; }

    /// <summary>The interval of a name, or <see langword="null"/>.</summary>
    public static KlineInterval? Find(string name) => name == "1M" ? new KlineInterval(name, null)
        : Lengths.TryGetValue(name, out Duration length) ? new KlineInterval(name, length)
        : null;

    /// <summary>The beginning of the bar that an instant lies in.</summary>
    public Instant StartOf(Instant at)
    {
        if (length is not { } fixedLength)
        {
            ZonedDateTime day = at.InUtc();
            return Instant.FromUtc(day.Year, day.Month, 1, 0, 0);
        }

        Instant origin = Name == "1w" ? FirstMonday : NodaConstants.UnixEpoch;
        long ticks = fixedLength.BclCompatibleTicks;
        long since = (at - origin).BclCompatibleTicks;
        return at - Duration.FromTicks(((since % ticks) + ticks) % ticks);
    }

    /// <summary>Where the bar ends that begins at an instant.</summary>
    public Instant EndOf(Instant start) =>
        length is { } fixedLength ? start + fixedLength : StartOf(start + Duration.FromDays(32));
}
