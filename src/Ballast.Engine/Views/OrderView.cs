using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Views;

/// <summary>One order as people and agents see it.</summary>
public sealed record OrderView
{
    /// <summary>What was asked of the venue.</summary>
    public required OrderTicket Ticket { get; init; }

    /// <summary>Who, which decision, which plan, which leg, why.</summary>
    public required OrderOrigin Origin { get; init; }

    /// <summary>The state's name in lower case: <c>signed</c>, <c>unknown</c>, <c>filled</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>Why it is in that state, where there is more to say than the name.</summary>
    public required Reason? Why { get; init; }

    /// <summary>The venue's own number; empty until known.</summary>
    public required string VenueId { get; init; }

    /// <summary>Units filled.</summary>
    public required Quantity Filled { get; init; }

    /// <summary>Average price of the fills; <see langword="null"/> before the first.</summary>
    public required Price? AveragePrice { get; init; }

    /// <summary>What the plan expected.</summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>
    /// Realised against expected price in basis points, above zero is worse than expected; <see langword="null"/>
    /// before the first fill.
    /// </summary>
    public required decimal? SlippageBps { get; init; }

    /// <summary>Its trades, oldest first.</summary>
    public required ImmutableArray<VenueFill> Fills { get; init; }

    /// <summary>When it was set aside.</summary>
    public required Instant ReservedAt { get; init; }

    /// <summary>Its last event.</summary>
    public required Instant ChangedAt { get; init; }
}
