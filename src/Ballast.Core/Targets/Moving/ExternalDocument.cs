using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>What an owner's own program says: weights or the name of a regime, and of when that is.</summary>
public sealed record ExternalDocument
{
    /// <summary>When the program worked it out.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>Weights that sum to exactly one; empty where it names a regime.</summary>
    public ImmutableSortedDictionary<Asset, Weight> Weights { get; init; } =
        ImmutableSortedDictionary<Asset, Weight>.Empty;

    /// <summary><c>calm</c> or <c>stressed</c>; empty where it gives weights.</summary>
    public string Regime { get; init; } = "";

    /// <summary>SHA-256 of the document's bytes, lower-case hexadecimal.</summary>
    public string Fingerprint { get; init; } = "";
}
