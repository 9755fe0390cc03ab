using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Views;

/// <summary>One transfer between a portfolio's accounts: where it is, or what became of it.</summary>
public sealed record TransferView
{
    /// <summary>Its name.</summary>
    public required ClientOrderId Id { get; init; }

    /// <summary>The run that sent it.</summary>
    public required RunId Run { get; init; }

    /// <summary>What is moved.</summary>
    public required Asset Asset { get; init; }

    /// <summary>What leaves the source.</summary>
    public required Quantity Units { get; init; }

    /// <summary>Where it leaves.</summary>
    public required AccountId From { get; init; }

    /// <summary>Where it arrives.</summary>
    public required AccountId To { get; init; }

    /// <summary>What is expected to be kept on the way, and once its end is known what was.</summary>
    public required Quantity Fee { get; init; }

    /// <summary>The assets that are bought with it.</summary>
    public required ImmutableArray<Asset> Serves { get; init; }

    /// <summary>How far it is: <c>intended</c>, <c>underway</c>, <c>unknown</c>, <c>quarantined</c>, <c>arrived</c>,
    /// <c>returned</c>, <c>refused</c>, <c>absent</c> or <c>resolved</c>.</summary>
    public required string State { get; init; }

    /// <summary>What it waits for, or how it ended.</summary>
    public required Reason Why { get; init; }

    /// <summary>When it was put on record.</summary>
    public required Instant Since { get; init; }

    /// <summary>When it should have arrived.</summary>
    public required Instant DueBy { get; init; }

    /// <summary>What was credited by it: at the destination, or back at the source.</summary>
    public required Quantity Credited { get; init; }

    /// <summary>When its end was known; <see langword="null"/> while it is open.</summary>
    public required Instant? EndedAt { get; init; }
}
