using System.Collections.Immutable;
using System.Globalization;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// Reads an account's orders of a market since an instant. The exchange lists the newest thousand, or those from a
/// number on, or those of a time of 24 hours at most; what it makes of a beginning without an end is not said.
/// </summary>
internal sealed class BinancePastOrders(BinanceWire wire)
{
    private const int PageSize = 1000;

    private static readonly Duration Window = Duration.FromHours(24) - Duration.FromSeconds(1);

    /// <summary>All of them, oldest first.</summary>
    public async Task<Reading<ImmutableArray<VenueOrder>>> ReadAsync(
        Instrument market, Instant since, CancellationToken cancellation)
    {
        Reading<ImmutableArray<Line>> newest = await AskAsync(market, "", cancellation);
        if (newest is not Reading<ImmutableArray<Line>>.Known { Value: var read })
        {
            return Failed(newest);
        }

        return read.Length < PageSize || read.Any(line => line.At < since)
            ? Known(read.Where(line => line.At >= since))
            : await WalkAsync(market, since, cancellation);
    }

    // Day by day to the first order, and from its number on: thousands of orders lie behind it.
    private async Task<Reading<ImmutableArray<VenueOrder>>> WalkAsync(
        Instrument market, Instant since, CancellationToken cancellation)
    {
        var end = Instant.FromUnixTimeMilliseconds(wire.NowMs);
        for (Instant from = since; from <= end; from += Window)
        {
            string day = $"&startTime={Ms(from)}&endTime={Ms(from + Window)}";
            Reading<ImmutableArray<Line>> page = await AskAsync(market, day, cancellation);
            if (page is not Reading<ImmutableArray<Line>>.Known { Value: var read })
            {
                return Failed(page);
            }

            if (!read.IsEmpty)
            {
                return await FromNumberAsync(market, read.Min(line => line.Number), cancellation);
            }
        }

        return new Reading<ImmutableArray<VenueOrder>>.Failed(BinanceErrors.ForRead(BinanceErrors.Unreadable(
            $"a thousand orders since {since} are listed without a time, and none with one")));
    }

    private async Task<Reading<ImmutableArray<VenueOrder>>> FromNumberAsync(
        Instrument market, long first, CancellationToken cancellation)
    {
        List<Line> lines = [];
        while (true)
        {
            Reading<ImmutableArray<Line>> page = await AskAsync(market, $"&orderId={first}", cancellation);
            if (page is not Reading<ImmutableArray<Line>>.Known { Value: var read })
            {
                return Failed(page);
            }

            lines.AddRange(read);
            if (read.Length < PageSize)
            {
                return Known(lines);
            }

            first = read.Max(line => line.Number) + 1;
        }
    }

    private async Task<Reading<ImmutableArray<Line>>> AskAsync(
        Instrument market, string which, CancellationToken cancellation)
    {
        string query = $"symbol={market.Symbol}&limit={PageSize}{which}";
        WireAnswer answer = await wire.SignedAsync(HttpMethod.Get, "/api/v3/allOrders", query, cancellation);
        return WireReadings.Of(
            answer,
            BinanceMessages.Default.OrderMessageArray,
            orders => (ImmutableArray<Line>)[.. orders.Whole().Select(LineOf)]);
    }

    private static Line LineOf(OrderMessage order) => new(
        BinanceRecords.Order(order),
        order.OrderId,
        Instant.FromUnixTimeMilliseconds(
            order.Time ?? throw new FormatException("an order of a list has no time")));

    private static string Ms(Instant at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static Reading<ImmutableArray<VenueOrder>>.Known Known(IEnumerable<Line> lines) =>
        new([.. lines.Select(line => line.Order)]);

    private static Reading<ImmutableArray<VenueOrder>>.Failed Failed(Reading<ImmutableArray<Line>> reading) =>
        new(((Reading<ImmutableArray<Line>>.Failed)reading).Error);

    private sealed record Line(VenueOrder Order, long Number, Instant At);
}
