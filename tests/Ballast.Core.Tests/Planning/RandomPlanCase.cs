using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Tests.Planning;

/// <summary>Draws portfolios, prices, filters, fees, destinations and scopes; a seed names a case for ever.</summary>
public sealed class RandomPlanCase
{
    private static readonly string[] Accounts = ["paper", "second", "ro-cold"];
    private readonly Random random;
    private readonly PlanCase drawn = new();

    private RandomPlanCase(int seed) => random = new Random(seed);

    /// <summary>Everything that constrains: filters, several accounts, locks, reserves, caps, books.</summary>
    public static PlanCase Any(int seed)
    {
        RandomPlanCase draw = new(seed);
        draw.Policy(constrained: true);
        draw.Assets(constrained: true);
        return draw.drawn;
    }

    /// <summary>
    /// One account, no catalogue, nothing locked: only prices, targets, bands, fees, flows, destinations and scopes.
    /// </summary>
    public static PlanCase Free(int seed)
    {
        RandomPlanCase draw = new(seed);
        draw.Policy(constrained: false);
        draw.Assets(constrained: false);
        return draw.drawn;
    }

    private bool Chance(double part) => random.NextDouble() < part;

    private decimal Number(double low, double high)
    {
        double drawn = Math.Exp(Math.Log(low) + (random.NextDouble() * Math.Log(high / low)));
        return Math.Round((decimal)drawn, 8, MidpointRounding.ToZero);
    }

    private void Policy(bool constrained)
    {
        CostPolicy costs = new()
        {
            TakerFeeBps = random.Next(4) * 10m,
            SpreadBps = Chance(0.3) ? random.Next(50) : 0m,
            ImpactBps = Chance(0.2) ? random.Next(100) : 0m,
            DailyVolume = new Money(Number(1e4, 1e8)),
            Fixed = new Money(constrained && Chance(0.1) ? random.Next(3) : 0m),
        };
        TradePolicy trade = new()
        {
            Scope = Chance(0.35) ? PlanScope.Breaching : PlanScope.Whole,
            Flows = (FlowUse)random.Next(3),
            MinNotional = new Money(constrained && Chance(0.5) ? random.Next(20) : 0m),
        };
        if (constrained && Chance(0.3))
        {
            trade = trade with { Reserve = trade.Reserve.Add(new Asset("USDC"), new Quantity(random.Next(200))) };
        }

        drawn.With(policy => policy with { Costs = costs, Trade = trade });
        if (constrained)
        {
            ExecutionPolicy execution = new()
            {
                Style = (ExecutionStyle)random.Next(3),
                MaxSlippageBps = random.Next(1, 200),
                MaxDepthShare = Chance(0.4) ? 0.1m * random.Next(1, 11) : null,
            };
            GuardPolicy guards = new() { MaxOrderNotional = Chance(0.15) ? new Money(Number(50, 50_000)) : null };
            drawn.With(policy => policy with
            {
                Accounts = [.. Accounts.Select(name => new AccountId(name))],
                Execution = execution,
                Guards = guards,
            });
            drawn.TurnoverLeft = Chance(0.15) ? Number(10, 50_000) : null;
        }

        drawn.Destination = (Destination)random.Next(3);
    }

    private void Assets(bool constrained)
    {
        int count = random.Next(1, 8);
        decimal[] targets = Targets(count + 1);
        bool hasCatalogue = constrained && Chance(0.8);
        decimal wealth = 0m;
        for (int i = 0; i < count; i++)
        {
            string asset = $"A{i}";
            decimal price = Number(0.001, 50_000);
            decimal value = Chance(0.15) ? 0m : Math.Round(Number(1, 20_000), 2, MidpointRounding.ToZero);
            wealth += value;
            drawn.Holds(asset, price, targets[i], Band(targets[i]), Lines(value / price, constrained));
            if (constrained && Chance(0.15))
            {
                drawn.Also(asset, "W" + asset, Number(1, 500) / price, price * (0.9m + (0.01m * random.Next(12))));
            }

            if (hasCatalogue && Chance(0.95))
            {
                Market(asset, price);
            }

            Restrict(asset, constrained, value / price);
        }

        decimal cash = Math.Round(Number(1, 20_000), 2, MidpointRounding.ToZero);
        drawn.Holds("USDC", 1m, targets[count], Band(targets[count]), Lines(cash, constrained));
        drawn.NetFlow = Chance(0.4) ? Math.Min(cash, Number(1, 20_000)) : Chance(0.3) ? -Number(1, 2_000) : 0m;
    }

