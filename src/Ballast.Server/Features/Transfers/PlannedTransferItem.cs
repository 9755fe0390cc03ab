using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Server.Features.Transfers;

/// <summary>A transfer that a plan considered as it leaves the server: what becomes of it, and why.</summary>
public sealed record PlannedTransferItem
{
    /// <summary>Where it leaves.</summary>
    public required AccountId From { get; init; }

    /// <summary>Where it arrives.</summary>
    public required AccountId To { get; init; }

    /// <summary>What is moved.</summary>
    public required Asset Asset { get; init; }

    /// <summary>What leaves the source.</summary>
    public required Quantity Units { get; init; }

    /// <summary>What of that is kept on the way, as quoted.</summary>
    public required Quantity Fee { get; init; }

    /// <summary>What the fee is worth, in the portfolio's quote currency.</summary>
    public required Money FeeValue { get; init; }

    /// <summary>What the best plan without it comes to: trades, and what stays out of place.</summary>
    public required Money CostWithout { get; init; }

    /// <summary>The same with it, its fee and the time on its way counted.</summary>
    public required Money CostWith { get; init; }

    /// <summary>The assets that are bought with it.</summary>
    public required ImmutableArray<Asset> Serves { get; init; }

    /// <summary>Milliseconds within which it should have arrived, from when it was accepted.</summary>
    public required long LatestMs { get; init; }

    /// <summary>What becomes of it.</summary>
    public required TransferChoice Choice { get; init; }

    /// <summary>Until when it waits for a lower fee; null where it does not.</summary>
    public required Instant? WaitsUntil { get; init; }

    /// <summary>The ground, with the numbers.</summary>
    public required Reason Why { get; init; }

    /// <summary>Shows a transfer of a plan.</summary>
    public static PlannedTransferItem Of(PlannedTransfer transfer) => new()
    {
        From = transfer.From,
        To = transfer.To,
        Asset = transfer.Asset,
        Units = transfer.Units,
        Fee = transfer.Fee,
        FeeValue = transfer.FeeValue,
        CostWithout = transfer.CostWithout,
        CostWith = transfer.CostWith,
        Serves = transfer.Serves,
        LatestMs = (long)transfer.Latest.TotalMilliseconds,
        Choice = transfer.Choice,
        WaitsUntil = transfer.WaitsUntil,
        Why = transfer.Why,
    };
}
