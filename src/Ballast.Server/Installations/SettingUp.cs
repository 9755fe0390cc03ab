namespace Ballast.Server.Installations;

/// <summary>What setting an installation up gave. Closed: <see cref="Ready"/>, <see cref="BadInput"/> or <see
/// cref="Refused"/>.</summary>
public abstract record SettingUp
{
    /// <summary>Everything is open; nothing runs yet.</summary>
    public sealed record Ready(Installation Installation) : SettingUp;

    /// <summary>Something that was asked for is wrong.</summary>
    public sealed record BadInput(string Cause, string WayOut) : SettingUp;

    /// <summary>It cannot be done with what is there.</summary>
    public sealed record Refused(string Cause, string WayOut) : SettingUp;
}
