using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Clocks;

namespace Ballast.Server.Installations;

/// <summary>
/// Lets a paced clock run fast again as soon as a pass is over. With several portfolios another pass may be under way, so there the
/// clock's own grace decides.
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
        HashSet<string> seen = new(StringComparer.Ordinal);
        try
        {
            await foreach (EngineNotice notice in engine.WatchAsync(cancellation))
            {
                if (notice is EngineNotice.Observed observed)
                {
                    seen.Add(observed.View.Id.Value);
                    RelaxAlone(seen, clock);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The installation closes.
        }
    }

    private static void RelaxAlone(HashSet<string> seen, PacedClock clock)
    {
        if (seen.Count == 1)
        {
            clock.Relax();
        }
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
