using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Notify;

/// <summary>Sends through a webhook of a Discord channel, whose address is the secret.</summary>
internal sealed class DiscordChannel(ChannelSettings.Discord settings, Secret address) : INotifyChannel, IDisposable
{
    // Discord takes no more.
    private const int Longest = 2000;

    private readonly NotifyHttp http = new(settings.Network);

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(NotifyLetter letter, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(address.Reveal(), UriKind.Absolute, out Uri? url) || !NotifySettings.IsWeb(url))
        {
            return new Delivery.Never($"the secret {settings.Url} is not an address that begins with https://");
        }

        string body = new JsonObject
        {
            ["content"] = letter.TextUpTo(Longest),

            // A sentence is never a call to everybody.
            ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
        }.ToJsonString();
        return await http.PostAsync(url, body, ImmutableDictionary<string, string>.Empty, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
