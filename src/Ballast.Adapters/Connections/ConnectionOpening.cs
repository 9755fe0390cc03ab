using Ballast.Core;

namespace Ballast.Adapters.Connections;

/// <summary>The answer to opening a connection. Closed: <see cref="Opened"/> or <see cref="Refused"/>.</summary>
public abstract record ConnectionOpening
{
    private ConnectionOpening()
    {
    }

    /// <summary>It can be used.</summary>
    public sealed record Opened(ConnectedAccount Account) : ConnectionOpening;

    /// <summary>It must not or cannot be used.</summary>
    /// <param name="Why">What is missing or wrong; never a secret.</param>
    /// <param name="WayOut">What to do, starting with a verb.</param>
    public sealed record Refused(Reason Why, string WayOut) : ConnectionOpening;
}
