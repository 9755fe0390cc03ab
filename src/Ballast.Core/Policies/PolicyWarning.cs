namespace Ballast.Core.Policies;

/// <summary>Something in a valid policy that its owner probably does not want.</summary>
/// <param name="Path">The field to look at, as a JSON path.</param>
/// <param name="Why">What is unusual, with its numbers.</param>
/// <param name="Advice">Which setting would mend it, one sentence.</param>
public sealed record PolicyWarning(string Path, Reason Why, string Advice)
{
    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"{Path}: {Why.Sentence} {Advice}";
}
