namespace Ballast.Core.Targets.Methods;

/// <summary>What an estimation answers. Closed: <see cref="Estimated"/> or <see cref="Refused"/>.</summary>
public abstract record MomentsOutcome
{
    /// <summary>There are moments to allocate by.</summary>
    /// <param name="Moments">Expected returns, covariance and how they came about.</param>
    public sealed record Estimated(AssetMoments Moments) : MomentsOutcome;

    /// <summary>The past does not carry an estimate.</summary>
    /// <param name="Why">The reason, naming the asset where there is one.</param>
    public sealed record Refused(Reason Why) : MomentsOutcome;
}
