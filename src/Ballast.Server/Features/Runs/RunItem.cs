using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Views;
using Ballast.Server.Features.Plans;
using Ballast.Server.Features.Transfers;
using NodaTime;

namespace Ballast.Server.Features.Runs;

/// <summary>One run with every order, fill, refusal and reason.</summary>
public sealed record RunItem
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it ended as it did; null while it runs.</summary>
    public required Reason? Why { get; init; }

    /// <summary>By whose word.</summary>
    public required string Actor { get; init; }

    /// <summary>The key of the request that started it.</summary>
    public required string? IdempotencyKey { get; init; }

    /// <summary>When it began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required Instant? EndedAt { get; init; }

    /// <summary>What was paid in fees, in quote currency: fees in the traded asset at the price it was traded at; fees
    /// in a third asset are in the fills alone.</summary>
    public required Money FeesInQuote { get; init; }

    /// <summary>The plan it carries out.</summary>
    public required PlanItem Plan { get; init; }

    /// <summary>Its orders, in order of issue.</summary>
    public required IReadOnlyList<OrderItem> Orders { get; init; }

    /// <summary>The transfer that it sent after its orders; null where it sent none.</summary>
    public required TransferItem? Transfer { get; init; }

    /// <summary>Orders of the plan that were not sent, or not whole, each with its reason.</summary>
    public required ImmutableArray<DroppedLeg> Dropped { get; init; }

    /// <summary>Shows a run.</summary>
    public static RunItem Of(RunView run, Asset quote) => new()
    {
        Id = run.Id.Value,
        Portfolio = run.Portfolio,
        Status = run.Status,
        Why = run.Why,
        Actor = run.Actor,
        IdempotencyKey = run.IdempotencyKey,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        FeesInQuote = new Money(
            run.Orders.Sum(order => order.Fills.Sum(fill => InQuote(order, fill, quote)))
            + (run.Transfer is { } moved && moved.Asset == quote ? moved.Fee.Value : 0m)),
        Plan = PlanItem.Of(run.Plan),
        Orders = [.. run.Orders.Select(OrderItem.Of)],
        Transfer = run.Transfer is { } sent ? TransferItem.Of(sent) : null,
        Dropped = run.Dropped,
    };

    // A fee in the asset that was traded is worth what it was traded at; a third asset's price is not on record.
    private static decimal InQuote(OrderView order, VenueFill fill, Asset quote)
    {
        if (fill.FeeAsset == quote)
        {
            return fill.Fee.Value;
        }

        bool isInBase = fill.FeeAsset == order.Ticket.Instrument.Base && order.Ticket.Instrument.Quote == quote;
        return isInBase ? fill.Fee.Value * fill.Price.Value : 0m;
    }
}
