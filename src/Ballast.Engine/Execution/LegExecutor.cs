using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Carries out one leg of a plan: waits for its funds, sets them aside, sends, and takes what a resting order left.
/// </summary>
internal sealed class LegExecutor
{
    private static readonly Duration LongestQuiet = Duration.FromSeconds(30);

    private readonly PortfolioDesk desk;
    private readonly OrderReserver reserver;
    private readonly OrdersUnderway underway;

    public LegExecutor(PortfolioDesk desk, OrderReserver reserver, OrdersUnderway underway)
    {
        this.desk = desk;
        this.reserver = reserver;
        this.underway = underway;
    }

    /// <summary>Carries the leg out; what is not sent is journaled with its reason.</summary>
    public async Task ExecuteAsync(RunContext context, int number, LegBoard board, CancellationToken cancellation)
    {
        try
        {
            PlannedOrder leg = context.Run.Plan.Orders[number];
            if (await QuietObjectionAsync(leg.Account, cancellation) is { } quiet)
            {
                await DropAsync(context, number, quiet, cancellation);
                return;
            }

            LegAttempt attempt = First(context, leg, number);
            if (await FundedAsync(attempt, board, cancellation) is { } sent)
            {
                await TakeRestAsync(attempt, sent, cancellation);
            }
        }
        finally
        {
            board.End(number);
        }
    }

    private LegAttempt First(RunContext context, PlannedOrder leg, int number)
    {
        VenueMarket? market = context.Market(leg);
        return new LegAttempt
        {
            Context = context,
            Leg = leg,
            LegNumber = number,
            Revision = 0,
            Size = leg.Size,
            FeeRate = FreeFunds.FeeRate(desk.Book.Policy.Costs, leg.Asset, market),
            Market = market,
            Shortage = leg.Side == TradeSide.Sell ? OnShortage.Shrink : OnShortage.Wait,
            IsTaking = false,
        };
    }

    // A purchase goes as soon as free cash covers it whole; once the sales that fund it are over it takes what there
    // is.
    private async Task<ClientOrderId?> FundedAsync(LegAttempt attempt, LegBoard board, CancellationToken cancellation)
    {
        while (true)
        {
            Task change = board.NextChange;
            bool areSalesOver = board.AreFundingSalesOver(attempt.Leg);
            LegAttempt now = areSalesOver ? attempt with { Shortage = OnShortage.Shrink } : attempt;
            ReserveOutcome outcome = await TryAndCarryAsync(now, cancellation);
            if (outcome is not ReserveOutcome.Short)
            {
                return (outcome as ReserveOutcome.Signed)?.Id;
            }

            await change.WaitAsync(cancellation);
        }
    }

    // Where requests do not expire, one movement at a time is in flight: its outcome must be told from balances alone.
    private async Task<ReserveOutcome> TryAndCarryAsync(LegAttempt attempt, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[attempt.Leg.Account];
        bool isFenced = line.Gateway.Capabilities.RequestExpiry is not null;
        if (!isFenced)
        {
            await line.MovementTurn.WaitAsync(CancellationToken.None);
        }

        try
        {
            ReserveOutcome outcome = await reserver.TryAsync(attempt, cancellation);
            await FollowUpAsync(attempt, outcome, cancellation);
            return outcome;
        }
        finally
        {
            if (!isFenced)
            {
                line.MovementTurn.Release();
            }
        }
    }

    private async Task FollowUpAsync(LegAttempt attempt, ReserveOutcome outcome, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case ReserveOutcome.Signed signed:
                await underway.CarryAsync(signed.Id, cancellation);
                break;
            case ReserveOutcome.Refused refused:
                await DropAsync(attempt.Context, attempt.LegNumber, refused.Why, cancellation);
                break;
            case ReserveOutcome.Short:
                break;
            default:
                throw new UnreachableException();
        }
    }

    // The first order has ended, with proof, before the second one is written.
    private async Task TakeRestAsync(LegAttempt first, ClientOrderId id, CancellationToken cancellation)
    {
        OrderRecord rested = desk.Order(id);
        bool wantsRest = first.Leg.Style == ExecutionStyle.LimitThenMarket
            && rested.Order.State is OrderState.Cancelled && rested.Order.Remaining.Sign > 0;
        if (!wantsRest)
        {
            return;
        }

        LegAttempt second = first with
        {
            Revision = 1,
            Size = rested.Order.Remaining,
            Shortage = OnShortage.Shrink,
            IsTaking = true,
        };
        await TryAndCarryAsync(second, cancellation);
    }

    private async Task<Reason?> QuietObjectionAsync(AccountId account, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        Duration quiet = Duration.FromTimeSpan(line.QuietFor);
        if (quiet > Duration.Zero && quiet <= LongestQuiet)
        {
            await desk.DelayAsync(quiet, cancellation);
        }

        return line.IsQuiet ? new Reason("rate-limited", line.QuietSentence) : null;
    }

    private Task<EngineState> DropAsync(RunContext context, int number, Reason why, CancellationToken cancellation) =>
        desk.RecordAsync(cancellation, new JournalEvent.LegDropped(context.Run.Run, number, why));
}
