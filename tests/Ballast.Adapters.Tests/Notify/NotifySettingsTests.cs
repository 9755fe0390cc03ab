using System.Text;
using Ballast.Adapters.Notify;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Notify;

/// <summary>The settings of who is told: what they may say, and what they are answered.</summary>
public sealed class NotifySettingsTests
{
    [Fact]
    public void Reads_every_kind_of_channel_with_comments()
    {
        NotifySettings settings = Read("""
            {
              // Who is told.
              "channels": [
                { "kind": "webhook", "name": "ops", "from": "urgent", "url": "https://example.org/h", "secret": "ops" },
                { "kind": "telegram", "token": "bot", "chat": "-100123" },
                { "kind": "discord", "url": "discord-hook", "from": "warning" },
                { "kind": "email", "host": "mail.example.org", "user": "me", "password": "mail",
                  "sender": "ballast@example.org", "to": ["me@example.org"] }
              ],
              "digest": "30m",
              "quiet": { "from": "22:00", "to": "07:00", "zone": "Europe/Berlin" }
            }
            """).ShouldBeOfType<NotifySettingsReading.Read>().Settings;

        settings.Digest.ShouldBe(Duration.FromMinutes(30));
        settings.Quiet!.From.ShouldBe(new LocalTime(22, 0));
        settings.Channels.Select(channel => channel.Name).ShouldBe(["ops", "telegram", "discord", "email"]);
        var webhook = settings.Channels[0].ShouldBeOfType<ChannelSettings.Webhook>();
        webhook.From.ShouldBe(Severity.Urgent);
        webhook.Network.ShouldBe(NotifyNetwork.Public);
        settings.Channels[1].ShouldBeOfType<ChannelSettings.Telegram>().Api.Host.ShouldBe("api.telegram.org");
        ChannelSettings.Mail mail = settings.Channels[3].ShouldBeOfType<ChannelSettings.Mail>();
        (mail.Port, mail.Security).ShouldBe((587, MailSecurity.StartTls));
    }

    // The digest by hand: printf '["webhook","https://example.org/h","ops"]' | sha256sum | cut -c 1-32
    [Fact]
    public void A_channel_is_known_by_its_name_and_a_digest_of_where_it_leads() =>
        IdentityOf("""{ "kind": "webhook", "name": "a", "url": "https://example.org/h", "secret": "ops" }""")
            .ShouldBe(new OwnerChannel("a", "6dd06b5733ccee22fb2e47376bd9c3d1"));

    [Fact]
    public void Another_receiver_is_another_channel_and_another_severity_is_not()
    {
        const string Bot = """{ "kind": "telegram", "token": "bot", "chat": "-100123" """;
        IdentityOf(Bot + """, "from": "urgent" }""").ShouldBe(IdentityOf(Bot + "}"));
        IdentityOf(Bot.Replace("123", "124", StringComparison.Ordinal) + "}").ShouldNotBe(IdentityOf(Bot + "}"));
        IdentityOf(Bot.Replace("bot", "robot", StringComparison.Ordinal) + "}").ShouldNotBe(IdentityOf(Bot + "}"));
        IdentityOf("""{ "kind": "discord", "url": "hook" }""").Mark
            .ShouldNotBe(IdentityOf("""{ "kind": "discord", "url": "other-hook" }""").Mark);
        const string Mail = """{ "kind": "email", "host": "m.example.org", "sender": "b@example.org", "to": [""";
        IdentityOf(Mail + "\"a@example.org\"] }").ShouldNotBe(IdentityOf(Mail + "\"c@example.org\"] }"));
    }

    [Theory]
    [InlineData("", "$ is not JSON here (line 1)")]
    [InlineData("{\n  channels", "is not JSON here (line 2)")]
    [InlineData("[]", "$ has a value of the wrong kind")]
    [InlineData("{}", "$ lacks 'channels'")]
    [InlineData("""{ "channels": [] }""", "$.channels has 0 items")]
    [InlineData("""{ "channels": null }""", "$.channels has a value of the wrong kind")]
    public void A_file_without_channels_is_refused(string text, string words) => Refusal(text).ShouldContain(words);

