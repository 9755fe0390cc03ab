using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Hedging;

/// <summary>One order of a hedge as it is to be sent.</summary>
public sealed record HedgeTicket
{
    // The last leg there can be is a transfer's.
    internal const ushort Leg = ushort.MaxValue - 1;

    /// <summary>Its name in the journal, and at a venue that knows names.</summary>
    public required ClientOrderId Id { get; init; }

    /// <summary>Whose perpetual.</summary>
    public required AccountId Account { get; init; }

    /// <summary>What is hedged.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The market, in the venue's words.</summary>
    public required string Market { get; init; }

    /// <summary>What the position is tagged with, where the venue knows tags.</summary>
    public required string Purpose { get; init; }

    /// <summary>What it is to do.</summary>
    public required HedgeOrder Order { get; init; }

    /// <summary>The leverage to ask for.</summary>
    public required decimal Leverage { get; init; }

    /// <summary>Units of the position before it: below zero where it is short.</summary>
    public required Quantity Before { get; init; }

    /// <summary>The price that it was decided on.</summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>How far from the venue's own price it may go, in basis points.</summary>
    public required decimal MaxSlippageBps { get; init; }

    /// <summary>The order in the market's own steps; <see langword="null"/> where the venue counts in cash.</summary>
    public HedgeSize? Exact { get; init; }

    /// <summary>Why it is sent.</summary>
    public required Reason Why { get; init; }

    /// <summary>The order in words.</summary>
    public override string ToString() => Order.Step == HedgeStep.Close
        ? $"the closing of {Purpose} in {Market} on {Account}"
        : $"{(Order.Side == PositionSide.Short ? "a short" : "a purchase")} of {Order.Notional.Value} in {Market} for "
            + $"{Purpose} on {Account}";
}
