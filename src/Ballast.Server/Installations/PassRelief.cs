using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Clocks;

namespace Ballast.Server.Installations;

/// <summary>
/// Lets a paced clock run fast again as soon as a pass is over. Another portfolio's pass that is under way slows it
/// down again with its next use of a port.
/// </summary>
internal sealed class PassRelief : IAsyncDisposable
{
    private readonly CancellationTokenSource ends = new();
    private readonly Task watching;

    private PassRelief(PortfolioEngine engine, PacedClock clock) => watching = WatchAsync(engine, clock, ends.Token);

    /// <summary>Begins; a clock that is not paced needs none.</summary>
    public static IAsyncDisposable Of(PortfolioEngine engine, TimeProvider clock) =>
        clock is PacedClock paced ? new PassRelief(engine, paced) : new Nothing();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await watching;
        ends.Dispose();
    }

    private static async Task WatchAsync(PortfolioEngine engine, PacedClock clock, CancellationToken cancellation)
    {
        try
        {
            await foreach (EngineNotice notice in engine.WatchAsync(cancellation))
            {
                if (notice is EngineNotice.Observed)
                {
                    clock.Relax();
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The installation closes.
        }
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
