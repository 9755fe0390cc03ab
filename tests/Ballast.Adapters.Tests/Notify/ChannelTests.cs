using System.Net;
using System.Text.Json.Nodes;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Secrets;
using Ballast.Core;
using Ballast.Engine.Ports;
using Ballast.Testing;
using Ballast.Testing.Receivers;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Ballast.Adapters.Tests.Notify;

/// <summary>What the channels put on the wire, against servers on loopback.</summary>
public sealed class ChannelTests
{
    private const string Canary = "canary-77";

    private const string Body =
        """
        {"severity":"urgent","subject":"Ballast urgent: order-unknown","dropped":0,"messages":[{
        """
        + """
        "at":"2026-03-02T12:00:00Z","severity":"urgent","code":"order-unknown","sentence":"core: BTC \u0026 \u20AC"}]}
        """;

    // By OpenSSL: printf '%s' '1704067200.<the body>' | openssl dgst -sha256 -hmac canary-77
    private const string Signature = "80983a74aa62e974f06a5636b3b372b8db246333c33875205ac7d928d159d349";

    private static readonly NotifyLetter Letter = new(
        [
            new NotifyMessage(
                Instant.FromUtc(2026, 3, 2, 12, 0), Severity.Urgent, new Reason("order-unknown", "core: BTC & \u20ac")),
        ],
        0);

    [Fact]
    public async Task A_webhook_is_signed_over_its_time_and_its_exact_body()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using WebhookChannel channel = new(
            new ChannelSettings.Webhook(
                "ops", Severity.Info, receiver.Address, new SecretName("k"), NotifyNetwork.Private),
            new Secret(Canary),
            new ManualClock());

        (await Send(channel)).ShouldBeOfType<Delivery.Done>();

        Receiver.Letter got = receiver.Letters.Single();
        got.Body.ShouldBe(Body);
        got.Headers["X-Ballast-Timestamp"].ShouldBe("1704067200");
        got.Headers["X-Ballast-Signature"].ShouldBe("sha256=" + Signature);
        got.Headers["Content-Type"].ShouldStartWith("application/json");
    }

    [Fact]
    public async Task Telegram_gets_the_text_for_the_chat_by_the_bots_token()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using TelegramChannel channel = Telegram(receiver);

        (await Send(channel)).ShouldBeOfType<Delivery.Done>();

        receiver.Letters[0].Path.ShouldBe("/bot1:canary-77/sendMessage");
        JsonNode body = JsonNode.Parse(receiver.Letters[0].Body)!;
        body["chat_id"]!.GetValue<string>().ShouldBe("-100");
        body["text"]!.GetValue<string>().ShouldBe("2026-03-02 12:00:00Z urgent order-unknown: core: BTC & \u20ac");
    }

    // Bot API: {"ok":false,"error_code":429,"description":"...","parameters":{"retry_after":7}}
    [Fact]
    public async Task Telegrams_wish_to_wait_is_understood_and_its_refusals_are_quoted()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using TelegramChannel channel = Telegram(receiver);

        receiver.Answer = Say(429, """{"ok":false,"description":"Too Many Requests","parameters":{"retry_after":7}}""");
        (await Send(channel)).ShouldBeOfType<Delivery.Later>().Wait.ShouldBe(Duration.FromSeconds(7));
        receiver.Answer = Say(401, """{"ok":false,"error_code":401,"description":"Unauthorized"}""");
        (await Send(channel)).ShouldBeOfType<Delivery.Never>().Why.ShouldBe("it answered 401: Unauthorized");
    }

    [Fact]
    public async Task Discord_gets_a_text_that_calls_nobody()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using DiscordChannel channel = Discord(new Uri(receiver.Address, "/api/webhooks/1/key").ToString());
        receiver.Answer = Say(204, "");

        (await Send(channel)).ShouldBeOfType<Delivery.Done>();

        receiver.Letters[0].Path.ShouldBe("/api/webhooks/1/key");
        JsonNode body = JsonNode.Parse(receiver.Letters[0].Body)!;
        body["content"]!.GetValue<string>().ShouldEndWith("core: BTC & \u20ac");
        body["allowed_mentions"]!["parse"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Discords_wish_to_wait_is_a_fraction_of_seconds()
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using DiscordChannel channel = Discord(receiver.Address.ToString());
        receiver.Answer = Say(429, """{"message":"You are being rate limited.","retry_after":0.5,"global":false}""");

        (await Send(channel)).ShouldBeOfType<Delivery.Later>().Wait.ShouldBe(Duration.FromMilliseconds(500));
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(302, false)]
    [InlineData(400, false)]
    [InlineData(404, false)]
    public async Task What_a_server_cannot_now_is_tried_later_and_what_it_does_not_want_never(int status, bool isLater)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = Say(status, "<html>");
        using WebhookChannel channel = Webhook(receiver.Address, NotifyNetwork.Private);

        Delivery delivery = await Send(channel);

        (delivery is Delivery.Later).ShouldBe(isLater);
        (delivery is Delivery.Never).ShouldBe(!isLater);
        receiver.Letters.Count.ShouldBe(1, "no redirect is followed and nothing is sent twice");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_later()
    {
        Uri gone;
        await using (Receiver receiver = await Receiver.StartAsync())
        {
            gone = receiver.Address;
        }

        using WebhookChannel channel = Webhook(gone, NotifyNetwork.Private);
        (await Send(channel)).ShouldBeOfType<Delivery.Later>().Why.ShouldBe("it cannot be reached");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task A_private_address_gets_nothing_unless_the_settings_allow_it(string host)
    {
        await using Receiver receiver = await Receiver.StartAsync();
        using WebhookChannel channel = Webhook(
            new UriBuilder(receiver.Address) { Host = host }.Uri, NotifyNetwork.Public);

        (await Send(channel)).ShouldBeOfType<Delivery.Later>().Why.ShouldContain("is at a private address");

        receiver.Letters.ShouldBeEmpty();
    }

    // IANA's special-purpose address registries.
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.100.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:192.168.0.1", false)]
    public void Only_addresses_out_on_the_internet_are_public(string address, bool isPublic) =>
        PublicAddresses.Has(IPAddress.Parse(address)).ShouldBe(isPublic);

    private static Task<Delivery> Send(INotifyChannel channel) =>
        channel.DeliverAsync(Letter, TestContext.Current.CancellationToken);

    private static WebhookChannel Webhook(Uri address, NotifyNetwork network) =>
        new(new ChannelSettings.Webhook("ops", Severity.Info, address, null, network), null, new ManualClock());

    private static TelegramChannel Telegram(Receiver receiver) => new(
        new ChannelSettings.Telegram("telegram", Severity.Info)
        {
            Token = new SecretName("bot"),
            Chat = "-100",
            Api = receiver.Address,
            Network = NotifyNetwork.Private,
        },
        new Secret("1:" + Canary));

    private static DiscordChannel Discord(string address) => new(
        new ChannelSettings.Discord("discord", Severity.Info, new SecretName("hook"), NotifyNetwork.Private),
        new Secret(address));

    private static Func<HttpContext, Task> Say(int status, string body) => context =>
    {
        context.Response.StatusCode = status;
        return status == 204 ? Task.CompletedTask : context.Response.WriteAsync(body);
    };
}
