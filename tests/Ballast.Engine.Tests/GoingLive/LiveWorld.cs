using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.GoingLive;

/// <summary>One portfolio at a venue of real money, and what a person does to let it trade there.</summary>
internal sealed class LiveWorld
{
    public static readonly AccountId Account = new("binance");
    public static readonly OwnerChannel Ops = new("ops", "0a1b");
    public static readonly PortfolioId Core = new("core");

    public LiveWorld(string venue)
    {
        World = new EngineWorld { Keys = new SafeKey() };
        Venue = World.Open(Account.Value, ports => ports.At(venue));
        World.Owner.Channels = [Ops];
        World.Start();
    }

    public EngineWorld World { get; }

    public ScriptedVenue Venue { get; }

    /// <summary>The rules, which trade at once where they may.</summary>
    public static Policy Shadow { get; } =
        EngineWorld.PolicyOf(Core.Value, Account.Value) with { Mode = TradingMode.Shadow };

    public static Policy Live(decimal share) => Shadow with
    {
        Mode = TradingMode.Live,
        Live = new LivePolicy { Share = share, Accounts = [Account], Trial = Duration.FromDays(1) },
    };

    public ChangeOutcome Replace(Policy policy) => World.Ask(engine =>
        engine.ReplacePolicyAsync(policy, EngineWorld.HashOf(policy), "ann", CancellationToken.None));

    public string RefusalOf(Policy policy) =>
        Replace(policy).ShouldBeOfType<ChangeOutcome.Refused>().Why.Sentence;

    public AccountProof Inspect() =>
        World.Ask(engine => engine.InspectAccountAsync(Account, "ann", CancellationToken.None))!;

    public void Reach() => Reach(Ops);

    public void Reach(OwnerChannel channel) => World.Ask(async engine =>
    {
        await engine.OwnerReachedAsync(new JournalEvent.OwnerReached([channel], "ann"), CancellationToken.None);
        return true;
    });

    public ChangeOutcome Waive(string phrase) => World.Ask(engine => engine.WaiveTrialAsync(
        Core, new JournalEvent.TrialWaived(PolicyWriter.RulesHash(Shadow), "ann", phrase), CancellationToken.None));

    /// <summary>The program sleeps, and is started again.</summary>
    public void Sleep(TimeSpan time)
    {
        World.Clock.DropTimers();
        World.Clock.Advance(time);
        World.Restart();
    }

    /// <summary>Everything that is asked for but the policy itself.</summary>
    public void Open()
    {
        World.Manage(Shadow);
        Inspect();
        Reach();
        Waive("trade core without its trial").ShouldBeOfType<ChangeOutcome.Done>();
    }

    /// <summary>A key whose faults a test names.</summary>
    internal sealed class SafeKey : IKeyInspector
    {
        public ImmutableArray<Reason> Faults { get; set; } = [];

        public Task<Reading<ImmutableArray<Reason>>> InspectKeyAsync(
            AccountId account, CancellationToken cancellation) =>
            Task.FromResult<Reading<ImmutableArray<Reason>>>(new Reading<ImmutableArray<Reason>>.Known(Faults));
    }
}
