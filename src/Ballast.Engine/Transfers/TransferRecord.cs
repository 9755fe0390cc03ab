using System.Text.Json.Serialization;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Transfers;

/// <summary>A transfer with what is known of it.</summary>
public sealed record TransferRecord
{
    /// <summary>What was to be sent.</summary>
    public required TransferTicket Ticket { get; init; }

    /// <summary>The run it belongs to.</summary>
    public required RunId Run { get; init; }

    /// <summary>Exactly what left, without credentials.</summary>
    public required PreparedRequest Request { get; init; }

    /// <summary>How far it is.</summary>
    public required TransferState State { get; init; }

    /// <summary>Why it is in that state; <see langword="null"/> where that needs no reason.</summary>
    public Reason? Why { get; init; }

    /// <summary>When it was put on record.</summary>
    public required Instant IntendedAt { get; init; }

    /// <summary>Whether its amount has left the ledger of its source.</summary>
    public bool IsDebited { get; init; }

    /// <summary>What came of it: credited at the destination, or back at the source.</summary>
    public Quantity Credited { get; init; }

    /// <summary>When its end was known; <see langword="null"/> while it is open.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Whether its end is not known.</summary>
    public bool IsOpen => EndedAt is null;

    /// <summary>From when it is late: twice what it may take, and never less than a quarter of an hour more.</summary>
    [JsonIgnore]
    public Instant LateAfter =>
        IntendedAt + Ticket.Latest + Duration.Max(Ticket.Latest, Duration.FromMinutes(15));

    /// <summary>What it costs, once its end is known.</summary>
    public Quantity Fee => IsDebited && !IsOpen && State != TransferState.Resolved
        ? Ticket.Units - Credited
        : Quantity.Zero;
}

/// <summary>How far a transfer is.</summary>
public enum TransferState
{
    /// <summary>On record; it may have been sent.</summary>
    Intended = 0,

    /// <summary>It has left the source and is on its way.</summary>
    Underway = 1,

    /// <summary>Nobody knows whether it has left.</summary>
    Unknown = 2,

    /// <summary>Nothing proves whether it has left: a person decides.</summary>
    Quarantined = 3,

    /// <summary>It is there.</summary>
    Arrived = 4,

    /// <summary>It failed, and what is left of it is back.</summary>
    Returned = 5,

    /// <summary>Definitively never sent.</summary>
    Refused = 6,

    /// <summary>Proven never to have left.</summary>
    Absent = 7,

    /// <summary>A person said that it is over.</summary>
    Resolved = 8,
}
