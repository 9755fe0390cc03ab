using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>Weights, or the name of a regime, that a program of the owner's writes to a file or serves.</summary>
public sealed record ExternalPolicy
{
    /// <summary>Path of the document, from the policy file's folder where it is relative; <see langword="null"/> where
    /// it is served.</summary>
    public string? File { get; init; }

    /// <summary>Address of the document; <see langword="null"/> where it is a file.</summary>
    public string? Url { get; init; }

    /// <summary>Assets that it may give weights to; empty where it names a regime.</summary>
    public ImmutableArray<Asset> Assets { get; init; } = [];

    /// <summary>The oldest <c>asOf</c> that is acted upon. Default one day.</summary>
    public Duration MaxAge { get; init; } = Duration.FromDays(1);

    /// <summary>How far the target may move within a UTC day, whether the document gives weights or names a regime:
    /// half the sum of all differences. Default 10 %.</summary>
    public Weight MaxDailyMove { get; init; } = new(0.10m);

    /// <summary>How long an answer over HTTP may take. Default 5 s.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(5);
}
