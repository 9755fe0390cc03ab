using Ballast.Core.Policies;

namespace Ballast.Server.Installations;

/// <summary>Where the policy of the portfolio that <c>serve</c> looks after comes from. Closed.</summary>
public abstract record PolicySource
{
    /// <summary>What was there before goes on; a new installation begins with the shipped default.</summary>
    public sealed record Shipped : PolicySource;

    /// <summary>A file, read again whenever it changes.</summary>
    /// <param name="Path">As the person wrote it.</param>
    /// <param name="First">What it said at the start.</param>
    public sealed record FromFile(string Path, PolicyReading.Read First) : PolicySource;
}
