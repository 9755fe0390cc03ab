using Ballast.Core;
using Ballast.Engine.Views;

namespace Ballast.Engine.Loops;

/// <summary>
/// What a loop shows of itself to whoever asks, and whom it tells when there is something new to see.
/// </summary>
internal sealed class LoopSign
{
    private LoopStatus status = new(PortfolioStatus.Recovering, null, null);

    /// <summary>Raised when there is something new to see.</summary>
    public event Action? Looked;

    public LoopStatus Status => Volatile.Read(ref status);

    public void Show(PortfolioStatus kind, Reason? why) => Show(Status with { Status = kind, Why = why });

    public void Show(LoopStatus shown) => Volatile.Write(ref status, shown);

    public void Announce() => Looked?.Invoke();
}