    [Theory]
    [InlineData("""{ "kind": "pigeon" }""", "$.channels[0].kind is \"pigeon\"")]
    [InlineData("""{ "kind": "webhook" }""", "$.channels[0].url is missing")]
    [InlineData("""{ "kind": "webhook", "url": "ftp://a" }""", "begins with https://")]
    [InlineData("""{ "kind": "webhook", "url": "https://me:key@a" }""", "without a name or password")]
    [InlineData("""{ "kind": "webhook", "url": "https://a", "chat": "1" }""", ".chat is not a field")]
    [InlineData("""{ "kind": "webhook", "url": "https://a", "color": 1 }""", "[0].color is not a field")]
    [InlineData("""{ "kind": "webhook", "url": "https://a", "from": "loud" }""", "$.channels[0].from has a value")]
    [InlineData("""{ "kind": "webhook", "url": "https://a", "from": 1 }""", "$.channels[0].from")]
    [InlineData("""{ "kind": "webhook", "url": "https://a", "secret": "A KEY!" }""", "names a secret")]
    [InlineData("""{ "kind": "webhook", "url": "https://a" }, { "kind": "webhook", "url": "https://b" }""", "two are")]
    [InlineData("""{ "kind": "telegram", "chat": "1" }""", "$.channels[0].token is missing")]
    [InlineData("""{ "kind": "discord", "url": "https://discord.com/api/webhooks/1" }""", "ballast keys set")]
    public void A_channel_says_which_field_is_wrong_and_what_is_allowed(string channels, string words) =>
        Refusal($$"""{ "channels": [{{channels}}] }""").ShouldContain(words);

    [Theory]
    [InlineData("""  "sender": "b@c" """, "$.channels[0].to names nobody")]
    [InlineData("""  "sender": "b", "to": ["d@e"] """, "$.channels[0].sender is \"b\"")]
    [InlineData("""  "sender": "b@c", "to": ["d"] """, "$.channels[0].to[0] is \"d\"")]
    [InlineData("""  "sender": "b@c", "to": ["d@e"], "port": 0 """, "1 to 65535")]
    [InlineData("""  "sender": "b@c", "to": ["d@e"], "user": "u" """, "user and password together")]
    [InlineData(
        """  "sender": "b@c", "to": ["d@e"], "user": "u", "password": "p", "security": "none" """, "in the clear")]
    public void A_mail_channel_says_which_field_is_wrong(string fields, string words) =>
        Refusal($$"""{ "channels": [{ "kind": "email", "host": "a", {{fields}} }] }""").ShouldContain(words);

    [Theory]
    [InlineData(""" "digest": "soon" """, "$.digest")]
    [InlineData(""" "digest": "8d" """, "up to 7d")]
    [InlineData(""" "digest": "1h", "digest": "2h" """, "$.digest is there twice")]
    [InlineData(""" "quiet": { "from": "22", "to": "07:00", "zone": "UTC" } """, "$.quiet.from")]
    [InlineData(""" "quiet": { "from": "22:00", "to": "22:00", "zone": "UTC" } """, "same time")]
    [InlineData(""" "quiet": { "from": "22:00", "to": "07:00", "zone": "Mars" } """, "Europe/Berlin")]
    public void A_time_says_what_is_allowed(string fields, string words) =>
        Refusal($$"""{ "channels": [{ "kind": "webhook", "url": "https://a" }], {{fields}} }""").ShouldContain(words);

    private static string Refusal(string text)
    {
        string cause = Read(text).ShouldBeOfType<NotifySettingsReading.Refused>().Cause;
        cause.ShouldNotContain("Ballast.Adapters", customMessage: "names of types are nobody's business");
        return cause;
    }

    private static OwnerChannel IdentityOf(string channel) =>
        Read($$"""{ "channels": [{{channel}}] }""").ShouldBeOfType<NotifySettingsReading.Read>()
            .Settings.Channels[0].Identity;

    private static NotifySettingsReading Read(string text) => NotifySettingsReader.Read(Encoding.UTF8.GetBytes(text));
}
