using System.Globalization;
using Ballast.PaperExchange.Stores;
using Microsoft.Data.Sqlite;
using NodaTime.TimeZones;

namespace Ballast.Cli.Commands.Health;

/// <summary>Checks of the machine itself.</summary>
internal static class MachineChecks
{
    private const int OldestRuntime = 10;

    // WAL with synchronous=FULL and VACUUM INTO are sound from here on.
    private static readonly Version OldestSqlite = new(3, 27);

    /// <summary>The .NET runtime.</summary>
    public static Symptom Runtime() => Environment.Version.Major >= OldestRuntime
        ? Symptom.Well(
            ".NET", $"{Environment.Version} on {System.Runtime.InteropServices.RuntimeInformation.OSDescription}")
        : Symptom.Broken(".NET", $"{Environment.Version}", $"install .NET {OldestRuntime}");

    /// <summary>The SQLite library that is really loaded.</summary>
    public static Symptom Sqlite()
    {
        try
        {
            SqliteLibrary.Load();
            using SqliteConnection connection = new("Data Source=:memory:");
            connection.Open();
            return Version.Parse(connection.ServerVersion) >= OldestSqlite
                ? Symptom.Well("SQLite", connection.ServerVersion)
                : Symptom.Broken("SQLite", connection.ServerVersion, $"install SQLite {OldestSqlite} or newer");
        }
        catch (Exception missing) when (
            missing is TypeInitializationException or DllNotFoundException or SqliteException)
        {
            return Symptom.Broken("SQLite", $"cannot be loaded ({missing.Message})", "install libsqlite3");
        }
    }

    /// <summary>The clock, against the day this program was built: it cannot be earlier.</summary>
    public static Symptom Clock(TimeProvider time)
    {
        DateTimeOffset now = time.GetUtcNow();
        string reading = now.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        DateTime built = File.GetLastWriteTimeUtc(typeof(MachineChecks).Assembly.Location);
        return now < built.AddDays(-1)
            ? Symptom.Broken(
                "clock",
                $"{reading}, before this program was built",
                "set the clock; venues refuse requests signed with a wrong time")
            : Symptom.Well(
                "clock", $"{reading}; time zones {TzdbDateTimeZoneSource.Default.TzdbVersion}");
    }
}
