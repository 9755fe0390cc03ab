using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>What the last check found about one hedge, and what became of it.</summary>
/// <param name="Asset">What is hedged.</param>
/// <param name="At">When that was.</param>
/// <param name="Advice">What is to be done; a refusal where it could not be decided.</param>
internal sealed record HedgeLine(Asset Asset, Instant At, HedgeAdvice Advice)
{
    /// <summary>What was decided on; <see langword="null"/> where something could not be read.</summary>
    public HedgeCase? Seen { get; init; }

    /// <summary>Why an order that is to be sent was not; <see langword="null"/> where it was, or where none is.
    /// </summary>
    public Reason? NotSent { get; init; }
}
