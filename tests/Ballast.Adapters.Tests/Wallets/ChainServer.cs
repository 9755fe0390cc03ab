using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Ballast.Testing.Receivers;
using Microsoft.AspNetCore.Http;

namespace Ballast.Adapters.Tests.Wallets;

/// <summary>A server of a chain on loopback, reached under a path that holds a key, as rented ones are.</summary>
internal sealed class ChainServer : IAsyncDisposable
{
    public const string Key = "canary-77";

    private readonly Receiver receiver;
    private readonly ConcurrentQueue<string> asked = [];

    private ChainServer(Receiver receiver) => this.receiver = receiver;

    /// <summary>Its address with the key.</summary>
    public Uri Address => new(receiver.Address, $"v3/{Key}");

    /// <summary>Its name in messages.</summary>
    public string Name => receiver.Address.Authority;

    /// <summary>What it was asked: methods of JSON-RPC, or paths below its address with their query.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>What happens to a request instead of an answer; <see langword="null"/> for nothing.</summary>
    public Func<HttpContext, Task>? Instead { get; set; }

    /// <summary>A server of JSON-RPC.</summary>
    /// <param name="answer">The result for a method and its parameters.</param>
    public static Task<ChainServer> OfCallsAsync(Func<string, JsonArray, string> answer) =>
        StartAsync((_, body) =>
        {
            JsonNode call = JsonNode.Parse(body)!;
            string method = call["method"]!.GetValue<string>();
            string result = answer(method, call["params"]!.AsArray());
            return (method, $$"""{"jsonrpc":"2.0","id":{{call["id"]}},"result":{{result}}}""");
        });

    /// <summary>A server of resources.</summary>
    /// <param name="answer">The content at a path below its address; <see langword="null"/> where there is
    /// none.</param>
    public static Task<ChainServer> OfResourcesAsync(Func<string, string?> answer) => StartAsync((request, _) =>
    {
        string path = $"{request.Path.Value![$"/v3/{Key}/".Length..]}{request.QueryString}";
        return (path, answer(path));
    });

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private static async Task<ChainServer> StartAsync(Func<HttpRequest, string, (string Asked, string? Answer)> answer)
    {
        ChainServer server = new(await Receiver.StartAsync());
        server.receiver.Answer = async context =>
        {
            (string what, string? content) = answer(context.Request, Receiver.BodyOf(context));
            server.asked.Enqueue(what);
            if (server.Instead is { } instead)
            {
                await instead(context);
                return;
            }

            context.Response.StatusCode = content is null ? 404 : 200;
            await context.Response.WriteAsync(content ?? "not found");
        };
        return server;
    }
}
