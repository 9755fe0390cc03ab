using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using static Ballast.Core.Tests.Lots.Trades;

namespace Ballast.Core.Tests.Lots;

/// <summary>What holds for every history, every holding and every method.</summary>
public sealed class LotPropertyTests
{
    private const int Cases = 400;

    private static readonly Asset[] Assets = [Btc, Eth, Bnb];

    [Theory]
    [InlineData(LotMethod.Fifo)]
    [InlineData(LotMethod.Lifo)]
    [InlineData(LotMethod.Hifo)]
    public void Lots_and_what_they_do_not_cover_are_the_holding_to_the_last_unit(LotMethod method)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            Random random = new(seed);
            LotSheet sheet = History(random)
                .Held(method, [.. Assets.Select(asset => (asset, Units(random) * random.Next(0, 4)))]);

            foreach (LotLine line in sheet.Lines)
            {
                string which = $"seed {seed}, {line.Asset}";
                (line.Lots.Sum(lot => lot.Units.Value) + line.Uncovered.Value).ShouldBe(line.Held.Value, which);
                line.Lots.Sum(lot => lot.Units.Value).ShouldBe(line.Covered.Value, which);
                line.Uncovered.Value.ShouldBeGreaterThanOrEqualTo(0m, which);
                line.Lots.ShouldAllBe(lot => lot.Units.Value > 0m);
                line.Lots.Select(lot => lot.At).ShouldBeInOrder();
                (line.Uncovered.IsZero || line.MovedOut.IsZero).ShouldBeTrue(which);
            }
        }
    }

    // With all prices known and nothing withdrawn, what was paid is what lots cost less what sales gained: every sum of
    // currency that went out is in a lot, or came back with its gain.
    [Theory]
    [InlineData(LotMethod.Fifo)]
    [InlineData(LotMethod.Lifo)]
    [InlineData(LotMethod.Hifo)]
    public void Cost_is_neither_made_nor_lost(LotMethod method)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            Random random = new(seed);
            Trades trades = new();
            (decimal held, decimal paid) = (0m, 0m);
            for (int i = 0; i < 30; i++)
            {
                (decimal size, decimal price) = (Units(random), random.Next(1, 500));
                if (random.Next(2) == 0 || size > held)
                {
                    trades.Buy(Btc, size, price);
                    (held, paid) = (held + size, paid + (size * price));
                }
                else
                {
                    trades.Sell(Btc, size, price);
                    (held, paid) = (held - size, paid - (size * price));
                }
            }

            LotLine line = trades.Held(method, (Btc, held)).Lines.ShouldHaveSingleItem();
            (line.Cost.Value - line.Realised.Value).ShouldBe(paid, $"seed {seed}");
            line.Covered.Value.ShouldBe(held, $"seed {seed}");
        }
    }

    private static Trades History(Random random)
    {
        Trades trades = new();
        for (int i = random.Next(0, 40); i > 0; i--)
        {
            Asset asset = Assets[random.Next(Assets.Length)];
            (decimal size, decimal price) = (Units(random), random.Next(1, 100_000) / 100m);
            trades = random.Next(2) == 0 ? trades.Buy(asset, size, price) : trades.Sell(asset, size, price);
            if (random.Next(3) == 0)
            {
                trades.Charged(random.Next(-10, 50) / 100_000m, random.Next(2) == 0 ? Bnb : Usdc);
            }

            Asset other = Assets[random.Next(Assets.Length)];
            if (random.Next(4) == 0 && !other.Equals(asset))
            {
                trades.Against(other, random.Next(2) == 0 ? null : random.Next(1, 900));
            }
        }

        return trades;
    }

    private static decimal Units(Random random) => random.Next(1, 1_000_000_000) / 100_000_000m;
}
