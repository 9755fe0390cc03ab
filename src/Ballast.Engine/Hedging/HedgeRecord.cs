using System.Text.Json.Serialization;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>An order of a hedge with what is known of it.</summary>
public sealed record HedgeRecord
{
    /// <summary>What was to be sent.</summary>
    public required HedgeTicket Ticket { get; init; }

    /// <summary>Exactly what left, without credentials.</summary>
    public required PreparedRequest Request { get; init; }

    /// <summary>How far it is.</summary>
    public required HedgeState State { get; init; }

    /// <summary>What the venue answered; <see langword="null"/> where its answer was lost or refused.</summary>
    public HedgeFill? Fill { get; init; }

    /// <summary>Why it is in that state; <see langword="null"/> where that needs no reason.</summary>
    public Reason? Why { get; init; }

    /// <summary>When it was put on record.</summary>
    public required Instant IntendedAt { get; init; }

    /// <summary>When its state last changed.</summary>
    public required Instant ChangedAt { get; init; }

    /// <summary>The price it was filled at against the expected one in basis points, above zero where it is worse;
    /// <see langword="null"/> without an answer.</summary>
    [JsonIgnore]
    public decimal? SlippageBps => Fill is not { } fill || Ticket.ExpectedPrice.Value == 0m ? null
        : (Ticket.Order.Side == PositionSide.Long ? 1m : -1m) * 10_000m
            * ((fill.Price.Value / Ticket.ExpectedPrice.Value) - 1m);

    /// <summary>Whether its end is not known.</summary>
    public bool IsOpen => State is HedgeState.Intended or HedgeState.Answered or HedgeState.Unknown
        or HedgeState.Quarantined;
}

/// <summary>How far an order of a hedge is.</summary>
public enum HedgeState
{
    /// <summary>On record; it may have been sent.</summary>
    Intended = 0,

    /// <summary>The venue says that it was executed; its positions have not shown it yet.</summary>
    Answered = 1,

    /// <summary>Nobody knows whether it was executed.</summary>
    Unknown = 2,

    /// <summary>Positions show neither that it was nor that it was not: a person decides.</summary>
    Quarantined = 3,

    /// <summary>It was executed, and the positions show it.</summary>
    Done = 4,

    /// <summary>Definitively refused.</summary>
    Refused = 5,

    /// <summary>Proven to have had no effect.</summary>
    Absent = 6,

    /// <summary>A person said that it is over.</summary>
    Resolved = 7,
}
