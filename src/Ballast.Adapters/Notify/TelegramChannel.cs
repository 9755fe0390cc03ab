using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Notify;

/// <summary>Sends through a bot of the owner's (Telegram Bot API, <c>sendMessage</c>).</summary>
internal sealed class TelegramChannel(ChannelSettings.Telegram settings, Secret token) : INotifyChannel, IDisposable
{
    // The API takes no more.
    private const int Longest = 4096;

    private readonly NotifyHttp http = new(settings.Network);

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public Task<Delivery> DeliverAsync(NotifyLetter letter, CancellationToken cancellation)
    {
        string body = new JsonObject
        {
            ["chat_id"] = settings.Chat,
            ["text"] = letter.TextUpTo(Longest),
            ["link_preview_options"] = new JsonObject { ["is_disabled"] = true },
        }.ToJsonString();
        Uri address = new(settings.Api, $"/bot{Uri.EscapeDataString(token.Reveal())}/sendMessage");
        return http.PostAsync(address, body, ImmutableDictionary<string, string>.Empty, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
