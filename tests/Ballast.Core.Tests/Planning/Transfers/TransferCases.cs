using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Planning.Transfers;

/// <summary>Two accounts joined by a route: A trades at paper alone, B at second alone.</summary>
internal static class TransferCases
{
    /// <summary>What holding one unit of value out of place costs over the horizon: 50 bp on each of 7 days.</summary>
    public const decimal Horizon = 0.035m;

    private static readonly LotFilter Tens = new(10m, decimal.MaxValue, 10m);

    public static TransferPolicy Policy { get; } =
        new() { DriftBpsPerDay = 50m, Horizon = Duration.FromDays(7), Deadline = Duration.FromHours(6) };

    /// <summary>USDC from paper to second, a whole number of tens, for a fee.</summary>
    public static TransferRoute Route(decimal fee) => new()
    {
        From = new AccountId("paper"),
        To = new AccountId("second"),
        Asset = new Asset("USDC"),
        FixedFee = new Quantity(fee),
        FeeRate = 0m,
        Minimum = new Quantity(10m),
        Maximum = new Quantity(100_000m),
        Step = new Quantity(10m),
        Earliest = Duration.FromMinutes(2),
        Latest = Duration.FromMinutes(15),
        Path = TransferPath.Internal,
    };

    /// <summary>Units of A at paper, B at second, cash here and there; every price is one.</summary>
    public static PlanCase Of(decimal a, decimal b, (decimal Paper, decimal Second) cash) => new PlanCase()
        .With(policy => policy with
        {
            Accounts = [new AccountId("paper"), new AccountId("second")],
            Trade = new TradePolicy(),
            Transfers = Policy,
        })
        .Holds("A", 1m, 0.4m, 0.05m, (a, 0m, "paper"))
        .Holds("B", 1m, 0.4m, 0.05m, (b, 0m, "second"))
        .Holds("USDC", 1m, 0.2m, 0.05m, (cash.Paper, 0m, "paper"), (cash.Second, 0m, "second"))
        .Trades(Market("A"), new FeeRates(0.001m, 0.001m), account: "paper")
        .Trades(Market("B"), new FeeRates(0.001m, 0.001m), account: "second");

    /// <summary>The plan with a route, and a wait that has begun before.</summary>
    public static PlanOutcome Plan(PlanCase written, TransferRoute? route, Instant? waitsUntil = null) =>
        Plan(written, new TransferSight { Routes = route is null ? [] : [route], WaitsUntil = waitsUntil });

    /// <summary>The plan with what is known of transfers.</summary>
    public static PlanOutcome Plan(PlanCase written, TransferSight sight)
    {
        PlanRequest request = written.Request();
        return Planner.Plan(request with { Snapshot = request.Snapshot with { Transfers = sight } });
    }

    private static Instrument Market(string asset) => PlanCase.Market(asset, Tens, 0.0001m, 10m);
}
