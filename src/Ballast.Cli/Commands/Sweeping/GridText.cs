using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary>
/// Values of one axis as a person writes them: a list of numbers and ranges, such as <c>0.02,0.05..0.10:0.01</c>.
/// </summary>
internal static class GridText
{
    private const string Form = "a list of numbers and ranges from..to:step, such as 0.02,0.05..0.10:0.01";
    private const int MostValues = 1_000_000;

    /// <summary>Reads numbers within limits, without repeating any.</summary>
    /// <exception cref="FormatException">The text is something else; the message names the option.</exception>
    public static ImmutableArray<decimal> Numbers(string option, string text, (decimal Least, decimal Most) limits)
    {
        decimal[] values = [.. text.Split(',').SelectMany(item => Item(option, text, item.Trim())).Distinct()];
        foreach (decimal value in values)
        {
            if (value < limits.Least || value > limits.Most)
            {
                throw new FormatException(
                    $"{option} has {value}, it must be from {limits.Least} to {limits.Most}");
            }
        }

        return [.. values];
    }

    /// <summary>Reads words out of a few.</summary>
    /// <exception cref="FormatException">One is not known, or there is none.</exception>
    public static ImmutableArray<T> Words<T>(string option, string text, IReadOnlyList<(string Word, T Value)> known) =>
    [
        .. text.Split(',').Select(item => item.Trim()).Distinct().Select(item =>
        {
            foreach ((string word, T value) in known)
            {
                if (word == item)
                {
                    return value;
                }
            }

            string words = string.Join(", ", known.Select(one => one.Word));
            throw new FormatException($"{option} has '{item}', it must be a list out of {words}");
        }),
    ];

    /// <summary>Reads lengths of time, such as <c>6h</c>; plain numbers count bars.</summary>
    /// <exception cref="FormatException">One is neither.</exception>
    public static ImmutableArray<Duration> Durations(string option, string text, Duration barLength) =>
        [.. text.Split(',').Select(item => DurationOf(option, item.Trim(), barLength)).Distinct()];

    /// <summary>Reads a whole number of bars, or a length of time that is brought up to whole bars.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static int Bars(string option, string text, Duration barLength)
    {
        double bars = Math.Ceiling(DurationOf(option, text, barLength) / barLength);
        return bars <= int.MaxValue / 4
            ? (int)bars
            : throw new FormatException($"{option} is '{text}', which is longer than any history");
    }

    private static Duration DurationOf(string option, string text, Duration barLength)
    {
        if (PolicyDuration.TryParse(text, out Duration duration))
        {
            return duration;
        }

        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out int bars)
            && bars is >= 0 and <= 10_000_000
            ? barLength * bars
            : throw new FormatException(
                $"{option} has '{text}', it must be a time such as 6h or 2d, or a number of bars");
    }

    private static IEnumerable<decimal> Item(string option, string text, string item)
    {
        string[] ends = item.Split("..");
        if (ends.Length == 1)
        {
            return [Number(option, text, item)];
        }

        string[] last = ends[1].Split(':');
        return ends.Length != 2 || last.Length != 2
            ? throw new FormatException($"{option} is '{text}', it must be {Form}")
            : Range(
                option, item, (Number(option, text, ends[0]), Number(option, text, last[0])),
                Number(option, text, last[1]));
    }

    private static IEnumerable<decimal> Range(
        string option, string item, (decimal First, decimal Last) ends, decimal step)
    {
        if (step <= 0m || ends.Last < ends.First)
        {
            string why = step <= 0m ? $"its step is {step}" : "it ends before it begins";
            throw new FormatException($"{option} has the range '{item}', which holds no values: {why}");
        }

        decimal count = decimal.Floor((ends.Last - ends.First) / step) + 1m;
        return count <= MostValues
            ? Enumerable.Range(0, (int)count).Select(k => ends.First + (k * step))
            : throw new FormatException(
                $"{option} has the range '{item}' of {count} values, and {MostValues} are the most");
    }

    private static decimal Number(string option, string text, string number) =>
        CanonicalDecimal.TryParse(number, out decimal value)
            ? value
            : throw new FormatException($"{option} is '{text}', where '{number}' is no number; it must be {Form}");
}
