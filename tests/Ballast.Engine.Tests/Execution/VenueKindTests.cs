using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Execution;

/// <summary>
/// Venues differ in what they know of client ids and of a request's expiry. On each, an order whose answer is lost has
/// its effect at most once, and its end is proven or a person is asked.
/// </summary>
public sealed class VenueKindTests
{
    /// <summary>
    /// The alphabets and rules of Binance, Hyperliquid, Coinbase and Kraken, each with and without a request's expiry.
    /// </summary>
    public static TheoryData<ClientIdForm, ClientIdUniqueness, Fence> Kinds => new KindsAndFences(
        [
            (ClientIdForm.Hex32, ClientIdUniqueness.AmongOpenOrders),
            (ClientIdForm.PrefixedHex32, ClientIdUniqueness.AmongOpenOrders),
            (ClientIdForm.Uuid, ClientIdUniqueness.ForEver),
            (ClientIdForm.ShortText, ClientIdUniqueness.AmongOpenOrders),
        ]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rebalances_on_every_kind_of_venue(ClientIdForm form, ClientIdUniqueness rule, Fence fence)
    {
        EngineWorld world = At(form, rule, fence, out ScriptedVenue venue);
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        RunView run = Ended(world);
        run.Status.ShouldBe(RunStatus.Completed);
        venue.Orders.Count.ShouldBe(run.Orders.Length);
        venue.Orders.ShouldAllBe(order => ClientIdText.Recognize(order.ClientId, form) != null);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Finds_an_order_whose_answer_was_lost(ClientIdForm form, ClientIdUniqueness rule, Fence fence)
    {
        EngineWorld world = At(form, rule, fence, out ScriptedVenue venue);
        venue.Faults = new VenueFaults { AnswerLost = 1000 };
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        RunView run = Ended(world);

        run.Status.ShouldBe(RunStatus.Completed);
        world.Events<JournalEvent.OrderUnknown>().Count.ShouldBe(run.Orders.Length, "every answer was lost");
        world.Events<JournalEvent.OrderFound>().Count.ShouldBe(run.Orders.Length, "every order was found");
        venue.Orders.Count.ShouldBe(run.Orders.Length, "none was sent twice");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Proves_that_an_order_whose_request_was_lost_had_no_effect(
        ClientIdForm form, ClientIdUniqueness rule, Fence fence)
    {
        EngineWorld world = At(form, rule, fence, out ScriptedVenue venue);
        venue.Faults = new VenueFaults { RequestLost = 1000 };
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        RunView run = Ended(world);

        venue.Orders.ShouldBeEmpty();
        run.Orders.ShouldNotBeEmpty();
        run.Orders.ShouldAllBe(order => order.State == "not-placed");
        AbsenceGround ground = fence == Fence.RequestExpires
            ? AbsenceGround.RequestExpired
            : AbsenceGround.BalancesSettled;
        world.Events<JournalEvent.OrderNotPlaced>().ShouldAllBe(absent => absent.Proof.Ground == ground);
    }

    [Fact]
    public void Keeps_one_movement_in_flight_where_requests_do_not_expire()
    {
        EngineWorld world = At(
            ClientIdForm.Hex32, ClientIdUniqueness.AmongOpenOrders, Fence.None, out ScriptedVenue venue);
        venue.Faults = new VenueFaults { AnswerLost = 1000 };
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        RunView run = Ended(world);

        OrderView[] orders = [.. run.Orders.OrderBy(order => order.ReservedAt)];
        orders.Length.ShouldBeGreaterThan(1);
        for (int i = 1; i < orders.Length; i++)
        {
            orders[i].ReservedAt.ShouldBeGreaterThanOrEqualTo(orders[i - 1].ChangedAt, "one after the other");
        }
    }

    private static RunView Ended(EngineWorld world)
    {
        world.Until(
            () => world.Find("core").Runs is [.., { EndedAt: not null, Why.Code: not "unsettled" }],
            "the run ends and its orders are settled");
        return world.Find("core").Runs[^1];
    }

    private static EngineWorld At(
        ClientIdForm form, ClientIdUniqueness rule, Fence fence, out ScriptedVenue venue)
    {
        EngineWorld world = new();
        venue = world.Open("paper", ports => ports.Variant(
            ports.Capabilities with
            {
                ClientIds = rule,
                RequestExpiry = fence == Fence.RequestExpires ? ports.Capabilities.RequestExpiry : null,
            },
            form));
        world.Start();
        return world;
    }

    /// <summary>Whether the venue enforces a request's own expiry.</summary>
    public enum Fence
    {
        /// <summary>It does not.</summary>
        None = 0,

        /// <summary>It does.</summary>
        RequestExpires = 1,
    }

    private sealed class KindsAndFences : TheoryData<ClientIdForm, ClientIdUniqueness, Fence>
    {
        public KindsAndFences(IEnumerable<(ClientIdForm Form, ClientIdUniqueness Rule)> kinds)
        {
            foreach ((ClientIdForm form, ClientIdUniqueness rule) in kinds)
            {
                Add(form, rule, Fence.RequestExpires);
                Add(form, rule, Fence.None);
            }
        }
    }
}
