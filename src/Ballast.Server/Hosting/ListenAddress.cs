using System.Globalization;
using System.Net;

namespace Ballast.Server.Hosting;

/// <summary>Where the server listens. Until there are keys only loopback is possible.</summary>
public sealed record ListenAddress
{
    /// <summary>The port of the contract.</summary>
    public const int DefaultPort = 5080;

    private ListenAddress(IPAddress host, PortChoice port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>A loopback address.</summary>
    public IPAddress Host { get; }

    /// <summary>Which port, and what a busy one means.</summary>
    public PortChoice Port { get; }

    /// <summary>Checks an address that a person named.</summary>
    /// <param name="host"><c>localhost</c> or an IP address.</param>
    /// <param name="port">Which port.</param>
    public static ListenOutcome Of(string host, PortChoice port)
    {
        string named = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" : host.Trim('[', ']');
        if (!IPAddress.TryParse(named, out IPAddress? address))
        {
            return new ListenOutcome.Refused($"'{host}' is not an IP address or localhost");
        }

        return IPAddress.IsLoopback(address)
            ? new ListenOutcome.Accepted(new ListenAddress(address, port))
            : new ListenOutcome.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"{host} can be reached from other machines and this server has no keys yet; listen on 127.0.0.1"));
    }
}

/// <summary>Which port. Closed: <see cref="Preferred"/> or <see cref="Explicit"/>.</summary>
public abstract record PortChoice
{
    /// <summary>The default: when it is busy, a free one is taken.</summary>
    public sealed record Preferred(int Number) : PortChoice;

    /// <summary>A person asked for exactly this one (zero: any free one); when it is busy, the server does not
    /// start.</summary>
    public sealed record Explicit(int Number) : PortChoice;
}

/// <summary>Whether an address may be listened on. Closed: <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
public abstract record ListenOutcome
{
    /// <summary>It may.</summary>
    public sealed record Accepted(ListenAddress Address) : ListenOutcome;

    /// <summary>It may not.</summary>
    public sealed record Refused(string Why) : ListenOutcome;
}
