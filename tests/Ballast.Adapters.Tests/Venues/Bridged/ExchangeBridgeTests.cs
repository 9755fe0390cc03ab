using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Engine.Ports;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>A process that dies, hangs, lies or talks too much loses calls; it never makes one up or repeats one.
/// </summary>
public sealed class ExchangeBridgeTests : IDisposable
{
    private readonly FaultyBridge rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Fact]
    public async Task Answers_find_their_own_calls_in_whatever_order_they_come()
    {
        Task<BridgeAnswer> slow = rig.CallAsync("late", new JsonObject { ["ms"] = 50 });
        JsonElement quick = await rig.AskAsync("surroundings");

        quick.GetProperty("number").GetInt32().ShouldBe(rig.Bridge.ProcessNumber!.Value);
        (await slow).ShouldBeOfType<BridgeAnswer.Done>().Result.GetProperty("late").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_process_inherits_no_environment_and_no_arguments()
    {
        Environment.SetEnvironmentVariable("BALLAST_SECRET_CANARY", "canary-in-the-environment");
        JsonElement seen = await rig.AskAsync("surroundings");

        seen.GetProperty("environment").EnumerateObject().ShouldBeEmpty();
        seen.GetProperty("arguments").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Everything_in_flight_is_lost_when_the_process_dies_and_nothing_is_asked_again()
    {
        Task<BridgeAnswer> other = rig.CallAsync("silent");
        Task<BridgeAnswer> last = rig.CallAsync("die");

        (await other).ShouldBeOfType<BridgeAnswer.Lost>().Code.ShouldBe("bridge-died");
        (await last).ShouldBeOfType<BridgeAnswer.Lost>().What.ShouldContain("code 3");
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        (await rig.AskAsync("opened")).GetProperty("opened").GetInt32()
            .ShouldBe(1, "the next life knows of one session and of no call before it");
    }

    [Fact]
    public async Task The_pause_before_the_next_life_doubles_while_lives_are_short()
    {
        foreach (double seconds in new[] { 0.25, 0.5, 1, 2 })
        {
            (await rig.CallAsync("die")).ShouldBeOfType<BridgeAnswer.Lost>();
            VenueError down = (await rig.CallAsync("ping")).ShouldBeOfType<BridgeAnswer.NotSent>().Why;
            (down.Kind, down.Code).ShouldBe((VenueErrorKind.Unavailable, "bridge-down"));
            rig.Clock.Advance(TimeSpan.FromSeconds(seconds - 0.01));
            (await rig.CallAsync("ping")).ShouldBeOfType<BridgeAnswer.NotSent>();
            rig.Clock.Advance(TimeSpan.FromSeconds(0.01));
            await rig.AskAsync("ping");
        }

        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await rig.CallAsync("die");
        (await rig.CallAsync("ping")).ShouldBeOfType<BridgeAnswer.NotSent>();
        rig.Clock.Advance(TimeSpan.FromSeconds(0.25));
        await rig.AskAsync("ping");
    }

    [Fact]
    public async Task A_late_answer_is_nobodys()
    {
        (await rig.WaitInVainAsync("late", new JsonObject { ["ms"] = 300 })).ShouldBeOfType<BridgeAnswer.Lost>()
            .Code.ShouldBe("timeout");
        int process = rig.Bridge.ProcessNumber!.Value;

        (await rig.AskAsync("late", new JsonObject { ["ms"] = 400 })).GetProperty("late").GetBoolean().ShouldBeTrue();

        rig.Bridge.ProcessNumber.ShouldBe(process, "it is alive and well");
    }

    [Fact]
    public async Task A_process_that_answers_nothing_any_more_is_ended()
    {
        await rig.AskAsync("ping");

        (await rig.WaitUnheardAsync("hang")).ShouldBeOfType<BridgeAnswer.Lost>();

        await GoneAsync(rig);
        rig.Log.Lines.ShouldContain(line => line.Contains("does not answer any more", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("strange")]
    [InlineData("empty")]
    public async Task Who_breaks_the_protocol_is_not_believed_any_more(string how)
    {
        Task<BridgeAnswer> other = rig.CallAsync("silent");

        (await rig.CallAsync(how)).ShouldBeOfType<BridgeAnswer.Lost>().Code.ShouldBe("bridge-garbage");
        (await other).ShouldBeOfType<BridgeAnswer.Lost>();
        await GoneAsync(rig);
    }

    [Fact]
    public async Task The_first_of_two_answers_counts()
    {
        (await rig.AskAsync("twice")).GetProperty("time").GetInt32().ShouldBe(1);
        await rig.AskAsync("ping");
    }

    [Fact]
    public async Task A_huge_answer_is_taken_and_one_that_is_too_huge_ends_the_process()
    {
        using FaultyBridge small = new(new BridgeLimits { LongestAnswer = 1 << 20 });
        (await small.AskAsync("long", new JsonObject { ["bytes"] = 900_000 })).GetProperty("text").GetString()!
            .Length.ShouldBe(900_000);

        (await small.CallAsync("long", new JsonObject { ["bytes"] = 1_100_000 })).ShouldBeOfType<BridgeAnswer.Lost>()
            .Code.ShouldBe("bridge-garbage");
        await GoneAsync(small);
    }

    [Fact]
    public async Task A_process_that_takes_no_input_is_ended_once_a_call_has_waited_in_vain()
    {
        await rig.AskAsync("deaf");

        (await rig.WaitUnheardAsync("ping", new JsonObject { ["filling"] = new string('x', 4 << 20) }))
            .ShouldBeOfType<BridgeAnswer.Lost>();
        await GoneAsync(rig);
    }

    [Fact]
    public async Task What_it_says_aside_is_logged_without_the_secrets_that_it_was_told()
    {
        rig.Bridge.Hide(new Secret("canary-key"));
        rig.Bridge.Hide(new Secret("-----BEGIN KEY-----\ncanary-line\n-----END KEY-----"));
        await rig.AskAsync("say", new JsonObject { ["text"] = "key canary-key, line canary-line, word" });

        await rig.Log.HeardAsync("word");
        rig.Log.Lines.ShouldContain(line => line.Contains("key ***, line ***, word", StringComparison.Ordinal));
        rig.Log.Lines.ShouldAllBe(line => !line.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_it_refuses_with_names_no_secret()
    {
        rig.Bridge.Hide(new Secret("canary-key"));
        var error = new JsonObject { ["code"] = -32000, ["message"] = "GET https://x/?apiKey=canary-key failed" };

        (await rig.CallAsync("refuse", new JsonObject { ["error"] = error })).ShouldBeOfType<BridgeAnswer.Refused>()
            .Fault.Message.ShouldBe("GET https://x/?apiKey=*** failed");
    }

    [Fact]
    public async Task A_session_that_is_refused_sends_nothing_and_may_be_tried_again()
    {
        BridgeSession closed = new("two", () => new JsonObject { ["session"] = "two", ["exchange"] = "closed" });
        for (int times = 0; times < 2; times++)
        {
            VenueError why = (await rig.Bridge.CallAsync(closed, "ping", [], Cancellation))
                .ShouldBeOfType<BridgeAnswer.NotSent>().Why;
            why.Kind.ShouldBe(VenueErrorKind.NotAuthorized);
        }

        (await rig.AskAsync("opened")).GetProperty("opened").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task Without_the_program_nothing_is_sent()
    {
        using ExchangeBridge none = new(
            new BridgeProgram("/nowhere/node", []), new BridgeLimits(), new ManualClock(), new HeardLog());

        (await none.CallAsync("ping", Cancellation)).ShouldBeOfType<BridgeAnswer.NotSent>()
            .Why.Message.ShouldContain("/nowhere/node");
    }

    [Fact]
    public async Task The_process_ends_with_the_line_to_it()
    {
        await rig.AskAsync("ping");
        using Process process = Process.GetProcessById(rig.Bridge.ProcessNumber!.Value);

        rig.Bridge.Dispose();

        await process.WaitForExitAsync(Cancellation);
        (await rig.CallAsync("ping")).ShouldBeOfType<BridgeAnswer.NotSent>();
    }

    private static async Task GoneAsync(FaultyBridge rig)
    {
        while (rig.Bridge.ProcessNumber is not null)
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }
    }
}
