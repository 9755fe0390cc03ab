namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>Who listens to an account's events.</summary>
/// <param name="Name">The name under which it listens.</param>
/// <param name="Listener">Who.</param>
/// <param name="IsLive">Whether it may still be told.</param>
internal sealed record AccountListener(string Name, IStreamListener Listener, Func<bool> IsLive);