    private void Restrict(string asset, bool constrained, decimal units)
    {
        if (constrained && Chance(0.1))
        {
            drawn.With(policy => policy with { NoSell = policy.NoSell.Add(new Asset(asset)) });
        }

        if (constrained && Chance(0.1))
        {
            drawn.With(policy => policy with { NoBuy = policy.NoBuy.Add(new Asset(asset)) });
        }

        if (constrained && Chance(0.1))
        {
            Quantity half = new(units / 2m);
            drawn.With(policy => policy with { Locked = policy.Locked.Add(new Asset(asset), half) });
        }
    }

    private decimal[] Targets(int count)
    {
        int[] parts = [.. Enumerable.Range(0, count).Select(_ => Chance(0.2) ? 0 : random.Next(1, 100))];
        parts[0] = Math.Max(1, parts[0]);
        int total = parts.Sum();
        decimal[] targets = [.. parts.Select(part => Math.Round((decimal)part / total, 6, MidpointRounding.ToZero))];
        targets[0] += 1m - targets.Sum();
        return targets;
    }

    private decimal Band(decimal target) => random.Next(4) switch
    {
        0 => 0.05m,
        1 => Math.Max(0.2m * target, 0.01m),
        2 => 0.01m * random.Next(1, 10),
        _ => 0.25m * Math.Max(target, 0.02m),
    };

    private (decimal Free, decimal Locked, string Account)[] Lines(decimal units, bool constrained)
    {
        decimal rounded = Math.Round(units, 8, MidpointRounding.ToZero);
        if (!constrained || Chance(0.5))
        {
            return [(rounded, 0m, "paper")];
        }

        decimal first = Math.Round(rounded * (decimal)random.NextDouble(), 8, MidpointRounding.ToZero);
        decimal locked = Chance(0.2) ? Math.Round(first / 3m, 8, MidpointRounding.ToZero) : 0m;
        return [(first - locked, locked, "paper"), (rounded - first, 0m, Accounts[random.Next(1, 3)])];
    }

    private void Market(string asset, decimal price)
    {
        decimal step = Chance(0.1) ? 0m : Grid(Number(0.001, 5) / price);
        LotFilter lot = new(step, Chance(0.1) ? Math.Max(step, Grid(2_000m / price)) : decimal.MaxValue, step);
        decimal tick = Chance(0.1) ? 0m : Grid(price / random.Next(100, 100_000));
        FeeRates? fees = Chance(0.5) ? new FeeRates(0.0005m, 0.001m * random.Next(3)) : null;
        foreach (string account in Accounts.Take(Chance(0.5) ? 2 : 1))
        {
            OrderBook? book = Chance(0.4) ? Book(price) : null;
            drawn.Trades(PlanCase.Market(asset, lot, tick, random.Next(3) * 5m), fees, book, account);
            if (Chance(0.3))
            {
                drawn.Trades(PlanCase.Market("W" + asset, lot, tick, 5m), fees, null, account);
            }
        }
    }

    // The power of ten below, so that grids look like venues' grids.
    private static decimal Grid(decimal about)
    {
        decimal grid = 1_000m;
        while (grid > about && grid > 1e-8m)
        {
            grid /= 10m;
        }

        return grid;
    }

    private OrderBook Book(decimal price)
    {
        decimal half = price * 0.0001m * random.Next(1, 20);
        return new OrderBook(Side(price - half, -price * 0.0005m), Side(price + half, price * 0.0005m), default);

        ImmutableArray<BookLevel> Side(decimal best, decimal step) =>
        [
            .. Enumerable.Range(0, random.Next(1, 12)).Select(
                level => new BookLevel(new Price(best + (level * step)), new Quantity(Number(10, 5_000) / price))),
        ];
    }
}
