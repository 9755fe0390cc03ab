using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Ballast.Bench;

/// <summary>One plan over two hundred assets, all of them off target.</summary>
[MemoryDiagnoser]
public class PlannerBenchmarks
{
    private readonly PlanRequest request = Request(200);

    [Benchmark]
    public PlanOutcome Plan200Assets() => Planner.Plan(request);

    private static PlanRequest Request(int assets)
    {
        Policy policy = Books.Policy(assets, new TriggerPolicy());
        return new PlanRequest
        {
            Policy = policy,
            PolicyHash = "hash",
            Snapshot = Books.Drifted(assets),
            Targets = [.. policy.Target.Select(pair => new TargetLine(pair.Key, pair.Value, new Weight(0.0001m)))],
            Destination = Destination.Half,
            Why = new Reason("benchmark", "measured"),
            Costs = new CostModel(policy.Costs),
            NetFlow = Money.Zero,
            TurnoverLeft = null,
            ExpiresAt = Books.Noon + Duration.FromMinutes(5),
        };
    }
}
