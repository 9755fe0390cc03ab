using System.Globalization;

namespace Ballast.Server.Installations;

/// <summary>How fast a market's time runs, in words that need no arithmetic.</summary>
public static class SpeedWords
{
    /// <summary>Such as <c>1 hour a second</c>.</summary>
    public static string Of(double speed) => speed switch
    {
        1d => "real time",
        >= 86_400d => Counted(speed / 86_400d, "day"),
        >= 3_600d => Counted(speed / 3_600d, "hour"),
        >= 60d => Counted(speed / 60d, "minute"),
        _ => Counted(speed, "second"),
    };

    private static string Counted(double count, string unit)
    {
        string number = count.ToString("0.#", CultureInfo.InvariantCulture);
        return $"{number} {unit}{(number == "1" ? "" : "s")} a second";
    }
}
