using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Engine.GoingLive;

/// <summary>
/// Whether a policy may trade real money. Paper venues are free of it; everything else is shut until the journal holds
/// the evidence, asked when a policy becomes live and again before each order.
/// </summary>
/// <param name="state">What the journal holds.</param>
/// <param name="portsOf">What this process can do with an account; <see langword="null"/> where nothing.</param>
/// <param name="channels">The ways to reach the owner that this process uses.</param>
/// <param name="now">The moment that evidence is judged at.</param>
internal sealed class LiveGate(
    EngineState state, Func<AccountId, AccountPorts?> portsOf, ImmutableArray<OwnerChannel> channels, Instant now)
{
    private const string Account = "live-account";
    private const string TestNotices = "run 'ballast notify test'";

    // What a key may do, its owner changes at the venue, and nobody tells; nor does anybody tell that a telephone was
    // lost or a chat is not read any more.
    private static readonly Duration EvidenceHolds = Duration.FromDays(30);

    /// <summary>What stands between a policy and real money.</summary>
    /// <param name="policy">The policy, in whatever mode it is.</param>
    /// <param name="book">Its portfolio's book; <see langword="null"/> before there is one.</param>
    public LiveChecklist Of(Policy policy, PortfolioBook? book) => IsNeeded(policy)
        ? new LiveChecklist(
            [.. Accounts(policy).Select(account => Proof(account)), Notice(), Trial(policy, book), Share(policy)])
        : LiveChecklist.NotNeeded;

    /// <summary>Why a policy may not take the place of the one before; <see langword="null"/> where it may.</summary>
    public Reason? Objection(Policy policy, PortfolioBook? book) =>
        policy.Mode != TradingMode.Live || !IsNeeded(policy)
            ? null
            : Of(policy, book).Objection ?? Raise(policy, book);

    /// <summary>Why an order to an account may not leave; <see langword="null"/> where it may.</summary>
    public Reason? Objection(PortfolioBook book, AccountId account) => !IsReal(account) ? null
        : Outside(book.Policy, account) ?? Of(book.Policy, book).Objection;

    /// <summary>Why a policy that trades real money leaves an account alone; <see langword="null"/> where it does
    /// not.</summary>
    public static Reason? Outside(Policy policy, AccountId account) =>
        policy is { Mode: TradingMode.Live, Live: { } live } && !live.Accounts.Contains(account)
            ? new Reason(Account, $"{account} is not among the accounts of the policy's \"live\" block")
            : null;

    // A venue of its own name is one of real money: so is an account that nobody is connected to.
    private bool IsReal(AccountId account) =>
        portsOf(account)?.Orders?.Capabilities.IsPaper != true;

    // Accounts that are only counted, such as wallets, change nothing beside paper ones.
    private bool IsNeeded(Policy policy)
    {
        bool trades(AccountId account) => portsOf(account) is null or { Orders: not null };
        return policy.Accounts.Any(trades)
            ? policy.Accounts.Any(account => trades(account) && IsReal(account))
            : policy.Accounts.Any(IsReal);
    }

    private IEnumerable<AccountId> Accounts(Policy policy) => (policy.Live?.Accounts ?? policy.Accounts).Where(IsReal);

    private LiveCheck Proof(AccountId account)
    {
        if (portsOf(account) is { Orders: null })
        {
            return Missing(Account, $"{account} takes no orders", "leave it out of the policy's \"live\" block");
        }

        return state.Proofs.GetValueOrDefault(account) switch
        {
            null => Missing(
                Account, $"{account} was never inspected", "run 'ballast doctor' while 'ballast serve' runs"),
            { Faults: [{ } fault, ..] } => Missing(
                Account, $"{account}: {fault.Sentence}", "mend it and run 'ballast doctor' while 'ballast serve' runs"),
            { } old when now >= old.At + EvidenceHolds => Missing(
                Account,
                $"{account} passed its inspection at {Time(old.At)}, which holds for {Days(EvidenceHolds)}",
                "run 'ballast doctor' while 'ballast serve' runs"),
            { } proof => Met(
                Account,
                $"{account} passed its inspection at {Time(proof.At)}, good until {Time(proof.At + EvidenceHolds)}"),
        };
    }

    private LiveCheck Notice()
    {
        const string Code = "live-notice";
        const string Restart = "write notify.jsonc, start 'ballast serve' anew and run 'ballast notify test'";
        return state.Reached switch
        {
            _ when channels.IsEmpty => Missing(Code, "no channel to the owner is configured", Restart),
            null => Missing(Code, "no test message has reached the owner", TestNotices),
            { } old when old.Channels.All(channel => channel.Mark.Length == 0) => Missing(
                Code,
                $"the test message of {Time(old.At)} is on record without the addresses that it went to",
                TestNotices),
            { } gone when !gone.Channels.Any(channels.Contains) => Missing(
                Code,
                $"the test message of {Time(gone.At)} went over {Names(gone)}, and 'ballast serve' runs without "
                + "a channel that leads there",
                $"start 'ballast serve' anew if notify.jsonc was changed since its start, and {TestNotices}"),
            { } old when now >= old.At + EvidenceHolds => Missing(
                Code,
                $"the last test message reached the owner at {Time(old.At)}, which holds for {Days(EvidenceHolds)}",
                TestNotices),
            { } reached => Met(
                Code,
                $"a test message went over {Names(reached)} at {Time(reached.At)}, good until "
                + Time(reached.At + EvidenceHolds)),
        };
    }

    private static string Names(ReachedOwner reached) =>
        string.Join(", ", reached.Channels.Select(channel => channel.Name));

    private static LiveCheck Trial(Policy policy, PortfolioBook? book)
    {
        const string Code = "live-trial";
        string rules = PolicyWriter.RulesHash(policy);
        Duration wanted = (policy.Live ?? new LivePolicy { Share = 1m, Accounts = [] }).Trial;
        if (book?.Waiver is { } waiver && waiver.RulesHash == rules)
        {
            return Met(Code, $"{waiver.Actor} waived the trial of {Days(wanted)} at {Time(waiver.At)}");
        }

        Duration ran = book?.Trial is { } trial && trial.RulesHash == rules ? trial.Ran : Duration.Zero;
        string finding = $"these rules have run for {Days(ran)} of {Days(wanted)} without real money";
        return ran >= wanted
            ? Met(Code, finding)
            : Missing(Code, finding, "leave them in mode shadow, or see 'ballast live waive'");
    }

    private static LiveCheck Share(Policy policy) => policy.Live is { } live
        ? Met("live-share", $"{Percent(live.Share)} of the holdings may be moved")
        : Missing(
            "live-share",
            "the policy does not say which part of the holdings it may move",
            "add \"live\": { \"share\": 0.25, \"accounts\": [...] } to it");

    private Reason? Raise(Policy policy, PortfolioBook? book)
    {
        LiveStage? stage = book?.Live;
        decimal before = stage?.Share ?? 0m;
        decimal share = policy.Live?.Share ?? 0m;
        if (share > before + LiveStage.Step)
        {
            return new Reason(
                "live-step",
                $"the share goes from {Percent(before)} to {Percent(share)}; it is raised by at most "
                + $"{Percent(LiveStage.Step)} at once");
        }

        string joining = stage is null ? "" : string.Join(", ", Accounts(policy).Where(account =>
            !stage.Held.ContainsKey(account) && book?.Policy.Live?.Accounts.Contains(account) != true));
        if (joining.Length > 0 && share > LiveStage.Step)
        {
            return new Reason(
                "live-step",
                $"{joining} would be moved by {Percent(share)} at once; an account joins at a share of at most "
                + $"{Percent(LiveStage.Step)}");
        }

        return share > before && stage is not null && now < stage.Since + LiveStage.StepEvery
            ? new Reason(
                "live-step",
                $"the share was set at {Time(stage.Since)}; it is raised again a day later at the earliest")
            : null;
    }

    private static LiveCheck Met(string code, string finding) =>
        new() { Code = code, State = LiveCheckState.Met, Finding = finding, Cure = "" };

    private static LiveCheck Missing(string code, string finding, string cure) =>
        new() { Code = code, State = LiveCheckState.Missing, Finding = finding, Cure = cure };

    private static string Time(Instant at) => InstantPattern.General.Format(at);

    private static string Days(Duration time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalDays * 10) / 10:0.#} days");

    private static string Percent(decimal share) =>
        $"{Core.Amounts.CanonicalDecimal.Format(share * 100m)} %";
}
