using System.Globalization;
using Ballast.Server.Hosting;

namespace Ballast.Cli.Commands.Serving;

/// <summary>What a port option means.</summary>
/// <param name="Choice">The port.</param>
/// <param name="Fault">What is wrong with it; <see langword="null"/> where nothing is.</param>
internal sealed record PortReading(PortChoice Choice, string? Fault)
{
    /// <summary>Reads one.</summary>
    /// <param name="option">The option's name, for the fault.</param>
    /// <param name="written">As written; <see langword="null"/> where it was not given.</param>
    /// <param name="preferred">The port of the contract.</param>
    public static PortReading Of(string option, string? written, int preferred)
    {
        if (written is null)
        {
            return new PortReading(new PortChoice.Preferred(preferred), null);
        }

        return ushort.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
            ? new PortReading(new PortChoice.Explicit(number), null)
            : new PortReading(new PortChoice.Preferred(preferred), $"{option} {written} is not a port: 0 to 65535");
    }
}
