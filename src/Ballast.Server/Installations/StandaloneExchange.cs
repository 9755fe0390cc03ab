using System.Text.Json;
using Ballast.Core.Policies;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets.Csv;
using Ballast.Server.Wire;
using PaperMarketChoice = Ballast.PaperExchange.Hosting.MarketChoice;

namespace Ballast.Server.Installations;

/// <summary>
/// A paper exchange for a process of its own. Its clock is fixed at the first start and written down: it runs on while
/// the process is
/// down, as a real exchange would, and every process that knows the three numbers reads the same time.
/// </summary>
public sealed class StandaloneExchange : IDisposable
{
    private const ulong UsualSeed = 7;
    private const double UsualSpeed = 60d;
    private const double RealSpeed = 1d;
    private const string ClockName = "clock.json";

    private static readonly DateTimeOffset FirstDay = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private StandaloneExchange(EmbeddedExchange exchange, ScaledTimeProvider clock, string text, RecordingEnd? end)
    {
        Exchange = exchange;
        Clock = clock;
        Text = text;
        End = end;
    }

    /// <summary>The exchange, with its time and the machine's.</summary>
    public EmbeddedExchange Exchange { get; }

    /// <summary>Its time.</summary>
    public ScaledTimeProvider Clock { get; }

    /// <summary>Its market and speed, for people.</summary>
    public string Text { get; }

    /// <summary>When its prices end; <see langword="null"/> for a market that goes on for ever.</summary>
    public RecordingEnd? End { get; }

    /// <summary>The market that a start means: the one that is wanted, or that a directory was begun with, or the usual
    /// one.</summary>
    /// <exception cref="IOException">The directory's files cannot be used.</exception>
    public static MarketChoice ChoiceIn(string directory, MarketChoice? wanted) =>
        wanted ?? MarketRecord.ReadFrom(directory)?.Choice ?? new MarketChoice.Simulated(null, null);

