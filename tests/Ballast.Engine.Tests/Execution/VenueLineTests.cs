using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.Execution;

/// <summary>How long a read may take at a venue that lets a client ask seldom.</summary>
public sealed class VenueLineTests
{
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(null, 9, true)]
    [InlineData(null, 11, false)]
    [InlineData(30, 11, true)]
    [InlineData(30, 29, true)]
    [InlineData(30, 31, false)]
    [InlineData(3, 9, true)]
    public async Task A_read_may_take_what_the_venue_needs_and_never_less_than_elsewhere(
        int? needs, int takes, bool isAnswered)
    {
        using VenueLine line = Line(needs);
        TaskCompletionSource<Reading<int>> answer = new();

        Task<Reading<int>> asked = line.AskAsync(_ => answer.Task, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(takes));
        answer.SetResult(new Reading<int>.Known(1));

        (await asked is Reading<int>.Known).ShouldBe(isAnswered);
    }

    // Half a minute for each of ten looks that wait for one another.
    [Theory]
    [InlineData(null, 55)]
    [InlineData(30, 355)]
    public void An_end_is_waited_for_longer_where_looks_at_other_orders_go_before(int? needs, int seconds)
    {
        using VenueLine line = Line(needs);

        line.PatienceOf(Duration.FromSeconds(55)).ShouldBe(Duration.FromSeconds(seconds));
    }

    private VenueLine Line(int? needs)
    {
        ScriptedPorts ports = new(new ScriptedVenue(clock, 5), new SimulatedLife(int.MaxValue), clock);
        VenueCapabilities capabilities = ports.Capabilities with
        {
            ReadLimit = needs is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        WatchedLine venue = new(ports.Variant(capabilities, ports.Form));
        return new VenueLine(new AccountId("slow"), new EngineSettings { Installation = 7 }, clock)
        {
            Ports = new AccountPorts { Balances = venue, Orders = venue, Catalog = venue },
            Patience = new Patience(clock),
        };
    }
}
