using System.Net;
using Ballast.PaperExchange.Faces.Admin;
using Ballast.PaperExchange.Faces.Binance;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ballast.PaperExchange.Hosting;

/// <summary>The exchange on a loopback port.</summary>
public sealed class PaperExchangeHost : IAsyncDisposable
{
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(250);

    private readonly WebApplication web;
    private readonly ITimer pulse;

    private PaperExchangeHost(WebApplication web, ITimer pulse, Uri address)
    {
        this.web = web;
        this.pulse = pulse;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="venue">The exchange; it stays the caller's to dispose.</param>
    /// <param name="port">A loopback port; 0 takes a free one.</param>
    /// <param name="time">The clock that the exchange runs by.</param>
    /// <param name="real">The machine's clock: how often the market is moved on while nobody asks.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<PaperExchangeHost> StartAsync(
        PaperVenue venue, int port, TimeProvider time, TimeProvider real)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
        });
        WebApplication web = builder.Build();
        var face = new BinanceFace(venue, time);
        var admin = new AdminFace(venue, time);
        web.Run(context => AnswerAsync(context, face, admin, real));
        await web.StartAsync();
        ITimer pulse = real.CreateTimer(_ => Advance(venue), null, Pulse, Pulse);
        string bound =
            web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new PaperExchangeHost(web, pulse, new Uri(bound));
    }

    /// <summary>Waits until the process is asked to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellation) => ((IHost)web).WaitForShutdownAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await pulse.DisposeAsync();
        await web.DisposeAsync();
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

    private static async Task AnswerAsync(HttpContext context, BinanceFace face, AdminFace admin, TimeProvider real)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync(context.RequestAborted);
        var request = new FaceRequest(
            context.Request.Method,
            context.Request.Path.Value ?? "/",
            context.Request.QueryString.Value?.TrimStart('?') ?? "",
            body,
            context.Request.Headers["X-MBX-APIKEY"].ToString());
        FaceAnswer answer = AdminFace.Owns(request.Path)
            ? admin.Handle(request)
            : await face.HandleAsync(request, CancellationToken.None);
        switch (answer)
        {
            case FaceAnswer.Reply reply:
                await WriteAsync(context, reply);
                break;
            case FaceAnswer.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, real, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case FaceAnswer.Reset:
                context.Abort();
                break;
        }
    }

    private static Task WriteAsync(HttpContext context, FaceAnswer.Reply reply)
    {
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = "application/json;charset=UTF-8";
        if (reply.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        return context.Response.WriteAsync(reply.Body);
    }
}
