using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Engine.Tests.Execution;

/// <summary>Where another process signs, the engine waits for it without holding the journal.</summary>
public sealed class SigningElsewhereTests
{
    private static readonly VenueError Silent = new(VenueErrorKind.Unavailable, "bridge-down", "it does not answer");

    private readonly EngineWorld world = new();
    private readonly List<OrderTicket> asked = [];

    public SigningElsewhereTests()
    {
        world.Open("paper");
        world.Start();
    }

    private WatchedLine Line => world.Lines[new("paper")];

    [Fact]
    public void Commits_what_was_signed_for_the_same_order_and_sends_that()
    {
        SignAfter(Duration.FromSeconds(1), Signed);
        Run();

        JournalEvent.OrderSigned[] signed = [.. world.Events<JournalEvent.OrderSigned>()];
        JournalEvent.OrderReserved[] reserved = [.. world.Events<JournalEvent.OrderReserved>()];
        signed.Length.ShouldBe(world.Find("core").Runs[0].Plan.Orders.Length);
        Line.Sent.ShouldBe(signed.Length);
        reserved.ShouldAllBe(order => asked.Contains(order.Ticket), "the expiry too is as it was signed");
        foreach ((JournalEvent.OrderSigned one, JournalEvent.OrderReserved order) in signed.Zip(reserved))
        {
            one.Request.ShouldBe(Request(order.Ticket));
        }
    }

    [Fact]
    public void Sends_nothing_that_is_signed_after_a_halt()
    {
        bool isHalted = false;
        SignAfter(Duration.FromSeconds(1), ticket =>
        {
            if (!isHalted)
            {
                isHalted = true;
                _ = world.Engine.HaltAsync(new("core"), "ann", EngineWorld.Word, CancellationToken.None);
            }

            return Signed(ticket);
        });
        Run();

        Line.Sent.ShouldBe(0);
        world.Events<JournalEvent.OrderReserved>().ShouldBeEmpty("nothing was set aside while it was being signed");
        world.Find("core").Runs[0].Dropped.ShouldAllBe(leg => leg.Why.Code == "halted");
    }

    [Fact]
    public void Leaves_out_an_order_that_nobody_signs()
    {
        SignAfter(Duration.FromSeconds(1), _ => new Reading<PreparedRequest>.Failed(Silent));
        Run();

        RunView run = world.Find("core").Runs[0];
        Line.Sent.ShouldBe(0);
        run.Dropped.Length.ShouldBe(run.Plan.Orders.Length);
        run.Dropped.ShouldAllBe(leg => leg.Why.Code == "not-signed");
        run.Dropped[0].Why.Sentence.ShouldContain("it does not answer");
    }

    [Fact]
    public void Waits_no_longer_than_for_any_read()
    {
        Line.SignsElsewhere = _ => new TaskCompletionSource<Reading<PreparedRequest>>().Task;
        Run();

        world.Find("core").Runs[0].Dropped.ShouldAllBe(leg => leg.Why.Code == "not-signed");
        Line.Sent.ShouldBe(0);
    }

    [Fact]
    public void Waits_for_the_expiry_that_was_signed_whatever_was_asked()
    {
        SignAfter(Duration.Zero, ticket => new Reading<PreparedRequest>.Known(
            Request(ticket) with { ExpiresAt = ticket.RequestExpiresAt + Duration.FromMinutes(3) }));
        Run();

        JournalEvent.OrderReserved[] reserved = [.. world.Events<JournalEvent.OrderReserved>()];
        reserved.ShouldNotBeEmpty();
        reserved.Select(order => order.Ticket.RequestExpiresAt)
            .ShouldBe(world.Events<JournalEvent.OrderSigned>().Select(order => order.Request.ExpiresAt));
    }

    [Fact]
    public void Refuses_a_signature_that_would_stay_valid_for_more_than_ten_minutes()
    {
        SignAfter(Duration.Zero, ticket => new Reading<PreparedRequest>.Known(
            Request(ticket) with { ExpiresAt = world.Now + Duration.FromMinutes(11) }));
        Run();

        world.Find("core").Runs[0].Dropped.ShouldAllBe(leg => leg.Why.Code == "not-signed");
        Line.Sent.ShouldBe(0);
    }

    // What the scripted venue reads: the request of the line's own signer, which signs at once.
    private PreparedRequest Request(OrderTicket ticket)
    {
        Func<OrderTicket, Task<Reading<PreparedRequest>>>? elsewhere = Line.SignsElsewhere;
        Line.SignsElsewhere = null;
        PreparedRequest request = Testing.Signing.Prepare(Line, ticket);
        Line.SignsElsewhere = elsewhere;
        return request;
    }

    private Reading<PreparedRequest> Signed(OrderTicket ticket) =>
        new Reading<PreparedRequest>.Known(Request(ticket));

    private void SignAfter(Duration pause, Func<OrderTicket, Reading<PreparedRequest>> sign) =>
        Line.SignsElsewhere = async ticket =>
        {
            asked.Add(ticket);
            await Task.Delay(pause.ToTimeSpan(), world.Clock);
            return sign(ticket);
        };

    private void Run()
    {
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "the run ends");
    }
}
