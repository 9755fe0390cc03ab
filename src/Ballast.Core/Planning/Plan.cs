using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Planning.Across;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Planning;

/// <summary>
/// A set of trades with everything it rests on. A value: the same request gives the same plan, byte for byte, and
/// <see cref="Hash"/> is the SHA-256 of its canonical JSON (RFC 8785, decimals as strings) without the hash itself.
/// </summary>
public sealed record Plan
{
    /// <summary>
    /// SHA-256, lower-case hex. Taken when first asked for, because a backtest makes thousands of plans and names none;
    /// a copy made with
    /// <c>with</c> keeps the hash it was made from.
    /// </summary>
    public string Hash
    {
        get => field ??= PlanDocument.HashOf(this);
        init;
    }

    /// <summary>Whose book this plan moves; a plan never spans two portfolios.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>SHA-256 of the policy it follows.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>After this instant it may not be started.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>What made it necessary.</summary>
    public required Reason Why { get; init; }

    /// <summary>Where drifts are taken to.</summary>
    public required Destination Destination { get; init; }

    /// <summary>V before.</summary>
    public required Money ValueBefore { get; init; }

    /// <summary>V after all fills at plan prices and the orders' costs.</summary>
    public required Money ValueAfter { get; init; }

    /// <summary>Sum of the orders' costs, and the fee of a transfer that is sent.</summary>
    public required Money Cost { get; init; }

    /// <summary>Every position: weights before and after, target and band. Written when first asked for.</summary>
    public ImmutableArray<PlanLine> Lines
    {
        get => field.IsDefault ? field = WriteLines() : field;
        init;
    }

    /// <summary>Writes <see cref="Lines"/> from what never changes.</summary>
    internal Func<ImmutableArray<PlanLine>> WriteLines { get; init; } = static () => [];

    /// <summary>Sells first, then buys; each part ordered by account and market.</summary>
    public required ImmutableArray<PlannedOrder> Orders { get; init; }

    /// <summary>What one would expect an order for, and why there is none.</summary>
    public required ImmutableArray<NonOrder> NonOrders { get; init; }

    /// <summary>
    /// What its owner would have to move by hand for orders that are missing; empty with one account.
    /// </summary>
    public ImmutableArray<HandMove> Moves
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>
    /// Of every asset that could be traded at more than one account: where it goes and why, and why nowhere else. Empty
    /// where there was nothing to choose.
    /// </summary>
    public ImmutableArray<VenueChoice> Venues
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>
    /// Transfers between accounts that were considered, with what became of them: at most one is sent. Empty without a
    /// transfer gateway, or where nothing would be bought with one.
    /// </summary>
    public ImmutableArray<PlannedTransfer> Transfers
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>What a reader should know who takes the plan for the best there is; mostly empty.</summary>
    public ImmutableArray<Reason> Cautions
    {
        get => field.IsDefault ? [] : field;
        init;
    }
}

/// <summary>The planner's answer. Closed: <see cref="Planned"/>, <see cref="NothingToTrade"/> or
/// <see cref="Refused"/>.</summary>
public abstract record PlanOutcome
{
    /// <summary>At least one order, or a transfer.</summary>
    public sealed record Planned(Plan Plan) : PlanOutcome;

    /// <summary>No order is possible or needed; each missing order has its reason.</summary>
    public sealed record NothingToTrade(ImmutableArray<NonOrder> NonOrders) : PlanOutcome
    {
        /// <summary>Transfers that were considered and are not sent.</summary>
        public ImmutableArray<PlannedTransfer> Transfers { get; init; } = [];
    }

    /// <summary>The request cannot be planned for (no value, targets that cannot be met).</summary>
    public sealed record Refused(Reason Why) : PlanOutcome;
}
