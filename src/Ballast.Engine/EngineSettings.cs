using NodaTime;

namespace Ballast.Engine;

/// <summary>Settings of the engine that no portfolio's policy governs.</summary>
public sealed record EngineSettings
{
    /// <summary>
    /// The installation's number in client ids, above zero and below 2^24 (the shortest client id has room for that).
    /// Used at the very first start; later the journal's own number counts.
    /// </summary>
    public required uint Installation { get; init; }

    /// <summary>How long any read may take before it counts as failed. Default 10 s.</summary>
    public Duration ReadTimeout { get; init; } = Duration.FromSeconds(10);

    /// <summary>How long sending may take before its outcome counts as unknown. Default 15 s.</summary>
    public Duration SendTimeout { get; init; } = Duration.FromSeconds(15);

    /// <summary>How often a portfolio with <c>checkEvery: tick</c> is looked at. Default 1 s.</summary>
    public Duration TickEvery { get; init; } = Duration.FromSeconds(1);

    /// <summary>How often a portfolio is observed for its view between checks. Default 5 s.</summary>
    public Duration ObserveEvery { get; init; } = Duration.FromSeconds(5);

    /// <summary>Levels of a book that are read. Default 50.</summary>
    public int BookLevels { get; init; } = 50;
}
