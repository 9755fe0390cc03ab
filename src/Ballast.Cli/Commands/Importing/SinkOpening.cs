namespace Ballast.Cli.Commands.Importing;

/// <summary>The answer to looking for a place to hand trades in. Closed: <see cref="Opened"/> or
/// <see cref="Refused"/>.</summary>
internal abstract record SinkOpening
{
    private SinkOpening()
    {
    }

    /// <summary>There is one.</summary>
    public sealed record Opened(TradeSink Sink) : SinkOpening;

    /// <summary>There is none.</summary>
    public sealed record Refused(string Cause, string WayOut) : SinkOpening;
}
