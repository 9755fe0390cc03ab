using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Adapters.Venues.BinanceSpot.Streams;

/// <summary>
/// Hears over the WebSocket API that something happened to the account, so that it is looked at sooner. A connection
/// that was opened anew rings as well: something may have been missed.
/// </summary>
internal sealed class AccountStream : IStreamTalk, IDisposable
{
    private const int WindowMs = 5000;

    private readonly BinanceSpotOptions options;
    private readonly BinanceWire wire;
    private readonly ILogger log;
    private readonly NewsBell bell = new();
    private readonly StreamLine line;

    /// <summary>An account's events; heard from <see cref="Begin"/> on.</summary>
    public AccountStream(Uri address, BinanceSpotOptions options, BinanceWire wire, StreamSurroundings surroundings)
    {
        this.options = options;
        this.wire = wire;
        log = surroundings.Log;
        line = new StreamLine(address, surroundings.Clocks.Machine, this);
    }

    /// <summary>What is heard.</summary>
    public IAccountNews News => bell;

    /// <summary>Opens the connection.</summary>
    public void Begin() => line.Begin();

    /// <inheritdoc/>
    public Task BeginAsync(StreamLine line, CancellationToken cancellation)
    {
        // Signed are the parameters in alphabetical order.
        string key = options.ApiKey.Reveal();
        long now = wire.NowMs;
        string signature = wire.SignatureOf($"apiKey={key}&recvWindow={WindowMs}&timestamp={now}");
        JsonObject request = new()
        {
            ["id"] = "1",
            ["method"] = "userDataStream.subscribe.signature",
            ["params"] = new JsonObject
            {
                ["apiKey"] = key,
                ["recvWindow"] = WindowMs,
                ["timestamp"] = now,
                ["signature"] = signature,
            },
        };
        return line.SayAsync(request.ToJsonString(), cancellation);
    }

    /// <inheritdoc/>
    public void Hear(string text)
    {
        ApiMessage? message;
        try
        {
            message = JsonSerializer.Deserialize(text, BinanceMessages.Default.ApiMessage);
        }
        catch (JsonException odd)
        {
            StreamLog.Unreadable(log, odd.Message);
            line.Restart();
            return;
        }

        if (message?.Error is { } error)
        {
            StreamLog.Refused(log, error.Code, error.Message);
            line.Restart();
        }
        else if (message is { Event: not null } or { Status: 200 })
        {
            bell.Ring();
        }
    }

    /// <inheritdoc/>
    public void End()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => line.Dispose();
}
