using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>Assets whose weights together have limits.</summary>
public sealed record GroupPolicy
{
    /// <summary>What reasons call it.</summary>
    public required string Name { get; init; }

    /// <summary>One or more of the method's assets.</summary>
    public required ImmutableArray<Asset> Assets { get; init; }

    /// <summary>The least of their sum, a fraction of the whole portfolio.</summary>
    public Weight? Min { get; init; }

    /// <summary>The most of it.</summary>
    public Weight? Max { get; init; }
}
