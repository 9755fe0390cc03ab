namespace Ballast.Bench.Peers;

/// <summary>Works by the name they have in bench/peers/compare.py.</summary>
internal static class PeerWorks
{
    public static PeerWork Open(string name, PeerInputs inputs) => name switch
    {
        "days" => PeerSweeps.Single(inputs, "days", assets: 20),
        "minutes" => PeerSweeps.Single(inputs, "minutes", assets: 10),
        "thresholds" => PeerSweeps.Thresholds(inputs),
        "grid" => PeerSweeps.Grid(inputs),
        "parity6" => PeerOptimizers.RiskParity(inputs, 6),
        "parity500" => PeerOptimizers.RiskParity(inputs, 500),
        "frontier6" => PeerOptimizers.Frontier(inputs, 6),
        "frontier500" => PeerOptimizers.Frontier(inputs, 500),
        "sharpe500" => PeerOptimizers.MaximumSharpe(inputs, 500),
        "shrinkage" => PeerOptimizers.LedoitWolf(inputs, 500),
        "views" => PeerOptimizers.BlackLitterman(inputs, 500),
        "drift" => PeerDrift.FullScan(),
        "driftDoubles" => PeerDrift.FullScanInDoubles(),
        "driftPlain" => PeerDrift.PlainScan(),
        "driftIndex" => PeerDrift.Indexed(),
        "driftMixed" => PeerDrift.Monitored(),
        "driftMixedPlain" => PeerDrift.PlainMonitored(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such work"),
    };
}
