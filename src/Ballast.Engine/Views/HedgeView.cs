using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using NodaTime;

namespace Ballast.Engine.Views;

/// <summary>A hedge of a portfolio: what is wanted, what is there, and what was last done about it.</summary>
public sealed record HedgeView
{
    /// <summary>What is hedged.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The account whose perpetuals hedge it.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market that is sold short.</summary>
    public required string Market { get; init; }

    /// <summary>What its positions are tagged with.</summary>
    public required string Purpose { get; init; }

    /// <summary>When it was last looked at: at a check, and again when the order that the check sent had ended;
    /// <see langword="null"/> before the first check.</summary>
    public Instant? CheckedAt { get; init; }

    /// <summary>What should be short; <see langword="null"/> where that could not be decided.</summary>
    public Money? Wanted { get; init; }

    /// <summary>What was short then, at the venue's mark.</summary>
    public Money? Held { get; init; }

    /// <summary>The position then; <see langword="null"/> where there was none.</summary>
    public PerpetualPosition? Position { get; init; }

    /// <summary>What was decided, with the numbers; <see langword="null"/> before the first check.</summary>
    public Reason? Why { get; init; }

    /// <summary>The order that corrects it; <see langword="null"/> where none is needed or allowed.</summary>
    public HedgeOrder? Order { get; init; }

    /// <summary>Why that order was not sent; <see langword="null"/> where it was.</summary>
    public Reason? NotSent { get; init; }

    /// <summary>The last order that was put on record for it, open or ended; <see langword="null"/> before the first.
    /// </summary>
    public HedgeRecord? Last { get; init; }
}
