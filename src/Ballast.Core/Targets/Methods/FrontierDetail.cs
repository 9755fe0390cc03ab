namespace Ballast.Core.Targets.Methods;

/// <summary>Which portfolios of a frontier are wanted. Closed: <see cref="TurningPoints"/> or
/// <see cref="Evenly"/>.</summary>
public abstract record FrontierDetail
{
    private FrontierDetail()
    {
    }

    /// <summary>Those between which weights are straight lines: with them the whole frontier is known.</summary>
    public sealed record TurningPoints : FrontierDetail;

    /// <summary>Portfolios at even steps of return.</summary>
    /// <param name="Count">How many, two or more; a frontier of one point gives that one.</param>
    public sealed record Evenly(int Count) : FrontierDetail;
}
