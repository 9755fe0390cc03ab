using System.Collections.Immutable;

namespace Ballast.Core.Policies;

/// <summary>What reading a policy file gave. Closed: <see cref="Read"/> or <see cref="Refused"/>.</summary>
public abstract record PolicyReading
{
    private PolicyReading()
    {
    }

    /// <summary>The file is a policy.</summary>
    /// <param name="Policy">The policy, with defaults filled in.</param>
    /// <param name="Hash">SHA-256 of its canonical JSON, lower-case hexadecimal; see <see
    /// cref="PolicyWriter.Hash"/>.</param>
    public sealed record Read(Policy Policy, string Hash) : PolicyReading;

    /// <summary>It is not; every reason there is, in the order of the documentation.</summary>
    /// <param name="Errors">At least one.</param>
    public sealed record Refused(ImmutableArray<PolicyError> Errors) : PolicyReading;
}
