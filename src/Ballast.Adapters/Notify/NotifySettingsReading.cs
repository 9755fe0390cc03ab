namespace Ballast.Adapters.Notify;

/// <summary>The answer to reading settings. Closed: <see cref="Read"/> or <see cref="Refused"/>.</summary>
public abstract record NotifySettingsReading
{
    private NotifySettingsReading()
    {
    }

    /// <summary>They make sense.</summary>
    public sealed record Read(NotifySettings Settings) : NotifySettingsReading;

    /// <summary>They do not.</summary>
    /// <param name="Cause">Which field, what it has and what is allowed.</param>
    public sealed record Refused(string Cause) : NotifySettingsReading;
}
