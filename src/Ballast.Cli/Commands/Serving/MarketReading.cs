using System.Globalization;
using Ballast.Cli.Inputs;
using Ballast.Server.Installations;

namespace Ballast.Cli.Commands.Serving;

/// <summary>The market options as written; <see langword="null"/> where one was not given.</summary>
/// <param name="Market">simulated or replay.</param>
/// <param name="Seed">A number.</param>
/// <param name="Speed">A number.</param>
/// <param name="Prices">A file.</param>
/// <param name="Venue">An address.</param>
internal sealed record MarketWords(string? Market, string? Seed, string? Speed, string? Prices, string? Venue)
{
    /// <summary>A date, or an instant.</summary>
    public string? From { get; init; }

    /// <summary>An address of this machine that live prices come from.</summary>
    public string? Source { get; init; }

    /// <summary>A file of connected accounts.</summary>
    public string? Accounts { get; init; }
}

/// <summary>What they mean together.</summary>
/// <param name="Choice">The market; <see langword="null"/> where nothing was said about it.</param>
/// <param name="Fault">What is wrong with them; <see langword="null"/> where nothing is.</param>
internal sealed record MarketReading(MarketChoice? Choice, string? Fault)
{
    private const double FastestSpeed = 1_000_000d;
    private const string Binance = "binance";

    /// <summary>Reads them.</summary>
    public static MarketReading Of(MarketWords words)
    {
        if (words.Accounts is not null)
        {
            return Connected(words);
        }

        if (words.Venue is not null)
        {
            return Remote(words);
        }

        if (!TryRead(words.Speed, out double? speed))
        {
            return Wrong($"--speed {words.Speed} is not a number above 0 and up to {FastestSpeed:0}");
        }

        return (words.Market ?? UsualFor(words.Prices)) switch
        {
            "live" => Live(words, speed),
            "simulated" => Simulated(words, speed),
            "replay" => Replayed(words, speed),
            string other => Wrong($"--market {other} is not a market: simulated, replay or live"),
        };
    }

    private static MarketReading Remote(MarketWords words)
    {
        if (words is not { Market: null, Seed: null, Speed: null, Prices: null, From: null })
        {
            return Wrong(
                "--venue has its own market and clock; leave out --market, --seed, --speed, --prices and --from");
        }

        return Uri.TryCreate(words.Venue, UriKind.Absolute, out Uri? address)
            && address is { Scheme: "http", IsLoopback: true }
            ? new MarketReading(new MarketChoice.Remote(address), null)
            : Wrong($"--venue {words.Venue} is not an http address on this machine");
    }

    private static MarketReading Connected(MarketWords words)
    {
        if (words is not { Market: null, Seed: null, Speed: null, Prices: null, From: null, Venue: null })
        {
            return Wrong(
                "--accounts has its own venues and the machine's time; leave out --market, --seed, --speed, --prices, "
                + "--from and --venue");
        }

        return File.Exists(words.Accounts)
            ? new MarketReading(new MarketChoice.Connected(Path.GetFullPath(words.Accounts)), null)
            : Wrong($"there is no file {words.Accounts}");
    }

    private static string UsualFor(string? prices) => prices switch
    {
        null => "simulated",
        Binance => "live",
        _ => "replay",
    };

    private static MarketReading Live(MarketWords words, double? speed)
    {
        if (words.Prices is not (null or Binance))
        {
            return Wrong($"--market live follows {Binance}, not {words.Prices}");
        }

        if (speed is not (null or 1d) || words.Seed is not null || words.From is not null)
        {
            return Wrong("live prices come at the machine's time; leave out --speed, --seed and --from");
        }

        return words.Source is null
            ? new MarketReading(new MarketChoice.Live(Binance, null), null)
            : Uri.TryCreate(words.Source, UriKind.Absolute, out Uri? address)
                && address is { Scheme: "http", IsLoopback: true }
                ? new MarketReading(new MarketChoice.Live(Binance, address), null)
                : Wrong($"--source {words.Source} is not an http address on this machine");
    }

    private static MarketReading Simulated(MarketWords words, double? speed)
    {
        if (words.From is not null)
        {
            return Wrong("--from goes with --market replay");
        }

        if (words.Prices is not null)
        {
            return Wrong("--prices goes with --market replay");
        }

        if (words is { Market: null, Seed: null, Speed: null })
        {
            return new MarketReading(null, null);
        }

        ulong? seed = null;
        if (words.Seed is not null)
        {
            if (!ulong.TryParse(words.Seed, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number))
            {
                return Wrong($"--seed {words.Seed} is not a whole number");
            }

            seed = number;
        }

        return new MarketReading(new MarketChoice.Simulated(seed, speed), null);
    }

    private static MarketReading Replayed(MarketWords words, double? speed)
    {
        if (words.Seed is not null)
        {
            return Wrong("--seed goes with --market simulated");
        }

        if (words.Prices is null)
        {
            return Wrong("--market replay needs --prices FILE");
        }

        if (words.From is not null && WrittenInstant.Read(words.From) is null)
        {
            return Wrong($"--from {words.From} is not a time: {WrittenInstant.Allowed}");
        }

        return !Path.Exists(words.Prices)
            ? Wrong($"there is no file {words.Prices}")
            : new MarketReading(
                new MarketChoice.Replayed(Path.GetFullPath(words.Prices), speed)
                {
                    From = WrittenInstant.Read(words.From),
                },
                null);
    }

    private static bool TryRead(string? word, out double? speed)
    {
        speed = null;
        if (word is null)
        {
            return true;
        }

        if (!double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            || number is not (> 0d and <= FastestSpeed))
        {
            return false;
        }

        speed = number;
        return true;
    }

    private static MarketReading Wrong(string fault) => new(null, fault);
}
