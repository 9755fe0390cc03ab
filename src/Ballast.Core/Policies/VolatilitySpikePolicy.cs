using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>Another target while volatility is far above its mean.</summary>
public sealed record VolatilitySpikePolicy
{
    /// <summary>Multiple of the mean above which the spike holds.</summary>
    public required decimal Multiple { get; init; }

    /// <summary>Portfolio returns per volatility.</summary>
    public required int Window { get; init; }

    /// <summary>Volatilities per mean.</summary>
    public required int History { get; init; }

    /// <summary>The target that holds meanwhile; sums to one.</summary>
    public required ImmutableSortedDictionary<Asset, Weight> Target { get; init; }

    /// <summary>How long volatility must have been below before the usual target returns.</summary>
    public required Duration CalmFor { get; init; }
}
