using System.Collections.Immutable;
using Ballast.Numerics.Sweeps;

namespace Ballast.Bench.Peers;

/// <summary>Backtests: capital 1,000, a fee of 0.1 % and a band of five points unless swept, equal targets.</summary>
internal static class PeerSweeps
{
    private const double Fee = 0.001;
    private static readonly SweepScale Scale = new(1000.0, 365.0);

    public static PeerWork Single(PeerInputs inputs, string prices, int assets)
    {
        PricePanel panel = Panel(inputs, prices, assets);
        TargetMix mix = Mix(assets);
        SweepPoint point = new(
            BandWidth.Absolute(0.05), Fee, new SweepWindow(0, panel.Bars), new SweepRule());
        return new PeerWork(Run, Answer);

        SingleBacktestOutcome Run() => SingleBacktest.Run(panel, mix, point, Scale);

        double[] Answer()
        {
            BacktestFigures f = ((SingleBacktestOutcome.Completed)Run()).Figures;
            return
            [
                f.FinalValue, f.Rebalances, f.Turnover, f.Costs, f.WorstDrift, f.MaxDrawdown, f.Volatility, f.Sharpe,
            ];
        }
    }

    public static PeerWork Thresholds(PeerInputs inputs)
    {
        PricePanel panel = Panel(inputs, "days", 20);
        return Swept(panel, new SweepGrid
        {
            Bands = Bands(inputs),
            FeeRates = [Fee],
            Windows = [new SweepWindow(0, panel.Bars)],
        });
    }

    public static PeerWork Grid(PeerInputs inputs)
    {
        PricePanel panel = Panel(inputs, "days", 20);
        SweepGrid grid = new()
        {
            Bands = Bands(inputs),
            FeeRates = [.. inputs.Read("fees")],
            Windows = [.. SweepWindow.Rolling(panel.Bars, 365, 33).Take(100)],
        };
        return Swept(panel, grid, threads: 2);
    }

    private static PeerWork Swept(PricePanel panel, SweepGrid grid, int threads = 1)
    {
        SweepRequest request = new()
        {
            Panel = panel,
            Mix = Mix(panel.Assets),
            Grid = grid,
            Scale = Scale,
            Measures = SweepMeasures.Value,
            Threads = threads,
        };
        return new PeerWork(Run, () => ((SweepOutcome.Completed)Run()).Results.FinalValues.ToArray());

        SweepOutcome Run() => Sweep.Run(request, new Unwatched(), CancellationToken.None);
    }

    private static ImmutableArray<BandWidth> Bands(PeerInputs inputs) =>
        [.. inputs.Read("bands").Select(BandWidth.Absolute)];

    private static PricePanel Panel(PeerInputs inputs, string name, int assets) =>
        ((PanelOutcome.Ready)PricePanel.Of(inputs.Read(name), assets)).Panel;

    private static TargetMix Mix(int assets)
    {
        var targets = new double[assets];
        Array.Fill(targets, 1.0 / assets);
        return ((MixOutcome.Ready)TargetMix.Of(targets)).Mix;
    }

    private sealed class Unwatched : IProgress<double>
    {
        public void Report(double value)
        {
            // Nobody watches.
        }
    }
}
