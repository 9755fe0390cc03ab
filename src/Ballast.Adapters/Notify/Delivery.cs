using NodaTime;

namespace Ballast.Adapters.Notify;

/// <summary>What became of a letter. Closed: <see cref="Done"/>, <see cref="Later"/>, <see cref="Never"/>.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The receiver took it.</summary>
    public sealed record Done : Delivery;

    /// <summary>It may work later.</summary>
    /// <param name="Why">What was in the way, without any secret.</param>
    /// <param name="Wait">How long the receiver asks to wait; <see langword="null"/> where it does not.</param>
    public sealed record Later(string Why, Duration? Wait) : Delivery;

    /// <summary>It will not work until somebody changes a setting.</summary>
    /// <param name="Why">What is wrong, without any secret.</param>
    public sealed record Never(string Why) : Delivery;
}
