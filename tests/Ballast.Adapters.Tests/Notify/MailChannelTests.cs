using Ballast.Adapters.Notify;
using Ballast.Core;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Notify;

/// <summary>Mail, against a server on loopback.</summary>
public sealed class MailChannelTests
{
    private static readonly NotifyLetter Letter = new(
        [new NotifyMessage(Instant.FromUtc(2026, 3, 2, 12, 0), Severity.Urgent, new Reason("breaker", "core: -10 %"))],
        0);

    [Fact]
    public async Task A_mail_has_sender_receivers_subject_and_text()
    {
        await using MailServer server = new([]);

        (await Send(server, MailSecurity.None)).ShouldBeOfType<Delivery.Done>();

        // Quoted-printable (RFC 2045): a line that goes on ends with an equals sign.
        string heard = server.Heard.ToString().Replace("=\n", "", StringComparison.Ordinal);
        heard.ShouldContain("MAIL FROM:<ballast@example.org>");
        heard.ShouldContain("RCPT TO:<me@example.org>");
        heard.ShouldContain("RCPT TO:<you@example.org>");
        heard.ShouldContain("Subject: Ballast urgent: breaker");
        heard.ShouldContain("2026-03-02 12:00:00Z urgent breaker: core: -10 %");
    }

    [Theory]
    [InlineData("MAIL", "451 try again", true)]
    [InlineData("MAIL", "550 not you", false)]
    [InlineData("DATA", "554 no", false)]
    public async Task A_refusal_for_now_is_tried_later_and_one_for_good_never(
        string command, string answer, bool isLater)
    {
        await using MailServer server = new(new() { [command] = answer });

        Delivery delivery = await Send(server, MailSecurity.None);

        (delivery is Delivery.Later).ShouldBe(isLater, delivery.ToString());
    }

    [Fact]
    public async Task A_server_without_starttls_gets_no_mail()
    {
        await using MailServer server = new([]);

        (await Send(server, MailSecurity.StartTls)).ShouldNotBeOfType<Delivery.Done>();

        server.Heard.ToString().ShouldNotContain("MAIL FROM");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_later()
    {
        MailServer gone = new([]);
        int port = gone.Port;
        await gone.DisposeAsync();

        (await Send(port, MailSecurity.None)).ShouldBeOfType<Delivery.Later>();
    }

    private static Task<Delivery> Send(MailServer server, MailSecurity security) => Send(server.Port, security);

    private static Task<Delivery> Send(int port, MailSecurity security) => new MailChannel(
        new ChannelSettings.Mail("email", Severity.Info)
        {
            Host = "127.0.0.1",
            Port = port,
            Security = security,
            User = null,
            Password = null,
            Sender = "ballast@example.org",
            To = ["me@example.org", "you@example.org"],
        },
        null).DeliverAsync(Letter, TestContext.Current.CancellationToken);
}
