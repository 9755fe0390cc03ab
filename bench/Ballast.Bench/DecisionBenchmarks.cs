using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>One decision for a portfolio of ten assets: one that holds, and one that plans.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private readonly Snapshot snapshot = Books.Drifted(10);
    private readonly CompiledPolicy wide = Compile(0.50m);
    private readonly CompiledPolicy narrow = Compile(0.05m);
    private readonly DecisionMoment moment = new(Books.Noon, DecisionCause.Check);
    private readonly PastPrices past = PastPrices.None(Books.Noon);

    [Benchmark]
    public Verdict Hold() => Rebalancer.Decide(wide, snapshot, PolicyMemory.Fresh, past, moment);

    [Benchmark]
    public Verdict Rebalance() => Rebalancer.Decide(narrow, snapshot, PolicyMemory.Fresh, past, moment);

    private static CompiledPolicy Compile(decimal band) => CompiledPolicy.Of(
        Books.Policy(10, new TriggerPolicy { Band = new BandPolicy { Relative = band } }), "hash");
}
