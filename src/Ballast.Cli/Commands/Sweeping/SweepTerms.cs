using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Sweeps;
using NodaTime;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary>The options of a sweep as what the domain understands.</summary>
internal static class SweepTerms
{
    private const decimal MostBps = 4_999m;
    private const decimal MostMoney = 1_000_000_000_000m;

    private static readonly (string Word, Destination Value)[] Destinations =
        [.. Enum.GetValues<Destination>().Select(destination => (Setting.Word(destination), destination))];

    private static readonly (string Word, RankMeasure Value)[] Measures =
    [
        ("sharpe", RankMeasure.Sharpe),
        ("finalValue", RankMeasure.FinalValue),
        ("volatility", RankMeasure.Volatility),
        ("trackingError", RankMeasure.TrackingError),
    ];

    /// <summary>Reads the options; those that are missing have the policy's values, or usual ones.</summary>
    /// <exception cref="FormatException">One of them is not what it should be; the message names it.</exception>
    public static PolicySweepRequest Parse(ParseResult arguments, Policy policy, CandleTable prices)
    {
        BacktestTerms range = BacktestTerms.Parse(
            (arguments.GetValue(SweepOptions.From), arguments.GetValue(SweepOptions.To)),
            arguments.GetValue(SweepOptions.Capital),
            null,
            (null, null, null));
        return new PolicySweepRequest
        {
            Policy = policy,
            Prices = prices,
            Axes = AxesOf(arguments, policy, prices.BarLength),
            WalkForward = WalkForwardOf(arguments.GetValue(SweepOptions.WalkForward), prices.BarLength),
            RankBy = MeasureOf(arguments.GetValue(SweepOptions.RankBy)),
            Capital = range.Capital,
            From = range.From,
            To = range.To,
            Threads = Environment.ProcessorCount,
        };
    }

    /// <summary>How a measure is called on the command line.</summary>
    public static string WordOf(RankMeasure measure) => Measures.First(one => one.Value == measure).Word;

    private static SettingAxes AxesOf(ParseResult arguments, Policy policy, Duration barLength)
    {
        SettingAxes usual = SettingAxes.Usual(policy);
        (int starts, int step) = StartsOf(arguments.GetValue(SweepOptions.StartOffsets), barLength);
        return new SettingAxes
        {
            Bands = BandsOf(arguments, usual),
            Destinations = Given(arguments, SweepOptions.Destination, usual.Destinations, (option, text) =>
                GridText.Words(option, text, Destinations)),
            Calendars = Given(arguments, SweepOptions.Calendar, usual.Calendars, (option, text) =>
                GridText.Words(option, text, Calendars(policy)).Distinct().ToImmutableArray()),
            Cooldowns = Given(arguments, SweepOptions.Cooldown, usual.Cooldowns, (option, text) =>
                GridText.Durations(option, text, barLength)),
            MinTrades = Given(arguments, SweepOptions.MinTrade, usual.MinTrades, (option, text) =>
                [.. GridText.Numbers(option, text, (0m, MostMoney)).Select(number => new Money(number))]),
            FeesBps = Given(arguments, SweepOptions.FeeBps, usual.FeesBps, (option, text) =>
                GridText.Numbers(option, text, (0m, MostBps))),
            Starts = starts,
            StartStep = step,
        };
    }

    private static ImmutableArray<T> Given<T>(
        ParseResult arguments,
        Option<string> option,
        ImmutableArray<T> usual,
        Func<string, string, ImmutableArray<T>> read) =>
        arguments.GetValue(option) is { } text ? read(option.Name, text) : usual;

    private static (string Word, NamedCalendar Value)[] Calendars(Policy policy) =>
        [.. NamedCalendar.Known.Select(known => (known.Name, known)), ("policy", NamedCalendar.Of(policy))];

    private static ImmutableArray<BandPolicy?> BandsOf(ParseResult arguments, SettingAxes usual)
    {
        string? absolute = arguments.GetValue(SweepOptions.Band);
        string? relative = arguments.GetValue(SweepOptions.Relative);
        ImmutableArray<decimal?> floors = arguments.GetValue(SweepOptions.Floor) is { } text
            ? [.. GridText.Numbers(SweepOptions.Floor.Name, text, (0m, 1m)).Select(floor => (decimal?)floor)]
            : [usual.Bands.FirstOrDefault(band => band?.Relative is not null)?.Floor?.Value];
        if (absolute is null && relative is null)
        {
            return
            [
                .. usual.Bands.Where(band => band?.Relative is null),
                .. Relatives([.. usual.Bands.Select(band => band?.Relative).OfType<decimal>()], floors),
            ];
        }

        decimal[] parts = relative is null
            ? []
            : [.. GridText.Numbers(SweepOptions.Relative.Name, relative, (0m, 100m))];
        return [.. Absolutes(absolute), .. Relatives(parts, floors)];
    }

    private static IEnumerable<BandPolicy?> Absolutes(string? text)
    {
        string[] items = text?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        string widths = string.Join(',', items.Where(item => item != "none"));
        IEnumerable<BandPolicy?> bands = items.Length == 0 || (widths.Length == 0 && items.All(item => item == "none"))
            ? []
            : GridText.Numbers(SweepOptions.Band.Name, widths, (0m, 1m))
                .Select(width => new BandPolicy { Absolute = new Weight(width) });
        return items.Contains("none") ? bands.Prepend(null) : bands;
    }

    private static IEnumerable<BandPolicy> Relatives(decimal[] parts, ImmutableArray<decimal?> floors) =>
        from floor in floors
        from part in parts
        select new BandPolicy { Relative = part, Floor = floor is { } least ? new Weight(least) : null };

    private static (int Starts, int Step) StartsOf(string? text, Duration barLength)
    {
        string option = SweepOptions.StartOffsets.Name;
        if (text is null)
        {
            return (1, 1);
        }

        string[] parts = text.Split(':');
        if (parts.Length > 2 || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out int starts) || starts < 1)
        {
            throw new FormatException($"{option} is '{text}', it must be a number above 0, such as 30, or 12:7");
        }

        int step = parts.Length == 1 ? 1 : GridText.Bars(option, parts[1], barLength);
        return step >= 1
            ? (starts, step)
            : throw new FormatException($"{option} is '{text}', whose step must be above 0");
    }

    private static Func<int, WalkForwardTerms?> WalkForwardOf(string? text, Duration barLength)
    {
        if (text is null or "none")
        {
            return text is null ? WalkForwardTerms.Usual : _ => null;
        }

        string option = SweepOptions.WalkForward.Name;
        var lengths = new Dictionary<string, int>(StringComparer.Ordinal) { ["purge"] = 0 };
        foreach (string item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] sides = item.Split('=');
            if (sides.Length != 2 || sides[0] is not ("train" or "test" or "purge"))
            {
                throw new FormatException(
                    $"{option} is '{text}', it must be such as train=365,test=90,purge=5, or none");
            }

            lengths[sides[0]] = GridText.Bars(option, sides[1], barLength);
        }

        if (!lengths.TryGetValue("train", out int train) || !lengths.TryGetValue("test", out int test)
            || train < 2 || test < 2)
        {
            throw new FormatException($"{option} is '{text}', it needs train and test of at least 2 bars each");
        }

        var terms = new WalkForwardTerms(train, test, lengths["purge"]);
        return _ => terms;
    }

    private static RankMeasure MeasureOf(string? text) =>
        text is null ? RankMeasure.Sharpe : GridText.Words(SweepOptions.RankBy.Name, text, Measures) is [var one]
            ? one
            : throw new FormatException($"{SweepOptions.RankBy.Name} is '{text}', it must be one of them");
}
