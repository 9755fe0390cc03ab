namespace Ballast.Core.Policies;

/// <summary>A calm and a stressed target, and what decides which of them holds.</summary>
public sealed record RegimePolicy
{
    /// <summary>What holds in calm markets, and before anything is known.</summary>
    public required AimPolicy Calm { get; init; }

    /// <summary>What holds in stressed ones.</summary>
    public required AimPolicy Stressed { get; init; }

    /// <summary>What decides; <see langword="null"/> where an external source names the regime.</summary>
    public RegimeSignalPolicy? Signal { get; init; }
}
