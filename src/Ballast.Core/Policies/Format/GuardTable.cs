using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>guards</c>.</summary>
internal static class GuardTable
{
    private static readonly Bounds Jumps = new(
        0m, 10m, "a fraction of the last price (25 % is 0.25)")
    { IsOpenBelow = true };
    private static readonly Bounds Turnovers = new(
        0m, 100m, "a fraction of the portfolio (50 % is 0.5)")
    { IsOpenBelow = true };
    private static readonly Bounds Losses = new(
        0m, 1m, "a fraction of the portfolio")
    { IsOpenBelow = true, IsOpenAbove = true };

    /// <summary>The block.</summary>
    public static Block<GuardPolicy> Guards { get; } = new(
        new GuardPolicy(),
        new Binding<GuardPolicy, Duration>(
            new DurationKind(Duration.FromSeconds(1), Duration.FromDays(7)), (guards, age) =>
                guards with { MaxPriceAge = age })
            .Always(
                "maxPriceAge",
                "The oldest price that a plan may rest on; not applied in backtests.",
                guards => guards.MaxPriceAge),
        new Binding<GuardPolicy, decimal>(
            PolicyKinds.Numbers(Jumps), (guards, jump) => guards with { MaxPriceJump = jump })
            .Always(
                "maxPriceJump",
                "The largest jump from the last accepted price without a second source, from one check to the next and "
                + "for an hour to a day; wider after longer; not applied in backtests.",
                guards => guards.MaxPriceJump),
        new Binding<GuardPolicy, Money>(
            PolicyKinds.SomeMoney, (guards, money) => guards with { MaxOrderNotional = money })
            .Sometimes(
                "maxOrderNotional", "The largest single order, in the quote currency.", guards =>
                    guards.MaxOrderNotional is { } max ? [max] : []),
        new Binding<GuardPolicy, decimal>(
            PolicyKinds.Numbers(Turnovers), (guards, turnover) => guards with { MaxDailyTurnover = turnover })
            .Sometimes(
                "maxDailyTurnover",
                "The largest turnover per UTC day (half of what is traded, over the portfolio's value).",
                guards => guards.MaxDailyTurnover is { } max ? [max] : []),
        new Binding<GuardPolicy, Duration>(
            new DurationKind(Duration.Zero, Duration.FromDays(366)), (guards, time) =>
                guards with { MinInterval = time })
            .Always(
                "minInterval",
                "The least time between runs; holds all back but emergency and manual.",
                guards => guards.MinInterval),
        new Binding<GuardPolicy, decimal>(
            PolicyKinds.Numbers(Losses), (guards, loss) => guards with { SessionLoss = loss })
            .Sometimes(
                "sessionLoss",
                "The loss since the session began that latches the breaker; deposits and withdrawals do not count.",
                guards => guards.SessionLoss is { } loss ? [loss] : []),
        new Binding<GuardPolicy, Duration>(
            new DurationKind(Duration.FromMinutes(1), Duration.FromDays(366)), (guards, time) =>
                guards with { Session = time })
            .Always("session", "The length of a session, anchored to UTC.", guards => guards.Session));
}
