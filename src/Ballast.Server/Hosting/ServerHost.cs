using System.Net;
using System.Net.Sockets;
using Ballast.Server.Features;
using Ballast.Server.Installations;
using Ballast.Server.Problems;
using Ballast.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ballast.Server.Hosting;

/// <summary>The web server around one installation. It owns nothing but the socket.</summary>
public sealed class ServerHost : IAsyncDisposable
{
    /// <summary>Larger bodies are refused.</summary>
    internal const long MaxBodyBytes = 256 * 1024;

    private const int MaxConnections = 256;

    private readonly WebApplication app;

    private ServerHost(WebApplication app, Uri address)
    {
        this.app = app;
        Address = address;
    }

    /// <summary>Where it listens, with the port it got.</summary>
    public Uri Address { get; }

    /// <summary>Starts listening; a busy port is answered as the port choice says.</summary>
    public static async Task<HostOutcome> StartAsync(
        Installation installation, ListenAddress address, ILoggerProvider logs, CancellationToken cancellation)
    {
        int wanted = address.Port switch
        {
            PortChoice.Preferred preferred => preferred.Number,
            PortChoice.Explicit exact => exact.Number,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        ServerHost? host = await TryStartAsync(installation, new IPEndPoint(address.Host, wanted), logs, cancellation);
        if (host is not null)
        {
            return new HostOutcome.Listening(host, null);
        }

        if (address.Port is PortChoice.Explicit)
        {
            return new HostOutcome.PortBusy(wanted);
        }

        host = await TryStartAsync(installation, new IPEndPoint(address.Host, 0), logs, cancellation);
        return host is null ? new HostOutcome.PortBusy(0) : new HostOutcome.Listening(host, wanted);
    }

    /// <summary>Ends open requests and closes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(2));
        await app.StopAsync(limit.Token);
        await app.DisposeAsync();
    }

    private static async Task<ServerHost?> TryStartAsync(
        Installation installation, IPEndPoint endpoint, ILoggerProvider logs, CancellationToken cancellation)
    {
        WebApplication app = Build(installation, endpoint, logs);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or SocketException)
        {
            await app.DisposeAsync();
            return null;
        }

        IFeatureCollection features = app.Services.GetRequiredService<IServer>().Features;
        string bound = features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ServerHost(app, new Uri(bound));
    }

    private static WebApplication Build(Installation installation, IPEndPoint endpoint, ILoggerProvider logs)
    {
        // The empty builder reads no settings file and no environment: nothing outside can add an address to listen on.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = "ballast",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Listen(endpoint);
        });
        builder.Logging.AddProvider(logs);

        // A port that is taken is answered, not logged.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(json => WireJson.Apply(json.SerializerOptions));
        builder.Services.AddBallastProblems();
        builder.Services.AddBallastOpenApi();
        builder.Services.AddSingleton(installation).AddSingleton(installation.Engine);
        WebApplication app = builder.Build();
        app.UseMiddleware<LoopbackGuard>();
        app.UseBallastProblems();
        app.MapBallast();
        return app;
    }
}

/// <summary>What starting to listen gave. Closed: <see cref="Listening"/> or <see cref="PortBusy"/>.</summary>
public abstract record HostOutcome
{
    /// <summary>It listens.</summary>
    /// <param name="Host">The server.</param>
    /// <param name="BusyPort">The default port that was busy, so that a free one was taken instead.</param>
    public sealed record Listening(ServerHost Host, int? BusyPort) : HostOutcome;

    /// <summary>The port belongs to another program.</summary>
    public sealed record PortBusy(int Port) : HostOutcome;
}
