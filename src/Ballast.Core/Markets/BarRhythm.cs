using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>How evenly bars follow each other. Compared by reference of its list.</summary>
public sealed record BarRhythm
{
    // A market that closes at weekends has one long step in five; one that never closes has few.
    private const double MostHoles = 0.10;

    /// <summary>Where bars are missing, in rising order; empty where the bars keep a calendar of their own.</summary>
    public ImmutableArray<BarHole> Holes { get; init; } = [];

    /// <summary>How many steps are longer than a bar and count as one all the same, because there are too many of them
    /// to be holes: more than a tenth, such as the weekends of a stock market.</summary>
    public int LongSteps { get; init; }

    /// <summary>How many bars the holes lack together.</summary>
    public int Missing => Holes.Sum(hole => hole.Missing);

    /// <summary>Looks at the instants of bars.</summary>
    /// <param name="instants">In rising order.</param>
    /// <param name="barLength">Nominal length of a bar, above zero. A step of one and a half bars or more is a
    /// long one.</param>
    public static BarRhythm Of(ImmutableArray<Instant> instants, Duration barLength)
    {
        Duration longest = barLength + (barLength / 2);
        var holes = ImmutableArray.CreateBuilder<BarHole>();
        for (int i = 1; i < instants.Length; i++)
        {
            Duration step = instants[i] - instants[i - 1];
            if (step >= longest)
            {
                double missing = Math.Round(step / barLength, MidpointRounding.AwayFromZero) - 1.0;
                holes.Add(new BarHole(instants[i - 1], instants[i], (int)Math.Min(missing, int.MaxValue)));
            }
        }

        bool isCalendar = holes.Count > 1 && holes.Count > MostHoles * (instants.Length - 1);
        return isCalendar ? new BarRhythm { LongSteps = holes.Count } : new BarRhythm { Holes = holes.ToImmutable() };
    }

    /// <summary>What a reader must know; <see langword="null"/> where bars are as they should be.</summary>
    public Reason? Remark()
    {
        if (LongSteps > 0)
        {
            return new Reason(
                "bars-uneven",
                $"{LongSteps} steps are longer than a bar and count as one bar each, as in a market that closes");
        }

        if (Holes.IsEmpty)
        {
            return null;
        }

        const int Named = 3;
        string which = string.Join(", ", Holes.Take(Named).Select(
            hole => $"{hole.Missing} between {Phrase.Time(hole.After)} and {Phrase.Time(hole.Before)}"));
        string more = Holes.Length > Named ? $" and {Holes.Length - Named} more holes" : "";
        return new Reason("bars-missing", $"{Missing} bars are missing: {which}{more}");
    }
}
