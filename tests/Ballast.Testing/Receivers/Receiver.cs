using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ballast.Testing.Receivers;

/// <summary>A server on loopback that keeps what it is sent and answers what it is told to.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication web;

    private Receiver(WebApplication web) => this.web = web;

    /// <summary>What it was sent, in order.</summary>
    public IList<Letter> Letters { get; } = [];

    /// <summary>Where it listens.</summary>
    public Uri Address => new(web.Services.GetRequiredService<IServer>().Features
        .Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Answers a request, whose body is read and found with <see cref="BodyOf"/>; 200 without a body unless
    /// set.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    /// <summary>Starts to listen on a free port.</summary>
    public static async Task<Receiver> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication web = builder.Build();
        Receiver receiver = new(web);
        web.Run(receiver.TakeAsync);
        await web.StartAsync();
        return receiver;
    }

    /// <summary>The body of a request that is being answered.</summary>
    public static string BodyOf(HttpContext context) => (string)context.Items[nameof(Letter.Body)]!;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => web.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        string body = await reader.ReadToEndAsync();
        context.Items[nameof(Letter.Body)] = body;
        lock (Letters)
        {
            Letters.Add(new Letter(
                context.Request.Path.Value!,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
                body));
        }

        await Answer(context);
    }

    /// <summary>One request.</summary>
    /// <param name="Path">Decoded, without a query.</param>
    /// <param name="Headers">By name.</param>
    /// <param name="Body">As text.</param>
    public sealed record Letter(string Path, IReadOnlyDictionary<string, string> Headers, string Body);
}
