using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Notify;

/// <summary>Sends mail over SMTP, one connection for each letter.</summary>
internal sealed class MailChannel(ChannelSettings.Mail settings, Secret? password) : INotifyChannel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public string Name => settings.Name;

    /// <inheritdoc/>
    public async Task<Delivery> DeliverAsync(NotifyLetter letter, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using MailMessage mail = Compose(letter);
            using SmtpClient client = new(settings.Host, settings.Port)
            {
                EnableSsl = settings.Security == MailSecurity.StartTls,
                Credentials = settings.User is { } user ? new NetworkCredential(user, password?.Reveal()) : null,
            };
            await client.SendMailAsync(mail, limit.Token);
            return new Delivery.Done();
        }
        catch (SmtpException failed)
        {
            return Judge(failed);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Delivery.Later($"no answer within {Patience.TotalSeconds:0} seconds", null);
        }
    }

    private MailMessage Compose(NotifyLetter letter)
    {
        MailMessage mail = new()
        {
            From = new MailAddress(settings.Sender),
            Subject = letter.Subject,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
            SubjectEncoding = Encoding.UTF8,
        };
        foreach (string receiver in settings.To)
        {
            mail.To.Add(receiver);
        }

        return mail;
    }

    // RFC 5321: 4yz is for now, 5yz for good. No code at all means that nobody answered.
    private static Delivery Judge(SmtpException failed)
    {
        int code = (int)failed.StatusCode;
        string words = failed.InnerException?.Message ?? failed.Message;
        return code >= 500
            ? new Delivery.Never(string.Create(
                CultureInfo.InvariantCulture, $"the mail server answered {code}: {words.TrimEnd('.')}"))
            : new Delivery.Later($"the mail server does not take it: {words.TrimEnd('.')}", null);
    }
}
