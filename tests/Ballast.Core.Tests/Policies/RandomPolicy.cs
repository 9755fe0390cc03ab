using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Policies;

/// <summary>Policies drawn at random over the whole table of fields, from a seed.</summary>
internal sealed class RandomPolicy(Random random)
{
    private static readonly string[] Names = ["BTC", "ETH", "SOL", "1INCH", "BRK.B", "eur:usd", "a/b", "lp-x_y"];

    public Policy Next()
    {
        Asset[] assets = [.. Names.OrderBy(_ => random.Next()).Take(random.Next(1,
            Names.Length)).Select(name => new Asset(name))];
        Asset quote = new("USDC");
        return new Policy
        {
            Portfolio = new PortfolioId("p" + random.Next(100)),
            Quote = quote,
            Accounts = [new AccountId("a"), new AccountId("b-" + random.Next(10))],
            Mode = Pick<TradingMode>(),
            Target = Weights([.. assets, quote]),
            Equivalents = ImmutableSortedDictionary<Asset, ImmutableArray<Asset>>.Empty.Add(
                quote, [new("USDT"), new("USD")]),
            Untracked = Pick<UntrackedHoldings>(),
            Locked = ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(assets[0], new Quantity(Number(1000))),
            NoSell = [assets[0]],
            Trigger = Trigger(assets, quote),
            Trade = new TradePolicy
            {
                Scope = Pick<PlanScope>(),
                Flows = Pick<FlowUse>(),
                MinNotional = new Money(Number(100))
            },
            Across = new AcrossPolicy
            {
                WhenDown = Pick<DownAccount>(),
                TradedAt = random.Next(2) == 0
                    ? ImmutableSortedDictionary<Asset, ImmutableArray<AccountId>>.Empty
                    : ImmutableSortedDictionary<Asset, ImmutableArray<AccountId>>.Empty.Add(
                        assets[0], [new AccountId("a")]),
            },
            Transfers = random.Next(2) == 0 ? null : new TransferPolicy
            {
                FeeCeiling = random.Next(2) == 0 ? null : new Money(Number(10) + 1m),
                Deadline = Time(86_400),
                DriftBpsPerDay = Number(100),
                Horizon = Time(86_400),
            },
            Hedges = random.Next(2) == 0
                ? ImmutableSortedDictionary<Asset, HedgePolicy>.Empty
                : ImmutableSortedDictionary<Asset, HedgePolicy>.Empty.Add(assets[0], Hedge()),
            Execution = new ExecutionPolicy
            {
                Style = Pick<ExecutionStyle>(),
                LimitTimeout = Time(60),
                MaxDepthShare = Maybe(Fraction())
            },
            Costs = Costs(assets),
            Guards = new GuardPolicy
            {
                MaxPriceAge = Time(600),
                MaxOrderNotional = random.Next(2) == 0 ? null : new Money(Number(1000) + 100m),
                MaxDailyTurnover = Maybe(Number(50) + 1m),
                MinInterval = Time(86_400),
                SessionLoss = Maybe(Fraction() / 2m),
            },
        };
    }

    private HedgePolicy Hedge() => new()
    {
        Account = new AccountId("a"),
        Market = random.Next(2) == 0 ? null : "BTC-PERP",
        Ratio = Fraction(),
        Overweight = random.Next(2) == 0 ? null : new Weight(Fraction() / 2m),
        Band = Fraction() / 2m,
        Leverage = random.Next(1, 4),
        MaxMargin = new Money(Number(100) + 1m),
        MinDistance = 0.1m,
    };

    private TriggerPolicy Trigger(Asset[] assets, Asset quote) => new()
    {
        CheckEvery = random.Next(3) == 0 ? null : Time(86_400),
        Cooldown = Time(86_400),
        Band = random.Next(4) == 0 ? null : new BandPolicy
        {
            Relative = Maybe(Fraction()),
            Absolute = new Weight(Fraction() / 4m),
            PerAsset = ImmutableSortedDictionary<Asset, Weight>.Empty.Add(assets[^1], new Weight(Fraction() / 4m)),
            Destination = Pick<Destination>(),
        },
        Emergency = random.Next(2) == 0 ? null : new Weight(0.6m),
        Schedule = random.Next(2) == 0 ? null : new SchedulePolicy(
            "*/5 0 1,15 * 1-5", "America/New_York", Pick<Destination>()),
        VolatilityBand = random.Next(2) == 0 ? null : new VolatilityBandPolicy
        {
            Respond = Pick<VolatilityResponse>(),
            Base = new Weight(0.05m),
            Min = new Weight(0.05m),
            Max = new Weight(0.5m),
            Window = random.Next(2, 99),
        },
        AtrSchedule = random.Next(2) == 0 ? null : new AtrSchedulePolicy
        {
            Asset = assets[0],
            AtrDays = 7,
            RangeDays = random.Next(8, 100),
            Percentile = Number(99),
            Calm = Time(600)
                + Duration.FromMinutes(1),
            Wild = Duration.FromDays(1),
        },
        CashFlow = random.Next(2) == 0 ? null : new CashFlowPolicy(new Money(Number(50) + 1m)),
        InflowShock = random.Next(2) == 0 ? null : new Weight(Fraction()),
        VolatilitySpike = random.Next(2) == 0 ? null : new VolatilitySpikePolicy
        {
            Multiple = 1m
                + Fraction(),
            Window = 20,
            History = 90,
            Target = Weights([assets[0], quote]),
            CalmFor = Time(86_400),
        },
        Drawdown = random.Next(2) == 0 ? null : new DrawdownPolicy
        {
            Fraction = 0.5m,
            Lookback = Duration.FromDays(random.Next(1, 99)),
            ReduceTo = Fraction() / 2m,
            RestoreAt = Fraction() / 4m,
        },
    };

    private CostPolicy Costs(Asset[] assets)
    {
        CostPolicy costs = new()
        {
            TakerFeeBps = Number(99),
            MakerFeeBps = Number(99) - 50m,
            ImpactBps = Number(99),
            DailyVolume = new Money(1m)
        };
        return costs with
        {
            PerAsset = ImmutableSortedDictionary<Asset, CostPolicy>.Empty.Add(
                assets[0], costs with { Fixed = new Money(Number(9)) }),
        };
    }

    private ImmutableSortedDictionary<Asset, Weight> Weights(Asset[] assets)
    {
        decimal left = 1m;
        var weights = ImmutableSortedDictionary.CreateBuilder<Asset, Weight>();
        foreach (Asset asset in assets[..^1])
        {
            decimal weight = Math.Min(left, Number(1));
            weights[asset] = new Weight(weight);
            left -= weight;
        }

        weights[assets[^1]] = new Weight(left);
        return weights.ToImmutable();
    }

    private T Pick<T>()
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];

    private decimal? Maybe(decimal value) => random.Next(2) == 0 ? null : value;

    /// <summary>Up to 24 decimals, above zero and below one.</summary>
    private decimal Fraction() => new(random.Next(1, int.MaxValue), random.Next(), random.Next(50_000), false, 24);

    private decimal Number(int below) => random.Next(below) + (random.Next(2) == 0 ? 0m : Fraction());

    private Duration Time(int mostSeconds) => Duration.FromSeconds(random.Next(1, mostSeconds + 1));
}
