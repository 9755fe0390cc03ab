namespace Ballast.Core;

/// <summary>
/// Why something happened or did not: the unit of every explanation that people and agents get. The code is stable
/// and meant for machines, the sentence carries the numbers and is meant for people. A value: equal when code and
/// sentence are.
/// </summary>
/// <param name="Code">Stable kebab-case code, such as <c>price-stale</c>.</param>
/// <param name="Sentence">One sentence with the numbers that decided, weights in percent.</param>
public sealed record Reason(string Code, string Sentence)
{
    private Func<string>? render;

    // Two readers may both render; they get equal texts, so whoever writes last changes nothing.
    private string? sentence = Sentence;

    /// <summary>One sentence with the numbers that decided, weights in percent.</summary>
    public string Sentence
    {
        get => sentence ??= render!();
        init => sentence = value;
    }

    /// <summary>
    /// A reason whose sentence is written when somebody reads it: most decisions hold and nobody reads why, and
    /// writing costs more than deciding.
    /// </summary>
    /// <param name="code">Stable kebab-case code.</param>
    /// <param name="render">Writes the sentence from values that never change; called once, or more often with the same
    /// answer.</param>
    public static Reason Deferred(string code, Func<string> render) =>
        new(code, "") { render = render, sentence = null };

    /// <summary>Whether code and sentence are the same.</summary>
    public bool Equals(Reason? other) => other is not null && Code == other.Code && Sentence == other.Sentence;

    /// <summary>Hash of the code, which is enough to tell most reasons apart without writing their sentences.</summary>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Code);

    /// <summary>The code and the sentence.</summary>
    public override string ToString() => $"{Code}: {Sentence}";
}
