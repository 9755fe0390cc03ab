using System.Collections.Immutable;
using System.Globalization;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Every trade is read once, whichever end an exchange's page begins with, however small it is, and whether the ends of
/// the time that is asked for are included.
/// </summary>
public sealed class ListingStepsTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Instant End = Start + Duration.FromDays(60);

    public static TheoryData<bool, bool, bool> Kinds => new(
        from isNewestFirst in (bool[])[false, true]
        from isInSeconds in (bool[])[false, true]
        from isEndIncluded in (bool[])[false, true]
        select (isNewestFirst, isInSeconds, isEndIncluded));

    // Trades in bunches with long silences between them, as one who trades seldom and much leaves behind.
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task All_trades_are_found_in_bunches_and_after_silences(
        bool isNewestFirst, bool isInSeconds, bool isEndIncluded)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Exchange exchange = new(Bunches(new Random(seed)))
            {
                IsNewestFirst = isNewestFirst,
                IsInSeconds = isInSeconds,
                IsEndIncluded = isEndIncluded,
                Page = 50,
            };

            (await exchange.WalkAsync(50)).ShouldBe(exchange.Numbers, $"seed {seed}");
        }
    }

    // The table knows pages of 100, and the exchange has made them 30.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_that_became_smaller_than_the_table_knows_are_noticed(bool isNewestFirst)
    {
        Exchange exchange = new(Every(Duration.FromMinutes(7), 500)) { IsNewestFirst = isNewestFirst, Page = 30 };

        (await exchange.WalkAsync(100)).ShouldBe(exchange.Numbers);
    }

    [Fact]
    public async Task Where_nothing_is_found_the_steps_grow_up_to_what_the_exchange_allows()
    {
        Exchange exchange = new([]) { Page = 50 };

        (await exchange.WalkAsync(50)).ShouldBeEmpty();

        // 12 hours, 1, 2, 4, 8, 16 days, then almost 30: seven steps for sixty days.
        exchange.Asked.Count.ShouldBe(7);
        exchange.Asked.ShouldAllBe(span => span.Length <= Duration.FromDays(30));
    }

    [Fact]
    public async Task Twenty_five_fills_of_one_instant_are_whole()
    {
        Exchange exchange = new([.. Enumerable.Repeat(Start + Duration.FromDays(3), 25)]) { Page = 50 };

        (await exchange.WalkAsync(50)).Count.ShouldBe(25);
    }

    [Fact]
    public async Task More_trades_of_one_instant_than_a_page_has_are_never_taken_for_all()
    {
        Exchange exchange = new([.. Enumerable.Repeat(Start + Duration.FromDays(3), 60)])
        {
            Page = 50,
            IsNewestFirst = true,
        };

        VenueError error = await exchange.FailAsync(50);

        (error.Kind, error.Code).ShouldBe((VenueErrorKind.Rejected, "history-too-dense"));
        error.Message.ShouldContain("lists 50 lines at a time and has more than that");
    }

    // Ten orders of one plan with thirteen fills each: Kraken lists fifty at a time, and takes whole seconds.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_trades_of_one_instant_than_a_page_has_are_read_where_lines_can_be_passed_over(
        bool isNewestFirst)
    {
        Exchange exchange = new([.. Enumerable.Repeat(Start + Duration.FromDays(3), 130)])
        {
            Page = 50,
            IsNewestFirst = isNewestFirst,
            IsInSeconds = true,
            HasOffset = true,
        };

        (await exchange.WalkAsync(50)).ShouldBe(exchange.Numbers);
    }

    [Fact]
    public async Task A_read_that_fails_is_said()
    {
        Exchange exchange = new([]) { Page = 50, IsDown = true };

        (await exchange.FailAsync(50)).Code.ShouldBe("down");
    }

    private static ImmutableArray<Instant> Every(Duration apart, int count) =>
        [.. Enumerable.Range(1, count).Select(i => Start + (apart * i))];

    private static ImmutableArray<Instant> Bunches(Random random)
    {
        List<Instant> times = [];
        Instant at = Start;
        while (true)
        {
            at += Duration.FromHours(random.Next(1, 300));
            for (int i = random.Next(1, 90); i > 0; i--)
            {
                at += Duration.FromMilliseconds(random.Next(4) == 0 ? 0 : random.Next(1, 200_000));
                if (at >= End)
                {
                    return [.. times];
                }

                times.Add(at);
            }
        }
    }

    /// <summary>An exchange that lists a page of what it has between two instants.</summary>
    private sealed class Exchange(ImmutableArray<Instant> times)
    {
        private readonly ImmutableArray<VenueTrade> trades = [.. times.Select(TradeOf)];

        public bool IsNewestFirst { get; init; }

        public bool IsInSeconds { get; init; }

        public bool IsEndIncluded { get; init; }

        public bool IsDown { get; init; }

        public bool HasOffset { get; init; }

        public required int Page { get; init; }

        public List<ListingSpan> Asked { get; } = [];

        public IReadOnlyList<string> Numbers => [.. trades.Select(trade => trade.Fill.TradeId)];

        /// <summary>What a walk fails with.</summary>
        public async Task<VenueError> FailAsync(int page)
        {
            ListingSteps<VenueTrade> steps = Steps(page);
            (Instant from, Duration stride) = (Start, steps.Begin);
            while (await steps.NextAsync(from, stride, End, CancellationToken.None) is { } reading)
            {
                if (reading is Reading<ListingStep<VenueTrade>>.Failed { Error: var error })
                {
                    return error;
                }

                ListingStep<VenueTrade> step = ((Reading<ListingStep<VenueTrade>>.Known)reading).Value;
                step.Through.ShouldBeLessThan(End, "it does not fail");
                (from, stride) = (step.Through, step.Stride);
            }

            throw new InvalidOperationException("it ended without a word");
        }

        /// <summary>The numbers of all trades that a walk brings, in their order, each once.</summary>
        public async Task<IReadOnlyList<string>> WalkAsync(int page)
        {
            ListingSteps<VenueTrade> steps = Steps(page);
            (Instant from, Duration stride) = (Start, steps.Begin);
            List<VenueTrade> all = [];
            while (from < End)
            {
                ListingStep<VenueTrade> step = (await steps.NextAsync(from, stride, End, CancellationToken.None))
                    .ShouldBeOfType<Reading<ListingStep<VenueTrade>>.Known>().Value;
                step.Through.ShouldBeGreaterThanOrEqualTo(from);
                all.AddRange(step.Items);
                (from, stride) = (step.Through, step.Stride);
            }

            return
            [
                .. all.DistinctBy(trade => trade.Fill.TradeId).OrderBy(trade => trade.Fill.At)
                    .ThenBy(trade => int.Parse(trade.Fill.TradeId, CultureInfo.InvariantCulture))
                    .Select(trade => trade.Fill.TradeId),
            ];
        }

        private static VenueTrade TradeOf(Instant at, int number) => new("1", TradeSide.Buy, new VenueFill
        {
            TradeId = number.ToString(CultureInfo.InvariantCulture),
            Size = new Quantity(1m),
            Price = new Price(1m),
            Fee = Quantity.Zero,
            FeeAsset = new Asset("USDC"),
            At = at,
        });

        private static Instant Cut(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());

        private ListingSteps<VenueTrade> Steps(int page) => new(
            (span, _) => Task.FromResult(List(span)),
            new AccountListing
            {
                Page = page,
                Window = Duration.FromDays(30),
                IsInSeconds = IsInSeconds,
                HasOffset = HasOffset,
            });

        private Reading<ListedSheet<VenueTrade>> List(ListingSpan span)
        {
            Asked.Add(span);
            if (IsDown)
            {
                return new Reading<ListedSheet<VenueTrade>>.Failed(
                    new VenueError(VenueErrorKind.Unavailable, "down", "is down"));
            }

            (Instant from, Instant until) =
                IsInSeconds ? (Cut(span.From), Cut(span.Until)) : (span.From, span.Until);
            IEnumerable<VenueTrade> inside = trades.Where(trade => IsEndIncluded
                ? trade.Fill.At >= from && trade.Fill.At <= until
                : trade.Fill.At > from && trade.Fill.At < until);
            IEnumerable<VenueTrade> inOrder = IsNewestFirst ? inside.Reverse() : inside;
            ImmutableArray<VenueTrade> page = [.. inOrder.Skip(span.Offset).Take(Page)];
            return new Reading<ListedSheet<VenueTrade>>.Known(new ListedSheet<VenueTrade>(
                [.. page.Select(trade => (trade.Fill.TradeId, trade.Fill.At))], page, page.Length));
        }
    }
}
