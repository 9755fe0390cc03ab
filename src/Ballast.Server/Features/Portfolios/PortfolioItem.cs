using System.Text.Json.Nodes;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Views;
using Ballast.Server.Features.GoingLive;
using Ballast.Server.Features.Runs;
using Ballast.Server.Features.Transfers;

namespace Ballast.Server.Features.Portfolios;

/// <summary>A portfolio as it leaves the server.</summary>
public sealed record PortfolioItem
{
    /// <summary>Its name.</summary>
    public required PortfolioId Id { get; init; }

    /// <summary>Currency of its values.</summary>
    public required Asset Quote { get; init; }

    /// <summary>Whether orders are sent, and where to.</summary>
    public required TradingMode Mode { get; init; }

    /// <summary>The accounts it spans.</summary>
    public required IReadOnlyList<AccountId> Accounts { get; init; }

    /// <summary>What its loop does.</summary>
    public required PortfolioStatus Status { get; init; }

    /// <summary>Why, where there is more to say.</summary>
    public required Reason? StatusWhy { get; init; }

    /// <summary>Who halted it; null while it is not halted.</summary>
    public required HaltMark? Halt { get; init; }

    /// <summary>Why the session-loss breaker is open; null while it is closed.</summary>
    public required Reason? Breaker { get; init; }

    /// <summary>Orders that wait for a person: nothing proves what became of them.</summary>
    public required IReadOnlyList<OrderItem> Quarantined { get; init; }

    /// <summary>The transfer between its accounts whose end is not known; null while there is none.</summary>
    public TransferItem? Transfer { get; init; }

    /// <summary>The transfer that waits for a lower fee, as it was when its wait began; null while none
    /// waits.</summary>
    public PlannedTransferItem? WaitingTransfer { get; init; }

    /// <summary>The last transfer that has ended; null before the first.</summary>
    public TransferItem? LastTransfer { get; init; }

    /// <summary>How the venue of each account does.</summary>
    public required IReadOnlyList<AccountHealth> Health { get; init; }

    /// <summary>Holdings that are hedged with perpetuals.</summary>
    public required IReadOnlyList<HedgeItem> Hedges { get; init; }

    /// <summary>Value at the last complete snapshot.</summary>
    public required Money? Value { get; init; }

    /// <summary>Where a moving target stands; null where the target stays.</summary>
    public required TargetItem? Target { get; init; }

    /// <summary>The last decision with every trigger's answer.</summary>
    public required DecisionDigest? LastDecision { get; init; }

    /// <summary>What stands between it and real money; null where its accounts hold paper money alone.</summary>
    public LiveItem? Live { get; init; }

    /// <summary>SHA-256 of the policy.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>The policy; only where one portfolio is asked for.</summary>
    public JsonNode? Policy { get; init; }

    /// <summary>Shows a portfolio without its policy.</summary>
    public static PortfolioItem Of(PortfolioView view) => new()
    {
        Id = view.Id,
        Quote = view.Policy.Quote,
        Mode = view.Policy.Mode,
        Accounts = view.Policy.Accounts,
        Status = view.Status,
        StatusWhy = view.StatusWhy,
        Halt = view.Halt,
        Breaker = view.Breaker,
        Quarantined =
            [.. view.OpenOrders.Where(static order => order.State == "quarantined").Select(OrderItem.Of)],
        Transfer = Newest(view, static transfer => transfer.EndedAt is null),
        WaitingTransfer = view.WaitingTransfer is { } waiting ? PlannedTransferItem.Of(waiting) : null,
        LastTransfer = Newest(view, static transfer => transfer.EndedAt is not null),
        Health = view.Health,
        Hedges = [.. view.Hedges.Select(HedgeItem.Of)],
        Value = view.Snapshot?.Value,
        Target = view.Target is { } target ? TargetItem.Of(target) : null,
        LastDecision = view.LastDecision,
        Live = LiveItem.Of(view),
        PolicyHash = view.PolicyHash,
    };

    private static TransferItem? Newest(PortfolioView view, Func<TransferView, bool> isMeant) =>
        view.Transfers.FirstOrDefault(isMeant) is { } found ? TransferItem.Of(found) : null;
}
