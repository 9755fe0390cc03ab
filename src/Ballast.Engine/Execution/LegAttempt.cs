using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;

namespace Ballast.Engine.Execution;

/// <summary>One attempt at a leg: which size, how, and what to do when funds are short.</summary>
internal sealed record LegAttempt
{
    public required RunContext Context { get; init; }

    public required PlannedOrder Leg { get; init; }

    public required int LegNumber { get; init; }

    public required int Revision { get; init; }

    public required Quantity Size { get; init; }

    public required decimal FeeRate { get; init; }

    public required VenueMarket? Market { get; init; }

    public required OnShortage Shortage { get; init; }

    /// <summary>Whether it takes whatever the style, as after a resting order timed out.</summary>
    public required bool IsTaking { get; init; }
}

/// <summary>What to do when funds do not cover the whole size.</summary>
internal enum OnShortage
{
    Wait = 0,
    Shrink = 1,
}

/// <summary>The answer to an attempt to set an order aside. Closed.</summary>
internal abstract record ReserveOutcome
{
    /// <summary>Set aside, signed and on stable storage.</summary>
    public sealed record Signed(ClientOrderId Id) : ReserveOutcome;

    /// <summary>Funds do not cover it yet.</summary>
    public sealed record Short : ReserveOutcome;

    /// <summary>It is not to be sent.</summary>
    public sealed record Refused(Reason Why) : ReserveOutcome;
}
