namespace Ballast.Core;

/// <summary>
/// Why something happened or did not: the unit of every explanation that people and agents get. The code is stable and meant for
/// machines, the sentence carries the numbers and is meant for people.
/// </summary>
/// <param name="Code">Stable kebab-case code, such as <c>price-stale</c>.</param>
/// <param name="Sentence">One sentence with the numbers that decided, weights in percent.</param>
public sealed record Reason(string Code, string Sentence)
{
    /// <summary>The code and the sentence.</summary>
    public override string ToString() => $"{Code}: {Sentence}";
}
