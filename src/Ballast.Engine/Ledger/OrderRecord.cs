using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>An order with where it comes from and what is set aside for it.</summary>
public sealed record OrderRecord
{
    /// <summary>Its life so far.</summary>
    public required Order Order { get; init; }

    /// <summary>Actor, decision, plan, reason.</summary>
    public required OrderOrigin Origin { get; init; }

    /// <summary>Its worst case.</summary>
    public required Reservation Reservation { get; init; }

    /// <summary>When caps and funds were set aside.</summary>
    public required Instant ReservedAt { get; init; }

    /// <summary>Its exact bytes, once signed.</summary>
    public PreparedRequest? Request { get; init; }

    /// <summary>The last event of it.</summary>
    public required Instant ChangedAt { get; init; }
}
