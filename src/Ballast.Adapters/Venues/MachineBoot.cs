namespace Ballast.Adapters.Venues;

/// <summary>This running of the machine, from the time it was switched on.</summary>
internal static class MachineBoot
{
    private const string File = "/proc/sys/kernel/random/boot_id";

    /// <summary>Its name; <see langword="null"/> where the platform gives none.</summary>
    public static string? Name { get; } = Read();

    private static string? Read()
    {
        try
        {
            return System.IO.File.ReadAllText(File).Trim() is { Length: > 0 } name && !name.Contains(' ') ? name : null;
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
