using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Secrets;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Hosting;
using Ballast.Testing;
using Ballast.Testing.Receivers;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>
/// From an exchange's fault, or a market's fall, to the owner's webhook on loopback: engine, journal, exchange, client
/// and sender are the real ones, and time is the test's. The receiver refuses the first try, and the words are there
/// within ten seconds of what happened, all the same.
/// </summary>
public sealed class UrgentNoticeTests
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Duration Half = Duration.FromHours(12);
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Usdt = new("USDT");

    [Fact]
    public async Task An_order_in_doubt_and_its_quarantine_are_told_within_ten_seconds_although_the_first_try_fails()
    {
        using ReplayWorld world = World("", 100m, 100m);

        // Executed, never answered, and shown to nobody: its effect is in the balances and no record explains it.
        world.Exchange.Faults.Add(
            new FaultRule { Kind = FaultKind.AnswerTimeout, On = RequestScope.Orders, Times = 1 },
            new FaultRule { Kind = FaultKind.LookupBlind, Seconds = 86_400 });
        List<Telling> told = Listen(world);

        world.RunUntil(Start + Duration.FromHours(3));

        Telling doubt = told.Single(one => one.Message.Code == "order-unknown");
        Telling frozen = told.First(one => one.Message.Code == "order-settled");
        frozen.Message.Sentence.ShouldEndWith("is Quarantined");
        await ArrivesAsync(doubt, doubt.At - Of<JournalEvent.OrderUnknown>(world));
        await ArrivesAsync(frozen, frozen.At - Of<JournalEvent.OrderQuarantined>(world));
    }

    [Fact]
    public async Task A_breaker_is_told_within_ten_seconds_although_the_first_try_fails()
    {
        using ReplayWorld world = World(", \"guards\": { \"sessionLoss\": 0.05 }", 100m, 85m, 85m);
        List<Telling> told = Listen(world);

        // The loss comes at noon, in the middle of the session that it is measured in.
        world.RunUntil(Start + Duration.FromHours(20));

        string code = world.Journal.Select(stamped => stamped.Event).OfType<JournalEvent.BreakerTripped>().Single()
            .Why.Code;
        Telling breaker = told.Single(one => one.Message.Code == code);
        await ArrivesAsync(breaker, breaker.At - Of<JournalEvent.BreakerTripped>(world));
    }

    private static Instant Of<TEvent>(ReplayWorld world)
        where TEvent : JournalEvent => world.Journal.First(stamped => stamped.Event is TEvent).At;

    // What the engine told is given to the real sender, whose waits are over as soon as they begin.
    private static async Task ArrivesAsync(Telling telling, Duration late)
    {
        telling.Severity.ShouldBe(Severity.Urgent);
        late.ShouldBeGreaterThanOrEqualTo(Duration.Zero);
        int asked = 0;
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using Receiver receiver = await Receiver.StartAsync();
        receiver.Answer = context =>
        {
            bool isFirst = Interlocked.Increment(ref asked) == 1;
            context.Response.StatusCode = isFirst ? 503 : 200;
            if (!isFirst)
            {
                arrived.TrySetResult();
            }

            return Task.CompletedTask;
        };
        LeapingClock clock = new();
        DateTimeOffset begun = clock.GetUtcNow();
        await using ChannelNotifier notifier = new(
            [new OpenChannel(Webhook(receiver, clock), Severity.Info)],
            NotifySettings.None, clock, NullLoggerFactory.Instance);

        await notifier.NotifyAsync(telling.Severity, telling.Message, TestContext.Current.CancellationToken);
        await arrived.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        (clock.GetUtcNow() - begun + late.ToTimeSpan()).ShouldBeLessThan(Promise);
        receiver.Letters.Count.ShouldBe(2);
        JsonNode said = JsonNode.Parse(receiver.Letters[^1].Body)!["messages"]![0]!;
        said["code"]!.GetValue<string>().ShouldBe(telling.Message.Code);
        said["sentence"]!.GetValue<string>().ShouldBe(telling.Message.Sentence);
    }

    private static WebhookChannel Webhook(Receiver receiver, TimeProvider clock) => new(
        new ChannelSettings.Webhook(
            "ops", Severity.Info, receiver.Address, new SecretName("k"), NotifyNetwork.Private),
        new Secret("canary-77"),
        clock);

    private static List<Telling> Listen(ReplayWorld world)
    {
        List<Telling> told = [];
        world.Owner.Hears = (severity, message) => told.Add(new Telling(world.Now, severity, message));
        return told;
    }

    private static ReplayWorld World(string guards, params IReadOnlyList<decimal> closes)
    {
        string policy = $$"""
            {
              "portfolio": "told", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.50, "USDT": 0.50 } },
              "trigger": { "checkEvery": "6h", "band": { "absolute": 0.04 } }{{guards}}
            }
            """;
        CandleTable table = CandleTable.Of(
            Half,
            new Dictionary<Asset, ImmutableArray<Candle>>
            {
                [Btc] =
                [
                    .. closes.Select((close, half) =>
                        new Candle { End = Start + (half * Half), Close = new Price(close) }),
                ],
            });
        return new ReplayWorld(policy, new MarketChoice.Replayed(table, Usdt), Start);
    }

    /// <summary>A clock on which every wait of a few seconds is over at once; limits of requests are longer.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private static readonly TimeSpan LongestLeap = TimeSpan.FromSeconds(9);

        private readonly ManualClock inner = new();

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

        public override long GetTimestamp() => inner.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            ITimer timer = inner.CreateTimer(callback, state, dueTime, period);
            if (dueTime > TimeSpan.Zero && dueTime <= LongestLeap)
            {
                ThreadPool.QueueUserWorkItem(_ => inner.Advance(dueTime));
            }

            return timer;
        }
    }

    private sealed record Telling(Instant At, Severity Severity, Reason Message);
}
