using System.Globalization;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>A machine whose clock is set after it was found to be right.</summary>
public sealed class ClockJumpTests(BridgedRig rig) : IClassFixture<BridgedRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // By the clock that was set the mark would pass the trades of the next hours.
    [Fact]
    public async Task A_quiet_market_gets_no_mark_by_it()
    {
        SetClock told = new();
        BridgedVenue venue = await rig.OpenAsync("jumping", "papersecret", TimeProvider.System, told);
        Instant quietSince = BridgedRig.Now - Duration.FromHours(14);
        TradeWatermark old = new($"{quietSince.ToUnixTimeMilliseconds()} old");
        (await ReadAsync(venue, old)).ShouldNotBe(old, "the clock is right");

        told.Ahead = TimeSpan.FromHours(3);

        (await ReadAsync(venue, old)).ShouldBe(old);
        told.Ahead = TimeSpan.Zero;
        Instant mark = MarkOf(await ReadAsync(venue, old));
        mark.ShouldBeLessThan(BridgedRig.Now);
        mark.ShouldBeGreaterThan(quietSince);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(-4, true)]
    [InlineData(7, false)]
    [InlineData(-7, false)]
    public async Task Nothing_is_signed_by_one_that_was_set_by_more_than_the_margin(int seconds, bool isSigned)
    {
        SetClock told = new();
        BridgedVenue venue = await rig.OpenAsync(
            string.Create(CultureInfo.InvariantCulture, $"set-{seconds + 10}"),
            "papersecret",
            TimeProvider.System,
            told);
        IOrderGateway orders = venue.Orders.ShouldNotBeNull();
        (await orders.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m), Cancellation))
            .ShouldBeOfType<Reading<PreparedRequest>.Known>();

        told.Ahead = TimeSpan.FromSeconds(seconds);

        Reading<PreparedRequest> signing =
            await orders.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m), Cancellation);
        (signing is Reading<PreparedRequest>.Known).ShouldBe(isSigned);
    }

    private async Task<TradeWatermark> ReadAsync(BridgedVenue venue, TradeWatermark after) =>
        (await venue.Orders!.ReadTradesAsync(
            BridgedRig.Account, rig.Instrument, after, new TradesLook(), Cancellation))
            .ShouldBeOfType<Reading<TradePage>.Known>().Value.Watermark;

    private static Instant MarkOf(TradeWatermark mark) => Instant.FromUnixTimeMilliseconds(
        long.Parse(mark.Value.Split(' ')[0], CultureInfo.InvariantCulture));

    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
