using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Planning;
using Ballast.Engine.Execution;
using Ballast.Engine.Loops;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Hedging;

/// <summary>Brings together what a hedge is decided on, or says what is missing.</summary>
internal sealed class HedgeSight(PortfolioDesk desk)
{
    /// <summary>Looks.</summary>
    public async Task<HedgeSighting> LookAsync(
        LookOutcome look, (Asset Asset, HedgePolicy Policy) hedge, CancellationToken cancellation)
    {
        if (look is not LookOutcome.Seen seen)
        {
            return new HedgeSighting.Missing(((LookOutcome.Refused)look).Why[0]);
        }

        VenueLine line = desk.Lines[hedge.Policy.Account];
        if (line.Ports is not { Hedges: { } gateway, Positions: not null })
        {
            return new HedgeSighting.Missing(new Reason(
                "hedge-no-perpetuals", $"{line.Account} trades no perpetuals that a hedge could be made of"));
        }

        if (Objection(seen, hedge, gateway) is { } objection)
        {
            return new HedgeSighting.Missing(objection);
        }

        Reading<ImmutableArray<PerpetualPosition>> positions = await PositionsAsync(line, cancellation);
        Reading<Price> mark = await line.AskAsync(
            stop => gateway.ReadMarkAsync(HedgeNames.MarketOf(hedge.Asset, hedge.Policy), stop), cancellation);
        if (positions is Reading<ImmutableArray<PerpetualPosition>>.Failed silent)
        {
            return Unread(line.Account, silent.Error);
        }

        if (mark is Reading<Price>.Failed priceless)
        {
            return Unread(line.Account, priceless.Error);
        }

        return new HedgeSighting.Seen(CaseOf(seen, hedge, gateway) with
        {
            Positions = ((Reading<ImmutableArray<PerpetualPosition>>.Known)positions).Value,
            Mark = ((Reading<Price>.Known)mark).Value,
        });
    }

    /// <summary>The perpetuals of an account.</summary>
    public static Task<Reading<ImmutableArray<PerpetualPosition>>> PositionsAsync(
        VenueLine line, CancellationToken cancellation) =>
        line.AskAsync(stop => line.Ports.Positions!.ReadPositionsAsync(line.Account, stop), cancellation);

    private static HedgeSighting.Missing Unread(AccountId account, VenueError error) => new(new Reason(
        "positions-unreadable", $"the perpetuals of {account} could not be read: {error.Code} {error.Message}"));

    private static Reason? Objection(
        LookOutcome.Seen seen, (Asset Asset, HedgePolicy Policy) hedge, IHedgeGateway gateway)
    {
        if (seen.Policy.Policy.Quote != gateway.Cash)
        {
            return new Reason(
                "hedge-currency",
                $"perpetuals of {hedge.Policy.Account} are settled in {gateway.Cash}, and the portfolio is valued in "
                + $"{seen.Policy.Policy.Quote}");
        }

        return hedge.Policy.Overweight is null ? null : seen.Policy.NoTarget;
    }

    // Positions and mark are put in once they are read.
    private HedgeCase CaseOf(
        LookOutcome.Seen seen, (Asset Asset, HedgePolicy Policy) hedge, IHedgeGateway gateway)
    {
        Policy policy = seen.Policy.Policy;
        Snapshot snapshot = seen.Snapshot;
        Asset traded = HedgeNames.AssetOf(HedgeNames.MarketOf(hedge.Asset, hedge.Policy));
        TargetLine? line = seen.Policy.SheetFor(snapshot, desk.Book.Memory).Lines
            .FirstOrDefault(line => line.Asset == hedge.Asset);
        return new HedgeCase
        {
            Asset = hedge.Asset,
            Hedge = hedge.Policy,
            Value = snapshot.Positions.FirstOrDefault(held => held.Asset == hedge.Asset)?.Value ?? Money.Zero,
            Target = snapshot.Value * (line?.Target.Value ?? 0m),
            PortfolioValue = snapshot.Value,
            Positions = [],
            Mark = Price.One,
            OwnPrice = snapshot.Positions.FirstOrDefault(held => held.Asset == traded)?.Price,
            MinNotional = Money.Max(policy.Trade.MinNotional, gateway.MinNotional),
            MaxNotional = policy.Guards.MaxOrderNotional,
            FeeRate = gateway.FeeRate,
        };
    }
}

/// <summary>What was seen of a hedge. Closed: <see cref="Seen"/>, <see cref="Missing"/>.</summary>
internal abstract record HedgeSighting
{
    /// <summary>Everything that it is decided on.</summary>
    public sealed record Seen(HedgeCase Case) : HedgeSighting;

    /// <summary>Why it cannot be decided.</summary>
    public sealed record Missing(Reason Why) : HedgeSighting;
}
