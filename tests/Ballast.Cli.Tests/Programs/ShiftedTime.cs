namespace Ballast.Cli.Tests.Programs;

/// <summary>The machine's clock, set wrong by a fixed span; waits take as long as they do.</summary>
internal sealed class ShiftedTime(TimeSpan shift) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
