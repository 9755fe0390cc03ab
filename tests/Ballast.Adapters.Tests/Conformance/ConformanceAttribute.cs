namespace Ballast.Adapters.Tests.Conformance;

/// <summary>
/// A case of the conformance suite of venue clients: what a client must do, whatever the venue does. The test's name is
/// the sentence; the list is in docs/decisions/venue-conformance.md.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceAttribute(int number) : Attribute
{
    /// <summary>Its number, which is never given to another.</summary>
    public int Number { get; } = number;
}
