using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Server.Features.Transfers;

/// <summary>One transfer between a portfolio's accounts as it leaves the server.</summary>
public sealed record TransferItem
{
    /// <summary>Its client id, 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The run that sent it.</summary>
    public required string Run { get; init; }

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

    /// <summary>Where it stands: <c>underway</c>, <c>unknown</c>, <c>arrived</c>, ...</summary>
    public required string State { get; init; }

    /// <summary>What it waits for, or how it ended.</summary>
    public required Reason Why { get; init; }

    /// <summary>When it was put on record.</summary>
    public required Instant Since { get; init; }

    /// <summary>When it should have arrived.</summary>
    public required Instant DueBy { get; init; }

    /// <summary>What was credited by it.</summary>
    public required Quantity Credited { get; init; }

    /// <summary>When its end was known; null while it is open.</summary>
    public required Instant? EndedAt { get; init; }

    /// <summary>Shows a transfer.</summary>
    public static TransferItem Of(TransferView transfer) => new()
    {
        Id = transfer.Id.ToString(),
        Run = transfer.Run.Value,
        Asset = transfer.Asset,
        Units = transfer.Units,
        From = transfer.From,
        To = transfer.To,
        Fee = transfer.Fee,
        Serves = transfer.Serves,
        State = transfer.State,
        Why = transfer.Why,
        Since = transfer.Since,
        DueBy = transfer.DueBy,
        Credited = transfer.Credited,
        EndedAt = transfer.EndedAt,
    };
}
