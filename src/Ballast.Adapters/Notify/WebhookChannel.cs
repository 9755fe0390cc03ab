using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using NodaTime.Text;

namespace Ballast.Adapters.Notify;

/// <summary>
/// Posts JSON to an address of the owner's. Header <c>X-Ballast-Signature</c> is <c>sha256=</c> and the hexadecimal
/// HMAC-SHA256 of <c>X-Ballast-Timestamp</c>, a full stop and the body, exactly as sent: a receiver that checks both
/// takes nobody else's words and no old ones.
/// </summary>
internal sealed class WebhookChannel(ChannelSettings.Webhook settings, Secret? secret, TimeProvider real)
    : INotifyChannel, IDisposable
{
    private readonly NotifyHttp http = new(settings.Network);

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public Task<Delivery> DeliverAsync(NotifyLetter letter, CancellationToken cancellation)
    {
        string body = Body(letter);
        string timestamp = real.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Dictionary<string, string> headers = new() { ["X-Ballast-Timestamp"] = timestamp };
        if (secret is not null)
        {
            byte[] code = HMACSHA256.HashData(
                Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes($"{timestamp}.{body}"));
            headers["X-Ballast-Signature"] = "sha256=" + Convert.ToHexStringLower(code);
        }

        return http.PostAsync(settings.Url, body, headers, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static string Body(NotifyLetter letter) => new JsonObject
    {
        ["severity"] = NotifyLetter.Word(letter.Severity),
        ["subject"] = letter.Subject,
        ["dropped"] = letter.Dropped,
        ["messages"] = new JsonArray([.. letter.Messages.Select(message => new JsonObject
        {
            ["at"] = InstantPattern.ExtendedIso.Format(message.At),
            ["severity"] = NotifyLetter.Word(message.Severity),
            ["code"] = message.Message.Code,
            ["sentence"] = message.Message.Sentence,
        })]),
    }.ToJsonString();
}
