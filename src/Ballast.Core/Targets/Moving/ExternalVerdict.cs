namespace Ballast.Core.Targets.Moving;

/// <summary>Whether an external document may be acted upon. Closed: <see cref="Usable"/> or
/// <see cref="Unusable"/>.</summary>
internal abstract record ExternalVerdict
{
    /// <summary>It may.</summary>
    public sealed record Usable(ExternalDocument Document, string Source) : ExternalVerdict;

    /// <summary>It may not.</summary>
    public sealed record Unusable(Reason Why) : ExternalVerdict;
}
