using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Server.Installations;
using Ballast.Server.Wire;

namespace Ballast.Cli.Client;

/// <summary>Talks to a running server over its public REST interface.</summary>
internal sealed class ServerClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient http;

    private ServerClient(Uri address) => http = new HttpClient { BaseAddress = address, Timeout = Patience };

    /// <summary>The server's address.</summary>
    public Uri Address => http.BaseAddress!;

    /// <summary>The server at an address.</summary>
    public static ServerClient At(Uri address) => new(address);

    /// <summary>The server that holds a data directory; <see langword="null"/> where none answers.</summary>
    public static async Task<ServerClient?> FindAsync(string dataDirectory, CancellationToken cancellation)
    {
        if (ServerAddressFile.ReadFrom(dataDirectory) is not { } file)
        {
            return null;
        }

        ServerClient client = new(file.Url);
        if (await client.IsServerOfAsync(file.ProcessId, cancellation))
        {
            return client;
        }

        client.Dispose();
        return null;
    }

    /// <summary>Reads a document.</summary>
    public async Task<ServerReply> GetAsync(string path, CancellationToken cancellation) =>
        await AskAsync(() => http.GetAsync(path, cancellation), cancellation);

    /// <summary>Asks for a change.</summary>
    public async Task<ServerReply> PostAsync(string path, object body, CancellationToken cancellation)
    {
        using JsonContent content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        return await AskAsync(() => http.PostAsync(path, content, cancellation), cancellation);
    }

    /// <summary>Closes connections.</summary>
    public void Dispose() => http.Dispose();

    private async Task<ServerReply> AskAsync(
        Func<Task<HttpResponseMessage>> ask, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await ask();
            return ReplyOf(response, await response.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception silence) when (silence is HttpRequestException or TaskCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return new ServerReply.Unreachable(silence is HttpRequestException
                ? $"no server answers at {Address} ({silence.Message})"
                : $"the server at {Address} did not answer within {Patience.TotalSeconds} s");
        }
    }

    private static ServerReply ReplyOf(HttpResponseMessage response, string text)
    {
        JsonObject? document = Parse(text) as JsonObject;
        if (response.IsSuccessStatusCode && document is not null)
        {
            return new ServerReply.Done(document);
        }

        string code = Word(document, "code") ?? $"http-{(int)response.StatusCode}";
        string? detail = Word(document, "detail") ?? response.ReasonPhrase;
        return new ServerReply.Refused(code, detail ?? "no reason given");
    }

    private static string? Word(JsonObject? document, string name) =>
        document?[name] is JsonValue value && value.TryGetValue(out string? word) ? word : null;

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Another program's answer; the status code alone then speaks.
            return null;
        }
    }

    // A killed server leaves its address behind, and another program may listen there by now: only the process that
    // wrote the address is asked to do anything.
    private async Task<bool> IsServerOfAsync(int processId, CancellationToken cancellation) =>
        await GetAsync("healthz", cancellation) is ServerReply.Done { Document: var health }
        && health["processId"] is JsonValue value
        && value.TryGetValue(out int answering)
        && answering == processId;
}

/// <summary>A server's answer. Closed: <see cref="Done"/>, <see cref="Refused"/> or
/// <see cref="Unreachable"/>.</summary>
internal abstract record ServerReply
{
    /// <summary>Done, with a document.</summary>
    public sealed record Done(JsonObject Document) : ServerReply;

    /// <summary>Not done.</summary>
    public sealed record Refused(string Code, string Detail) : ServerReply;

    /// <summary>No answer.</summary>
    public sealed record Unreachable(string Cause) : ServerReply;
}
