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
        if (await client.IsAliveAsync(cancellation))
        {
            return client;
        }

        client.Dispose();
        return null;
    }

    /// <summary>Reads a document.</summary>
    public async Task<ServerReply> GetAsync(string path, CancellationToken cancellation) =>
        await ReplyOfAsync(await http.GetAsync(path, cancellation), cancellation);

    /// <summary>Asks for a change.</summary>
    public async Task<ServerReply> PostAsync(string path, object body, CancellationToken cancellation)
    {
        using JsonContent content = JsonContent.Create(body, body.GetType(), options: WireJson.Options);
        using HttpResponseMessage response = await http.PostAsync(path, content, cancellation);
        return await ReplyOfAsync(response, cancellation);
    }

    /// <summary>Closes connections.</summary>
    public void Dispose() => http.Dispose();

    private static async Task<ServerReply> ReplyOfAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        string text = await response.Content.ReadAsStringAsync(cancellation);
        JsonNode? document = Parse(text);
        if (response.IsSuccessStatusCode && document is not null)
        {
            return new ServerReply.Done(document);
        }

        string code = document?["code"]?.GetValue<string>() ?? $"http-{(int)response.StatusCode}";
        string? detail = document?["detail"]?.GetValue<string>() ?? response.ReasonPhrase;
        return new ServerReply.Refused(code, detail ?? "no reason given");
    }

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

    private async Task<bool> IsAliveAsync(CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage response = await http.GetAsync("healthz", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}

/// <summary>A server's answer. Closed: <see cref="Done"/> or <see cref="Refused"/>.</summary>
internal abstract record ServerReply
{
    /// <summary>Done, with a document.</summary>
    public sealed record Done(JsonNode Document) : ServerReply;

    /// <summary>Not done.</summary>
    public sealed record Refused(string Code, string Detail) : ServerReply;
}
