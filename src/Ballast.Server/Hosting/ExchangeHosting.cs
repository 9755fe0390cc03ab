using System.Net.Sockets;
using Ballast.PaperExchange.Hosting;
using Ballast.Server.Installations;

namespace Ballast.Server.Hosting;

/// <summary>Puts a paper exchange of this process on a loopback port, for programs that know Binance Spot.</summary>
public static class ExchangeHosting
{
    /// <summary>The port of the contract.</summary>
    public const int DefaultPort = 5081;

    /// <summary>Starts listening; a busy port is answered as the port choice says.</summary>
    /// <param name="exchange">The exchange; it stays the caller's.</param>
    /// <param name="port">Which port.</param>
    public static async Task<ExchangeOutcome> StartAsync(EmbeddedExchange exchange, PortChoice port)
    {
        int wanted = port switch
        {
            PortChoice.Preferred preferred => preferred.Number,
            PortChoice.Explicit exact => exact.Number,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (await TryStartAsync(exchange, wanted) is { } host)
        {
            return new ExchangeOutcome.Listening(host, null);
        }

        if (port is PortChoice.Explicit)
        {
            return new ExchangeOutcome.PortBusy(wanted);
        }

        return await TryStartAsync(exchange, 0) is { } moved
            ? new ExchangeOutcome.Listening(moved, wanted)
            : new ExchangeOutcome.PortBusy(0);
    }

    private static async Task<PaperExchangeHost?> TryStartAsync(EmbeddedExchange exchange, int port)
    {
        try
        {
            return await PaperExchangeHost.StartAsync(exchange.Venue, port, exchange.Clocks);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            return null;
        }
    }
}

/// <summary>What starting to listen gave. Closed: <see cref="Listening"/> or <see cref="PortBusy"/>.</summary>
public abstract record ExchangeOutcome
{
    private ExchangeOutcome()
    {
    }

    /// <summary>It listens.</summary>
    /// <param name="Host">The listener.</param>
    /// <param name="BusyPort">The default port that was busy, so that a free one was taken instead.</param>
    public sealed record Listening(PaperExchangeHost Host, int? BusyPort) : ExchangeOutcome;

    /// <summary>The port cannot be had.</summary>
    public sealed record PortBusy(int Port) : ExchangeOutcome;
}
