using System.Collections.Immutable;
using Ballast.Core.Reports;

namespace Ballast.Core.Sweeps;

/// <summary>The best setting of a sweep, and how much of its lead is more than luck.</summary>
public sealed record Certificate
{
    /// <summary>The best over all bars at <see cref="FeeBps"/>.</summary>
    public required SettingRow Best { get; init; }

    /// <summary>The policy's own setting over the same bars.</summary>
    public required SettingRow Own { get; init; }

    /// <summary>The fee it was picked for, in bp.</summary>
    public required decimal FeeBps { get; init; }

    /// <summary>How many different settings were tried.</summary>
    public required int Tried { get; init; }

    /// <summary>How many of them were compared, the best among them; the others lie between those by rank.</summary>
    public required int Compared { get; init; }

    /// <summary>Those of the compared that cannot be told from the best, best first; never empty.</summary>
    public required ImmutableArray<Setting> Indistinguishable { get; init; }

    /// <summary>The one among them that traded least.</summary>
    public required Setting Calmest { get; init; }

    /// <summary>The probability that the best one's true Sharpe ratio is above what the best of as many settings
    /// without skill would show.</summary>
    public required double DeflatedSharpe { get; init; }

    /// <summary>That ratio, per year.</summary>
    public required double ExpectedBest { get; init; }

    /// <summary>How its return per year depends on the day it began; <see langword="null"/> where no second start fits
    /// into the first half of the history.</summary>
    public required StartLuck? Starts { get; init; }

    /// <summary>What the exact simulator gives for the same setting, in quote currency.</summary>
    public required Amounts.Money ExactValue { get; init; }

    /// <summary>How far the kernel is from it, relative.</summary>
    public required double Deviation { get; init; }
}
