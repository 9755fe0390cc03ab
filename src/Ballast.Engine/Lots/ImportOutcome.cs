using Ballast.Core;

namespace Ballast.Engine.Lots;

/// <summary>The answer to trades that were handed in. Closed: <see cref="Imported"/> or <see
/// cref="Refused"/>.</summary>
public abstract record ImportOutcome
{
    private ImportOutcome()
    {
    }

    /// <summary>They are in the journal.</summary>
    /// <param name="Added">Trades that were not known.</param>
    /// <param name="Known">Trades that were: of an earlier import, or of an order of ours.</param>
    public sealed record Imported(int Added, int Known) : ImportOutcome
    {
        /// <summary>Trades among both whose cost or proceeds are not known, because nobody said what their currency was
        /// worth; one that is handed in again with it gets it.</summary>
        public int WithoutRate { get; init; }
    }

    /// <summary>None of them is, and why: <c>no-such-account</c>, <c>trade-differs</c>, or the field that is wrong.
    /// </summary>
    public sealed record Refused(Reason Why) : ImportOutcome;
}
