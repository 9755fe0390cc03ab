using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

if (args is ["start", string entries])
{
    await Ballast.Bench.StartMeasurement.RunAsync(int.Parse(entries, CultureInfo.InvariantCulture));
    return;
}

if (args is ["ticks", string ticks])
{
    Ballast.Bench.TickMeasurement.Run(int.Parse(ticks, CultureInfo.InvariantCulture));
    return;
}

if (args is ["load", string rate, string seconds])
{
    await Ballast.Bench.LoadMeasurement.RunAsync(
        int.Parse(rate, CultureInfo.InvariantCulture), int.Parse(seconds, CultureInfo.InvariantCulture));
    return;
}

if (args is ["latency", string orders])
{
    await Ballast.Bench.LatencyMeasurement.RunAsync(int.Parse(orders, CultureInfo.InvariantCulture));
    return;
}

if (args is ["peers", string folder])
{
    new Ballast.Bench.Peers.PeerSession(folder).Serve(Console.In, Console.Out);
    return;
}

// In process: the runner's own generated project would have to follow this repository's build rules.
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
    .AddColumn(StatisticColumn.Median);
BenchmarkSwitcher.FromAssembly(typeof(Ballast.Bench.PlannerBenchmarks).Assembly).Run(args, config);
