using Ballast.PaperExchange.Seeds;

namespace Ballast.PaperExchange.Tests.Faces.PurpleFlea;

/// <summary>Whatever agents ask for, in whatever order: no money appears or vanishes, and nothing is a 500.</summary>
public sealed class FleaConservationTests
{
    private static readonly string[] Services = ["casino", "trading", "wallet", "domains", "escrow", "reserve"];
    private static readonly string[] Coins = ["BTC", "ETH", "SOL"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Random_requests_keep_every_holding_equal_to_its_log(int seed)
    {
        using FleaRig rig = new();
        SeededRandom random = new((ulong)seed);
        int accepted = 0;
        for (int i = 0; i < 300; i++)
        {
            FleaReply reply = Ask(rig, random);
            reply.Status.ShouldBeOneOf(200, 404, 409, 422);
            accepted += reply.Status == 200 ? 1 : 0;
            if (i % 10 == 0)
            {
                rig.Clock.Advance(TimeSpan.FromHours(5));
                rig.Move("BTCUSDC", Math.Round(50_000m * (decimal)(0.7 + (0.6 * random.NextFraction())), 2));
                rig.Move("ETHUSDC", Math.Round(2_500m * (decimal)(0.7 + (0.6 * random.NextFraction())), 2));
            }

            rig.ShouldBalance();
        }

        accepted.ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Movements_alone_keep_the_sum_of_all_balances(int seed)
    {
        using FleaRig rig = new();
        SeededRandom random = new((ulong)seed);
        for (int i = 0; i < 300; i++)
        {
            Movement(rig, random);
            rig.Get("/agents/demo/portfolio").Body.EnumerateObject().Sum(balance => balance.Value.GetDecimal())
                .ShouldBe(1000m);
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public void Broken_bodies_are_refused_and_change_nothing(int seed)
    {
        const string whole =
            """{"service":"casino","direction":"increase","amount_usdc":12.5,"reason":"\ud83d\ude00 drift"}""";
        using FleaRig rig = new();
        SeededRandom random = new((ulong)seed);
        for (int i = 0; i < 400; i++)
        {
            char[] text = whole.ToCharArray();
            for (int change = 0; change < 3; change++)
            {
                text[random.NextBits() % (ulong)text.Length] = (char)(random.NextBits() % 0x100);
            }

            rig.Post("/agents/demo/rebalance", new string(text)).Status.ShouldBeOneOf(200, 409, 422);
        }

        rig.ShouldBalance();
    }

    private static FleaReply Ask(FleaRig rig, SeededRandom random) => (random.NextBits() % 6) switch
    {
        0 or 1 => Movement(rig, random),
        2 => rig.Order($"{Pick(random, Coins)}-PERP", Pick(random, ["long", "short"]), Amount(random),
            1m + (random.NextBits() % 20)),
        3 => rig.Post("/trading/order", FormattableString.Invariant(
            $$"""
            {"agent_id":"demo","market":"BTC-PERP","side":"{{Pick(random, ["buy", "sell"])}}",
             "notional_usdc":{{Amount(random)}},"leverage":3,"order_type":"limit",
             "limit_price":{{40_000 + (random.NextBits() % 20_000)}}}
            """)),
        4 => rig.Post($"/wallet/{Pick(random, ["buy", "sell"])}", FormattableString.Invariant(
            $$"""{"agent_id":"demo","asset":"{{Pick(random, Coins)}}","quote_amount":{{Amount(random) / 4m}}}""")),
        _ => Close(rig),
    };

    private static FleaReply Close(FleaRig rig) => rig.Account.Positions.IsEmpty
        ? rig.Delete("/trading/positions/pos-0")
        : rig.Delete($"/trading/positions/{rig.Account.Positions[0].Id}");

    private static FleaReply Movement(FleaRig rig, SeededRandom random) =>
        rig.Post("/agents/demo/rebalance", FormattableString.Invariant(
            $$"""
            {"service":"{{Pick(random, Services)}}","direction":"{{Pick(random, ["increase", "decrease"])}}",
             "amount_usdc":{{Amount(random)}},"reason":"at random"}
            """));

    private static decimal Amount(SeededRandom random) => (decimal)(0.00001 + (150 * random.NextFraction()));

    private static T Pick<T>(SeededRandom random, T[] from) => from[random.NextBits() % (ulong)from.Length];
}
