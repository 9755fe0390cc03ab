namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>What the critical line algorithm answers. Closed: <see cref="Traced"/> or <see cref="Refused"/>.</summary>
public abstract record FrontierOutcome
{
    /// <summary>The whole frontier, from the highest return to the least variance.</summary>
    /// <param name="Frontier">All its turning points, and every portfolio between them.</param>
    public sealed record Traced(EfficientFrontier Frontier) : FrontierOutcome;

    /// <summary>There is no frontier.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(Refusal Why) : FrontierOutcome;
}
