using System.Net;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ballast.PaperExchange.Hosting;

/// <summary>The exchange on a loopback port.</summary>
public sealed class PaperExchangeHost : IAsyncDisposable
{
    private const long MaxBodyBytes = 256 * 1024;

    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly WebApplication web;
    private readonly ExchangeFaces faces;
    private readonly ITimer pulse;
    private readonly CancellationTokenSource ending;

    private PaperExchangeHost(WebApplication web, ExchangeFaces faces, ITimer pulse, CancellationTokenSource ending)
    {
        this.web = web;
        this.faces = faces;
        this.pulse = pulse;
        this.ending = ending;
        Address = new Uri(
            web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="venue">The exchange; it stays the caller's to dispose.</param>
    /// <param name="port">A loopback port; 0 takes a free one.</param>
    /// <param name="clocks">The market's clock, and the machine's: how often the market is moved on while nobody
    /// asks.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PaperExchangeHost> StartAsync(PaperVenue venue, int port, ExchangeClocks clocks)
    {
        // The empty builder reads no settings file and no environment: nothing outside can add an address to listen on.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "ballast",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        WebApplication web = builder.Build();
        var ending = new CancellationTokenSource();
        var faces = new ExchangeFaces(venue, clocks);
        var traffic = new FaceTraffic(faces, clocks.Machine, ending.Token);

        // The faces ping by the machine's clock as it was passed in.
        web.Use(next => context => WireUpgrade.LayAsync(context, next));
        web.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        web.Run(traffic.CarryAsync);
        try
        {
            await web.StartAsync();
        }
        catch
        {
            ending.Dispose();
            await faces.DisposeAsync();
            await web.DisposeAsync();
            throw;
        }

        ITimer pulse = clocks.Machine.CreateTimer(_ => Advance(venue), null, Pulse, Pulse);
        return new PaperExchangeHost(web, faces, pulse, ending);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await pulse.DisposeAsync();
        await ending.CancelAsync();
        using var limit = new CancellationTokenSource(Patience);
        await web.StopAsync(limit.Token);
        await faces.DisposeAsync();
        await web.DisposeAsync();
        ending.Dispose();
    }

    private static void Advance(PaperVenue venue)
    {
        try
        {
            venue.Advance();
        }
        catch (IOException)
        {
            // The store failed: every request says so from now on, and a timer has nobody to tell.
        }
    }
}
