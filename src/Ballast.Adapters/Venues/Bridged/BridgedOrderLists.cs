using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Reads an account's open orders, and past ones in steps that are whole: a look through months that was cut short goes
/// on where it stopped.
/// </summary>
internal sealed class BridgedOrderLists(BridgedWire wire, ExchangeRow row, TimeProvider machine)
{
    // Where the beginning of a look is in the future.
    private static readonly Duration FarBack = Duration.FromDays(1);

    // One after the other, forty markets would take longer than a read may.
    private const int AtOnce = 8;

    private readonly RestingWalks<OrderWalk> walks = new(machine);

    /// <summary>All open orders, those of some markets at least.</summary>
    public async Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        IReadOnlyCollection<Instrument> markets, CancellationToken cancellation)
    {
        ImmutableDictionary<string, VenueOrder> orders =
            ImmutableDictionary.Create<string, VenueOrder>(StringComparer.Ordinal);
        if (!row.OpenOrders.IsPerMarket)
        {
            Reading<ListedSheet<VenueOrder>> reading = await ReadOpenAsync(null, cancellation);
            if (reading is not Reading<ListedSheet<VenueOrder>>.Known { Value: var sheet })
            {
                return Failed(((Reading<ListedSheet<VenueOrder>>.Failed)reading).Error);
            }

            if (HasRoom(sheet))
            {
                return new Reading<ImmutableArray<VenueOrder>>.Known(sheet.Items);
            }

            orders = orders.SetItems(sheet.Items.Select(order => KeyValuePair.Create(order.VenueId, order)));
        }

        // What the page of all may have cut off is on the pages of its markets.
        foreach (Instrument[] some in markets.Chunk(AtOnce))
        {
            foreach (Reading<ImmutableArray<VenueOrder>> reading in await Task.WhenAll(
                some.Select(market => ReadStandingAsync(market, cancellation))))
            {
                if (reading is not Reading<ImmutableArray<VenueOrder>>.Known { Value: var standing })
                {
                    return reading;
                }

                orders = orders.SetItems(standing.Select(order => KeyValuePair.Create(order.VenueId, order)));
            }
        }

        return new Reading<ImmutableArray<VenueOrder>>.Known([.. orders.Values]);
    }

    /// <summary>All orders of a market since an instant, each once.</summary>
    public async Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        Instrument market, Instant since, CancellationToken cancellation)
    {
        // An order that ends between the two is in both; the other way round it would be in neither.
        Reading<ImmutableArray<VenueOrder>> open = await ReadStandingAsync(market, cancellation);
        if (open is not Reading<ImmutableArray<VenueOrder>>.Known { Value: var standing })
        {
            return open;
        }

        // A beginning in the future is that of a clock that was ahead: nothing would be asked for.
        Instant end = Now;
        Instant begin = since < end ? since : end - FarBack;
        return row.OrderList.HasNewestAlone
            ? await ReadNewestAsync(market, begin, standing, cancellation)
            : await WalkAsync(market, (begin, end), standing, cancellation);
    }

    private async Task<Reading<ImmutableArray<VenueOrder>>> WalkAsync(
        Instrument market,
        (Instant Begin, Instant End) time,
        ImmutableArray<VenueOrder> standing,
        CancellationToken cancellation)
    {
        ListingSteps<VenueOrder> steps = new(
            (span, stop) => ReadSheetAsync(market, span, stop), row.OrderList);
        Instant end = time.End;
        OrderWalk walk = walks.Of(market, time.Begin, end) ?? new OrderWalk(time.Begin, steps.Longest, standing);
        while (walk.From < end)
        {
            Reading<ListingStep<VenueOrder>> reading =
                await steps.NextAsync(walk.From, walk.Stride, end, cancellation);
            if (reading is not Reading<ListingStep<VenueOrder>>.Known { Value: var step })
            {
                return Failed(((Reading<ListingStep<VenueOrder>>.Failed)reading).Error);
            }

            walk = walk.After(step);
            walks.Keep(market, walk.Since, walk);
        }

        walks.Forget(market);
        return Known(market, walk.Orders.Values, standing.Concat(walk.Standing));
    }

    // One that is full says nothing of what is older than its oldest line.
    private async Task<Reading<ImmutableArray<VenueOrder>>> ReadNewestAsync(
        Instrument market, Instant since, ImmutableArray<VenueOrder> standing, CancellationToken cancellation)
    {
        JsonObject asked = row.OrderList.IsOfAllMarkets ? [] : new JsonObject { ["symbol"] = market.Symbol };
        Reading<ListedSheet<VenueOrder>> reading = await wire.ReadAsync(
            "pastOrders", asked, json => SheetOf(json, "updatedAt", market, since), cancellation);
        if (reading is not Reading<ListedSheet<VenueOrder>>.Known { Value: var sheet })
        {
            return Failed(((Reading<ListedSheet<VenueOrder>>.Failed)reading).Error);
        }

        return sheet.Listed < row.OrderList.Page || sheet.Lines.Any(line => line.At < since)
            ? Known(market, sheet.Items, standing)
            : Failed(new VenueError(
                VenueErrorKind.Rejected,
                "history-too-dense",
                $"{row.Exchange} lists the newest orders alone, and none of the {sheet.Listed} is older than {since}"));
    }

    // What has ended counts over what stood before; of two that stand the one that has more, which is the later.
    private static Reading<ImmutableArray<VenueOrder>>.Known Known(
        Instrument market, IEnumerable<VenueOrder> past, IEnumerable<VenueOrder> standing)
    {
        ILookup<bool, VenueOrder> listed = past.ToLookup(order => order.IsOpen);
        return new Reading<ImmutableArray<VenueOrder>>.Known(
        [
            .. listed[false].Concat(standing.Concat(listed[true]).OrderByDescending(order => order.Filled))
                .Where(order => order.Symbol == market.Symbol).DistinctBy(order => order.VenueId),
        ]);
    }

    private Instant Now => Instant.FromUnixTimeMilliseconds(wire.NowMs);

    private async Task<Reading<ImmutableArray<VenueOrder>>> ReadStandingAsync(
        Instrument market, CancellationToken cancellation)
    {
        Reading<ListedSheet<VenueOrder>> reading = await ReadOpenAsync(market, cancellation);
        if (reading is not Reading<ListedSheet<VenueOrder>>.Known { Value: var sheet })
        {
            return Failed(((Reading<ListedSheet<VenueOrder>>.Failed)reading).Error);
        }

        return HasRoom(sheet)
            ? new Reading<ImmutableArray<VenueOrder>>.Known(sheet.Items)
            : Failed(new VenueError(
                VenueErrorKind.Rejected,
                "too-many-open-orders",
                $"{row.Exchange} lists {row.OpenOrders.Page} open orders of {market.Symbol} at most, and there may be "
                + "more: cancel some"));
    }

    private bool HasRoom(ListedSheet<VenueOrder> sheet) => row.OpenOrders.Page is not { } page
        || (row.OpenOrders.IsPageOfEachMarket
            ? sheet.Items.GroupBy(order => order.Symbol).All(market => market.Count() < page)
            : sheet.Listed < page);

    private Task<Reading<ListedSheet<VenueOrder>>> ReadOpenAsync(Instrument? market, CancellationToken cancellation)
    {
        JsonObject asked = [];
        if (market is not null)
        {
            asked["symbol"] = market.Symbol;
        }

        // ccxt would cut all markets together to the page of one.
        if (row.OpenOrders is { Page: { } page, IsPageOfEachMarket: false })
        {
            asked["limit"] = page;
        }

        return wire.ReadAsync("openOrders", asked, json => SheetOf(json, "at", null, Now), cancellation);
    }

    private Task<Reading<ListedSheet<VenueOrder>>> ReadSheetAsync(
        Instrument market, ListingSpan span, CancellationToken cancellation) => wire.ReadAsync(
            "pastOrders",
            row.OrderList.Asked(market, span),
            json => SheetOf(json, "at", market, span.From),
            cancellation);

    private static ListedSheet<VenueOrder> SheetOf(
        JsonElement json, string time, Instrument? market, Instant untimed)
    {
        JsonElement[] lines = [.. json.GetProperty("orders").EnumerateArray()];
        return new ListedSheet<VenueOrder>(
            [
                .. lines.Select(line =>
                    (BridgedRecords.Text(line, "orderId"), BridgedRecords.TimeOr(line, time, untimed))),
            ],
            [
                .. lines.Where(line => market is null
                        || (BridgedRecords.TextOrEmpty(line, "symbol") == market.Symbol
                            && BridgedRecords.TimeOr(line, "at", untimed) >= untimed))
                    .Select(BridgedRecords.ListedOrder),
            ],
            json.GetProperty("lines").GetInt32());
    }

    private static Reading<ImmutableArray<VenueOrder>>.Failed Failed(VenueError error) => new(error);
}
