namespace Ballast.Adapters.Venues;

/// <summary>What is said and heard on a <see cref="StreamLine"/>.</summary>
internal interface IStreamTalk
{
    /// <summary>A connection was opened; says what is to be said first.</summary>
    Task BeginAsync(StreamLine line, CancellationToken cancellation);

    /// <summary>A message came; must not throw, whatever it is.</summary>
    void Hear(string text);

    /// <summary>The connection has ended, or could not be opened: nothing of it holds any more.</summary>
    void End();
}
