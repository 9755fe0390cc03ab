using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>How a plan is made.</summary>
public sealed record TradePolicy
{
    /// <summary>Which assets take part. Default whole.</summary>
    public PlanScope Scope { get; init; } = PlanScope.Whole;

    /// <summary>How deposits and withdrawals are used. Default first.</summary>
    public FlowUse Flows { get; init; } = FlowUse.First;

    /// <summary>The owner's smallest trade in quote currency; zero where there is none.</summary>
    public Money MinNotional { get; init; }

    /// <summary>Units kept aside per asset, never spent.</summary>
    public ImmutableSortedDictionary<Asset, Quantity> Reserve { get; init; } =
        ImmutableSortedDictionary<Asset, Quantity>.Empty;
}

/// <summary>Which assets take part in a plan.</summary>
public enum PlanScope
{
    /// <summary>All of them.</summary>
    Whole = 0,

    /// <summary>Those outside their band, and the counterpart that pays for them.</summary>
    Breaching = 1,
}

/// <summary>How deposits and withdrawals are used.</summary>
public enum FlowUse
{
    /// <summary>Before anything is sold to buy something else.</summary>
    First = 0,

    /// <summary>As the only source of trades.</summary>
    Only = 1,

    /// <summary>Not treated apart.</summary>
    Off = 2,
}
