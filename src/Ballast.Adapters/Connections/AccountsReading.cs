using System.Collections.Immutable;

namespace Ballast.Adapters.Connections;

/// <summary>The answer to reading an accounts file. Closed: <see cref="Read"/> or <see cref="Refused"/>.</summary>
public abstract record AccountsReading
{
    private AccountsReading()
    {
    }

    /// <summary>It makes sense.</summary>
    /// <param name="Connections">In ordinal order of their names; at least one.</param>
    public sealed record Read(ImmutableArray<AccountConnection> Connections) : AccountsReading;

    /// <summary>It does not.</summary>
    /// <param name="Cause">Which field, what it has and what is allowed.</param>
    public sealed record Refused(string Cause) : AccountsReading;
}
