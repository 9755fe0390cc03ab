using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Recovery;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Loops;

/// <summary>Observe, reconcile, value, decide: one pass up to the plan, without acting on it.</summary>
internal sealed class PassMaker
{
    private readonly PortfolioDesk desk;
    private readonly DeskCrew crew;
    private readonly Brain brain;
    private CompiledPolicy? compiled;
    private LiveStage? stage;
    private AcceptedPrices accepted = AcceptedPrices.None;

    public PassMaker(PortfolioDesk desk, DeskCrew crew, Brain brain)
    {
        this.desk = desk;
        this.crew = crew;
        this.brain = brain;
    }

    /// <summary>The policy as compiled for the portfolio's decisions.</summary>
    private CompiledPolicy Policy
    {
        get
        {
            PortfolioBook book = desk.Book;
            if (compiled is null || compiled.Hash != book.PolicyHash || stage != book.Live)
            {
                stage = book.Live;
                compiled = CompiledPolicy.Of(LiveStage.Limited(book.Policy, stage), book.PolicyHash);
            }

            return compiled = compiled.Aiming(book.Target);
        }
    }

    // What decisions remember, with the prices accepted since the last one. A price that a person confirmed meanwhile
    // is in the book, and later than the one accepted here.
    private PolicyMemory Remembered(PortfolioBook book) =>
        book.Memory.Accepting(accepted.Later(AcceptedPrices.Of(book.Memory)));

    /// <summary>Looks, and says why no snapshot is to be had or what it is.</summary>
    public async Task<LookOutcome> LookAsync(CancellationToken cancellation)
    {
        await crew.Quarantine.LookAsync(cancellation);
        await crew.Transit.LookAsync(cancellation);
        await crew.HedgeWatch.LookAsync(cancellation);
        Observation seen = await crew.Observer.ObserveAsync(cancellation);
        await crew.Health.LookAsync(cancellation);
        if (seen.Catalogue is Catalogue.Unread unread)
        {
            return new LookOutcome.Refused(unread.Why);
        }

        if (await StrangeOpenOrderAsync(seen, cancellation) is { } strange)
        {
            return strange;
        }

        GateOutcome gate = await crew.Gate.PassAsync(seen, cancellation);
        if (gate is not GateOutcome.Open open)
        {
            return new LookOutcome.Refused([((GateOutcome.Closed)gate).Why]);
        }

        CompiledPolicy policy = Policy;
        Locked plannable = UnsettledLock.Apply(open.Book, crew.Health.Routed(open.Observation), Movements());
        SnapshotOutcome taken = brain.Take(
            policy.Policy,
            TransitLock.Apply(open.Book, plannable.Observation) with { At = desk.Now },
            Counted(desk.Book));
        if (taken is SnapshotOutcome.Refused refused)
        {
            accepted = refused.AcceptedPrices;
            return new LookOutcome.Refused([.. refused.Why, .. crew.Observer.SilentPrices]);
        }

        Snapshot snapshot = ((SnapshotOutcome.Taken)taken).Snapshot with
        {
            Staying = LiveStage.Staying(policy.Policy, stage),
        };
        accepted = snapshot.AcceptedPrices;
        return new LookOutcome.Seen(snapshot, policy, plannable.Footing);
    }

    /// <summary>Decides on a look.</summary>
    public async Task<Pass> DecideAsync(LookOutcome look, DecisionCause cause, CancellationToken cancellation)
    {
        DecisionDigest template = Template(cause);
        PortfolioBook book = desk.Book;
        if (look is LookOutcome.Refused refused)
        {
            return Pass.Refused(template, Remembered(book), refused.Why) with { Basis = book.Memory };
        }

        LookOutcome.Seen taken = (LookOutcome.Seen)look;
        if (crew.Transit.Holding is { } underway)
        {
            return Pass.Waiting(template, Remembered(book), taken, underway) with { Basis = book.Memory };
        }

        LookOutcome.Seen seen = taken with { Policy = await crew.Aimer.AimAsync(taken.Policy, cancellation) };
        Snapshot snapshot = seen.Snapshot with { Transfers = await crew.Transfers.SightAsync(cancellation) };
        PastPrices past = await crew.History.ReadAsync(cancellation);
        DecisionMoment moment = new(snapshot.At, cause);
        Verdict verdict = brain.Decide(seen.Policy, snapshot, Asked(book, cause), past, moment);
        return Pass.Decided(template with { At = snapshot.At }, verdict, seen) with
        {
            Basis = book.Memory,
            Deferral = TransferWait.Change(book, snapshot.Transfers, verdict.Decision),
        };
    }

    // An order that was settled after its run had ended leaves a drift that nobody has decided upon.
    private PolicyMemory Asked(PortfolioBook book, DecisionCause cause) =>
        cause == DecisionCause.Check && (Unsettled.CallsForCheck(book) || TransferWatch.CallsForCheck(book))
            ? PlanValidity.DueAgain(book.Policy, Counted(book))
            : Counted(book);

    private ImmutableSortedSet<AccountId> Movements() =>
        [.. desk.Book.Policy.Accounts.Where(account =>
            desk.Lines[account].Ports.Orders is { Capabilities.RequestExpiry: null })];

    // Reserved and filled value counts against the day even before the run has ended, and across a restart.
    private PolicyMemory Counted(PortfolioBook book)
    {
        PolicyMemory memory = Remembered(book);
        CapCount caps = CapFold.On(book, desk.Now);
        Money half = caps.Notional * 0.5m;
        bool isBehind = memory.TurnoverDay is not { } day || day < caps.Day
            || (day == caps.Day && half > memory.TurnoverToday);
        return isBehind && !half.IsZero
            ? memory with { TurnoverDay = caps.Day, TurnoverToday = half }
            : memory;
    }

    // An account that is down and only counted is asked for nothing.
    private bool IsRead(Observation seen, AccountId account) => crew.Health.Counted(account, seen.At) is null;

    private async Task<LookOutcome?> StrangeOpenOrderAsync(Observation seen, CancellationToken cancellation)
    {
        foreach (AccountId account in desk.Book.Policy.Accounts.Where(
            account => desk.Lines[account].Ports.Orders is not null && IsRead(seen, account)))
        {
            ImmutableArray<Instrument> markets =
                [.. seen.Catalogue.Of(account).Select(market => market.Instrument)];
            SweepOutcome swept = await crew.Sweep.SweepOpenAsync(account, markets, cancellation);
            Reason? why = swept switch
            {
                SweepOutcome.Ahead ahead => ahead.Why,
                SweepOutcome.Unread unread => unread.Why,
                SweepOutcome.Swept => null,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (why is not null)
            {
                return new LookOutcome.Refused([why]);
            }
        }

        return null;
    }

    private DecisionDigest Template(DecisionCause cause) => new()
    {
        Number = (desk.Book.LastDecision?.Number ?? 0) + 1,
        At = desk.Now,
        Kind = DecisionKind.Hold,
        Cause = cause,
        Why = [],
        Findings = [],
        NonOrders = [],
        Value = null,
        PlanHash = null,
    };
}

/// <summary>What a look gave. Closed.</summary>
internal abstract record LookOutcome
{
    /// <summary>
    /// A complete and fresh snapshot, ledger equal to balances, and the policy it was taken for: one that is changed
    /// meanwhile counts from the next look on.
    /// </summary>
    public sealed record Seen(Snapshot Snapshot, CompiledPolicy Policy, Footing Footing) : LookOutcome;

    /// <summary>No snapshot, all reasons.</summary>
    public sealed record Refused(ImmutableArray<Reason> Why) : LookOutcome;
}
