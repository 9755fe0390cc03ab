namespace Ballast.Cli.Client;

/// <summary>Where Ballast keeps its data when nobody says otherwise: <c>ballast</c> in the XDG data home.</summary>
internal static class DataHome
{
    /// <summary>The default directory, absolute.</summary>
    public static string Default()
    {
        string? xdg = Environment.GetEnvironmentVariable("XDG_DATA_HOME");

        // A home that does not exist is still the home: without it the data would go wherever the command was typed.
        string home = Environment.GetFolderPath(
            Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

        // The XDG specification says to ignore a path that is not absolute.
        string root = Path.IsPathRooted(xdg) ? xdg : Path.Combine(home, ".local", "share");
        return Path.Combine(root, "ballast");
    }
}
