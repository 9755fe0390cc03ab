using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Views;
using Microsoft.Extensions.Logging;

namespace Ballast.Engine;

/// <summary>
/// Keeps portfolios on target: one serial loop per portfolio over the ports it is given. Everything it knows is in its journal.
/// Safe to call from any thread.
/// </summary>
public sealed class PortfolioEngine : IAsyncDisposable
{
    private readonly EnginePorts ports;
    private readonly EngineSettings settings;
    private readonly TimeProvider time;
    private readonly ILoggerFactory logs;

    /// <summary>An engine over these ports; nothing happens before <see cref="StartAsync"/> or <see cref="RunOnceAsync"/>.</summary>
    public PortfolioEngine(EnginePorts ports, EngineSettings settings, TimeProvider time, ILoggerFactory logs)
    {
        this.ports = ports;
        this.settings = settings;
        this.time = time;
        this.logs = logs;
    }

    /// <summary>The engine now.</summary>
    public EngineView View => throw new NotImplementedException($"{ports} {settings} {time} {logs}");

    /// <summary>Checks and folds the journal, then lets every portfolio recover and run.</summary>
    public Task<StartOutcome> StartAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Folds the journal without starting loops: for single passes and for reading.</summary>
    public Task<StartOutcome> LoadAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>One portfolio now; <see langword="null"/> where there is none of that name.</summary>
    public PortfolioView? Find(PortfolioId portfolio) => throw new NotImplementedException();

    /// <summary>Takes a portfolio under management. Its accounts must exist and belong to no other portfolio.</summary>
    public Task<ChangeOutcome> AddPortfolioAsync(
        Policy policy, string policyHash, string actor, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Replaces a portfolio's policy; takes effect with the next decision.</summary>
    public Task<ChangeOutcome> ReplacePolicyAsync(
        Policy policy, string policyHash, string actor, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Ends the management of a portfolio; refused while an order of it is open.</summary>
    public Task<ChangeOutcome> RemovePortfolioAsync(
        PortfolioId portfolio, string actor, Reason why, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>A plan as if a person had asked to rebalance now; nothing is sent.</summary>
    public Task<PlanAnswer> PlanAsync(PortfolioId portfolio, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Carries out a plan that <see cref="PlanAsync"/> has shown; returns as soon as the run is in the journal.</summary>
    public Task<RunAnswer> StartRunAsync(RunRequest request, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Stops sending for one portfolio, or for all where none is named. Resting orders are cancelled.</summary>
    public Task<ChangeOutcome> HaltAsync(
        PortfolioId? portfolio, string actor, Reason why, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Allows sending again and closes a latched breaker; where no portfolio is named, the halt of all.</summary>
    public Task<ChangeOutcome> ResumeAsync(
        PortfolioId? portfolio, string actor, Reason why, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>A person's word on a quarantined order; the ledger is then set by the balances.</summary>
    public Task<ChangeOutcome> ResolveQuarantineAsync(
        QuarantineResolution resolution, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>One pass over every portfolio: recover, look, decide, act, settle, and return. For schedulers outside.</summary>
    public Task<ImmutableArray<PassReport>> RunOnceAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>What happens from now on; a slow reader loses the oldest notices, never the engine's time.</summary>
    public IAsyncEnumerable<EngineNotice> WatchAsync(CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>Lets orders in flight settle for a moment, then stops the loops.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
