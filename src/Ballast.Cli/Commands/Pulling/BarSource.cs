using System.Diagnostics;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Cli.Commands.Pulling;

/// <summary>Where bars come from: public data of an exchange, without a key.</summary>
internal sealed class BarSource : IDisposable
{
    private const string Binance = "binance";

    private static readonly AccountId Nobody = new("public");

    private readonly IDisposable? line;

    private BarSource(ICandleSource bars, IDisposable? line)
    {
        Bars = bars;
        this.line = line;
    }

    /// <summary>The bars.</summary>
    public ICandleSource Bars { get; }

    /// <summary>Opens an exchange.</summary>
    /// <param name="exchange">Its name in ccxt.</param>
    /// <param name="address">Where it answers on this machine; <see langword="null"/> for the real one.</param>
    /// <param name="way">Through the bridge or by the client of this program.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static Task<Reading<BarSource>> OpenAsync(
        string exchange, Uri? address, BarWay way, TimeProvider time, CancellationToken cancellation) => way switch
        {
            BarWay.Native => Task.FromResult(Native(exchange, address, time)),
            BarWay.Bridge => BridgedAsync(exchange, address, time, cancellation),
            _ => throw new UnreachableException(),
        };

    /// <inheritdoc/>
    public void Dispose() => line?.Dispose();

    private static Reading<BarSource> Native(string exchange, Uri? address, TimeProvider time)
    {
        if (exchange != Binance)
        {
            return new Reading<BarSource>.Failed(new VenueError(
                VenueErrorKind.Rejected, "not-native", $"only {Binance} is reached without the bridge"));
        }

        BinanceSpotVenue venue = BinanceSpotVenue.OverNetwork(
            new BinanceSpotOptions
            {
                Account = Nobody,
                Address = address ?? BinanceAddresses.Live.Rest,
                ApiKey = new Secret(""),
                ApiSecret = new Secret(""),
            },
            new VenueClocks(time, time));
        return new Reading<BarSource>.Known(new BarSource(venue.Candles, venue));
    }

    private static async Task<Reading<BarSource>> BridgedAsync(
        string exchange, Uri? address, TimeProvider time, CancellationToken cancellation)
    {
        if (ExchangeBridge.Of(AppContext.BaseDirectory, time, NullLogger.Instance) is not { } bridge)
        {
            return new Reading<BarSource>.Failed(new VenueError(
                VenueErrorKind.Rejected, "bridge-missing", "there is no bridge to exchanges in this installation"));
        }

        Reading<BridgedVenue> opening = await BridgedVenue.OpenAsync(
            new BridgedOptions
            {
                Account = Nobody,
                Exchange = exchange,
                Network = address is null ? "live" : "local",
                Address = address,
                Venue = exchange,
            },
            bridge, new VenueClocks(time, time), cancellation).ConfigureAwait(false);
        switch (opening)
        {
            case Reading<BridgedVenue>.Known { Value: var venue }:
                return new Reading<BarSource>.Known(new BarSource(venue.Candles, bridge));
            case Reading<BridgedVenue>.Failed { Error: var error }:
                bridge.Dispose();
                return new Reading<BarSource>.Failed(error);
            default:
                throw new UnreachableException();
        }
    }
}

/// <summary>How an exchange is reached.</summary>
internal enum BarWay
{
    /// <summary>Through ccxt.</summary>
    Bridge = 0,

    /// <summary>By this program's own client; Binance alone.</summary>
    Native = 1,
}
