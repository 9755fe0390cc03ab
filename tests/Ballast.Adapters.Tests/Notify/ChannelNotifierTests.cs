using System.Threading.Channels;
using Ballast.Adapters.Notify;
using Ballast.Core;
using Ballast.Engine.Ports;
using Ballast.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Adapters.Tests.Notify;

/// <summary>The owner is told in the background, and nobody waits for a receiver.</summary>
public sealed class ChannelNotifierTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualClock clock = new();

    [Fact]
    public async Task What_is_urgent_is_sent_without_any_time_passing_while_another_channel_hangs()
    {
        FakeChannel dead = new() { Answer = _ => new TaskCompletionSource<Delivery>().Task };
        FakeChannel live = new();
        ChannelNotifier notifier = Notifier(dead, live);

        await Tell(notifier, Severity.Urgent, "quarantine");

        (await live.NextAsync()).Subject.ShouldBe("Ballast urgent: quarantine");
    }

    [Fact]
    public async Task The_rest_is_sent_together_when_its_time_has_come()
    {
        FakeChannel channel = new();
        await using ChannelNotifier notifier = Notifier(channel);
        await Tell(notifier, Severity.Info, "a");
        await Tell(notifier, Severity.Warning, "b");
        channel.Sent.ShouldBe(0);

        clock.Advance(TimeSpan.FromHours(1));

        (await channel.NextAsync()).Messages.Select(message => message.Message.Code).ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_a_receiver_did_not_take_is_sent_again_and_what_it_never_takes_is_let_go()
    {
        Queue<Delivery> answers = new(
            [new Delivery.Later("busy", null), new Delivery.Done(), new Delivery.Never("no"), new Delivery.Done()]);
        FakeChannel channel = new() { Answer = _ => Task.FromResult(answers.Dequeue()) };
        await using ChannelNotifier notifier = Notifier(channel);

        await Tell(notifier, Severity.Urgent, "a");
        (await channel.NextAsync()).Subject.ShouldEndWith("a");
        (await AfterAWhileAsync(channel)).Subject.ShouldEndWith("a", customMessage: "it is tried again");
        await Tell(notifier, Severity.Urgent, "b");
        (await AfterAWhileAsync(channel)).Subject.ShouldEndWith("b", customMessage: "it is refused for good");
        await Tell(notifier, Severity.Urgent, "c");
        (await AfterAWhileAsync(channel)).Subject.ShouldEndWith("c", customMessage: "and not tried again");
    }

    [Fact]
    public async Task What_still_waits_at_the_end_gets_one_chance()
    {
        FakeChannel channel = new();
        ChannelNotifier notifier = Notifier(channel);
        await Tell(notifier, Severity.Info, "a");

        await notifier.DisposeAsync();

        channel.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_channel_with_a_mistake_in_it_stops_nothing()
    {
        FakeChannel broken = new() { Answer = _ => throw new InvalidOperationException("a mistake") };
        await using ChannelNotifier notifier = Notifier(broken);
        await Tell(notifier, Severity.Urgent, "a");
        await broken.NextAsync();
        await Tell(notifier, Severity.Urgent, "b");

        (await AfterAWhileAsync(broken)).Subject.ShouldEndWith("b");
    }

    private static Task Tell(ChannelNotifier notifier, Severity severity, string code) =>
        notifier.NotifyAsync(severity, new Reason(code, "said"), TestContext.Current.CancellationToken);

    private ChannelNotifier Notifier(params FakeChannel[] channels) => new(
        [.. channels.Select(channel => new OpenChannel(channel, Severity.Info))],
        NotifySettings.None, clock, NullLoggerFactory.Instance);

    // The sender works on a thread of its own: time goes on until it has seen it.
    private async Task<NotifyLetter> AfterAWhileAsync(FakeChannel channel)
    {
        Task<NotifyLetter> next = channel.NextAsync();
        while (!next.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await next;
    }

    private sealed class FakeChannel : INotifyChannel
    {
        private readonly Channel<NotifyLetter> letters = Channel.CreateUnbounded<NotifyLetter>();
        private int sent;

        public string Name => "fake";

        public int Sent => Volatile.Read(ref sent);

        public Func<NotifyLetter, Task<Delivery>> Answer { get; init; } =
            _ => Task.FromResult<Delivery>(new Delivery.Done());

        public Task<Delivery> DeliverAsync(NotifyLetter letter, CancellationToken cancellation)
        {
            Interlocked.Increment(ref sent);
            letters.Writer.TryWrite(letter);
            return Answer(letter);
        }

        public Task<NotifyLetter> NextAsync() =>
            letters.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
    }
}