    /// <summary>Opens or begins an exchange in a directory.</summary>
    /// <param name="wanted">The market; <see langword="null"/> goes on with the directory's, or begins the usual
    /// one.</param>
    /// <param name="behaviour">How it behaves; its accounts and its longest request window follow from the
    /// market.</param>
    /// <param name="directory">Where it keeps everything.</param>
    /// <param name="real">The machine's clock.</param>
    /// <param name="followed">The prices of a market that follows another; <see langword="null"/> for others.</param>
    /// <exception cref="IOException">The directory's files cannot be used, or belong to another market.</exception>
    /// <exception cref="FormatException">The price file cannot be read, or the directory was begun with another
    /// market.</exception>
    public static StandaloneExchange Open(
        MarketChoice? wanted,
        PaperVenueOptions behaviour,
        string directory,
        TimeProvider real,
        PublicPrices? followed)
    {
        Directory.CreateDirectory(directory);
        Policy policy = DefaultPolicy.Policy;
        MarketRecord? before = MarketRecord.ReadFrom(directory);
        MarketChoice choice = ChoiceIn(directory, wanted);
        if (before?.Contradiction(choice) is { } contradiction)
        {
            throw new FormatException(contradiction);
        }

        if (choice is MarketChoice.Simulated { Seed: null } bare)
        {
            choice = bare with { Seed = before?.Seed };
        }

        PaperVenueOptions options = behaviour with
        {
            Accounts = [.. PaperCustomers.With(policy.Accounts).Select(id => PaperCustomers.Of(id, policy.Quote))],
        };
        (PaperMarketChoice market, DateTimeOffset? origin, double speed, string text, RecordingEnd? end) = choice switch
        {
            MarketChoice.Simulated simulated => Simulate(simulated, policy),
            MarketChoice.Replayed replayed => Replay(replayed, policy),
            MarketChoice.Live live => (
                new PaperMarketChoice.Followed(followed!.Market),
                null,
                RealSpeed,
                $"live prices of {live.Exchange}",
                null),
            MarketChoice.Remote or MarketChoice.Connected =>
                throw new System.Diagnostics.UnreachableException("not one of its own"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        DateTimeOffset now = real.GetUtcNow();
        ClockRecord record = ReadClock(directory) ?? new ClockRecord(now, origin ?? now, speed);
        WriteClock(directory, record);
        ScaledTimeProvider clock = new(real, record.RealOrigin, record.Origin, record.Speed);
        ExchangeClocks times = new(clock, real);
        PaperVenue venue = PaperSetup.Open(
            market,
            options with { MaxRequestWindow = PaperVenueOptions.RequestWindowAt(record.Speed) },
            Path.Combine(directory, "exchange.db"),
            times);
        (before ?? RecordOf(choice, policy)).WriteTo(directory);
        return new StandaloneExchange(
            new EmbeddedExchange(venue, times), clock, $"{text}, {SpeedWords.Of(record.Speed)}", end);
    }

    /// <summary>Closes the store.</summary>
    public void Dispose() => Exchange.Venue.Dispose();

    private static MarketRecord RecordOf(MarketChoice choice, Policy policy) => choice switch
    {
        MarketChoice.Simulated simulated => new MarketRecord
        {
            Kind = MarketKind.Simulated,
            Quote = policy.Quote,
            Seed = simulated.Seed ?? UsualSeed,
        },
        MarketChoice.Replayed replayed => new MarketRecord
        {
            Kind = MarketKind.Replay,
            Quote = policy.Quote,
            PriceFile = replayed.PriceFile,
        },
        MarketChoice.Live live => new MarketRecord
        {
            Kind = MarketKind.Live,
            Quote = policy.Quote,
            Exchange = live.Exchange,
        },
        MarketChoice.Remote or MarketChoice.Connected =>
            throw new System.Diagnostics.UnreachableException("not one of its own"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static (PaperMarketChoice, DateTimeOffset? Origin, double Speed, string Text, RecordingEnd?) Simulate(
        MarketChoice.Simulated choice, Policy policy)
    {
        ulong seed = choice.Seed ?? UsualSeed;
        double speed = choice.Speed ?? UsualSpeed;

        // At real speed the market's time can be the machine's own, which is what programs expect of an exchange.
        return (
            new PaperMarketChoice.Simulated(SimulatedAssets.Of(policy), policy.Quote, seed),
            speed == RealSpeed ? null : FirstDay,
            speed,
            $"simulated market, seed {seed}",
            null);
    }

    private static (PaperMarketChoice, DateTimeOffset? Origin, double Speed, string Text, RecordingEnd?) Replay(
        MarketChoice.Replayed choice, Policy policy) =>
        CandleCsv.ReadFiles([choice.PriceFile]) switch
        {
            CandleCsvReading.Read read when ReplayStart.Of(read.Table, policy, choice.From) is { } start => (
                new PaperMarketChoice.Replayed(read.Table, policy.Quote),
                start.At.ToDateTimeOffset(),
                choice.Speed ?? UsualSpeed,
                $"replayed prices of {Path.GetFileName(choice.PriceFile)}{start.Words}",
                RecordingEnd.Of(read.Table, choice.PriceFile)),
            CandleCsvReading.Read => throw new FormatException("--from lies after the last price"),
            CandleCsvReading.Refused refused => throw new FormatException(refused.Message),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static ClockRecord? ReadClock(string directory)
    {
        string file = Path.Combine(directory, ClockName);
        try
        {
            return File.Exists(file)
                ? JsonSerializer.Deserialize<ClockRecord>(File.ReadAllText(file), WireJson.Options)
                : null;
        }
        catch (JsonException damage)
        {
            throw new IOException($"{file} is damaged: {damage.Message}", damage);
        }
    }

    private static void WriteClock(string directory, ClockRecord record)
    {
        string file = Path.Combine(directory, ClockName);
        File.WriteAllText(file + ".partial", JsonSerializer.Serialize(record, WireJson.Options));
        File.Move(file + ".partial", file, overwrite: true);
    }

    private sealed record ClockRecord(DateTimeOffset RealOrigin, DateTimeOffset Origin, double Speed);
}
