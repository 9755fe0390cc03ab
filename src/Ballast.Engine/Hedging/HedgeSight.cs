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
    private const decimal TenThousand = 10_000m;

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

        string name = HedgeNames.MarketOf(hedge.Asset, hedge.Policy);
        Reading<ImmutableArray<PerpetualPosition>> positions =
            await PositionsAsync(line, (name, HedgeNames.PurposeOf(hedge.Asset)), cancellation);
        Reading<HedgeMarket> market = await line.AskAsync(stop => gateway.ReadMarketAsync(name, stop), cancellation);
        return (positions, market) switch
        {
            (Reading<ImmutableArray<PerpetualPosition>>.Failed { Error: var silent }, _) =>
                Unread(line.Account, silent),
            (_, Reading<HedgeMarket>.Failed { Error: var closed }) => new HedgeSighting.Missing(new Reason(
                "hedge-market-unreadable",
                $"{name} of {line.Account} could not be read: {closed.Code} {closed.Message}")),
            (Reading<ImmutableArray<PerpetualPosition>>.Known { Value: var open },
                Reading<HedgeMarket>.Known { Value: var known }) => Judged(
                    CaseOf(seen, hedge, known) with { Positions = open }, (seen, hedge, known), line),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The perpetuals of an account in a hedge's market; where its venue knows no purposes, what is open there
    /// is the purpose's own, which <see cref="HedgeTrace"/> has to bear out.</summary>
    public static async Task<Reading<ImmutableArray<PerpetualPosition>>> PositionsAsync(
        VenueLine line, (string Market, string Purpose) hedge, CancellationToken cancellation)
    {
        Reading<ImmutableArray<PerpetualPosition>> reading = await line.AskAsync(
            stop => line.Ports.Positions!.ReadPositionsAsync(line.Account, hedge.Market, stop), cancellation);
        return reading is Reading<ImmutableArray<PerpetualPosition>>.Known { Value: var open }
            && line.Ports.Hedges!.Records is not null
            ? new Reading<ImmutableArray<PerpetualPosition>>.Known([.. open.Select(position =>
                position with { Purpose = hedge.Purpose, Id = position.Id ?? position.Symbol })])
            : reading;
    }

    private HedgeSighting Judged(
        HedgeCase seen,
        (LookOutcome.Seen Look, (Asset Asset, HedgePolicy Policy) Hedge, HedgeMarket Market) by,
        VenueLine line)
    {
        Reason? objection = Objection(by.Look, by.Hedge, by.Market);
        if (objection is null && line.Ports.Hedges!.Records is not null)
        {
            Quantity size = HedgeNames.SizeOf(HedgeNames.Own(seen.Positions, seen.Market, seen.Purpose));
            objection = HedgeTrace.Shared(desk.Engine, desk.Portfolio, by.Hedge)
                ?? HedgeTrace.Objection(desk.Book, line.Account, seen.Market, size);
        }

        return objection is null
            ? new HedgeSighting.Seen(seen, by.Market)
            : new HedgeSighting.Missing(objection);
    }

    private static HedgeSighting.Missing Unread(AccountId account, VenueError error) => new(new Reason(
        "positions-unreadable", $"the perpetuals of {account} could not be read: {error.Code} {error.Message}"));

    private static Reason? Objection(
        LookOutcome.Seen seen, (Asset Asset, HedgePolicy Policy) hedge, HedgeMarket market)
    {
        if (seen.Policy.Policy.Quote != market.Cash)
        {
            return new Reason(
                "hedge-currency",
                $"perpetuals of {hedge.Policy.Account} are settled in {market.Cash}, and the portfolio is valued in "
                + $"{seen.Policy.Policy.Quote}");
        }

        return hedge.Policy.Overweight is null ? null : seen.Policy.NoTarget;
    }

    // Nothing of an account's settings is ever changed: its owner does that.
    private static Reason? OtherLeverage(HedgePolicy hedge, HedgeMarket market) =>
        market.Leverage is { } set && set != hedge.Leverage
            ? new Reason(
                "hedge-leverage",
                $"the leverage that is set at {hedge.Account} is {CanonicalDecimal.Format(set)}, and the policy says "
                + $"{CanonicalDecimal.Format(hedge.Leverage)}: make them one; until then the hedge is not made larger")
            : null;

    // Positions are put in by the caller.
    private HedgeCase CaseOf(
        LookOutcome.Seen seen, (Asset Asset, HedgePolicy Policy) hedge, HedgeMarket market)
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
            Mark = market.Mark,
            OwnPrice = snapshot.Positions.FirstOrDefault(held => held.Asset == traded)?.Price,
            MinNotional = Money.Max(policy.Trade.MinNotional, market.MinNotional),
            MaxNotional = policy.Guards.MaxOrderNotional,
            FeeRate = market.FeeRate ?? policy.Costs.TakerFeeBps / TenThousand,
            NoGrowth = OtherLeverage(hedge.Policy, market),
        };
    }
}

/// <summary>What was seen of a hedge. Closed: <see cref="Seen"/>, <see cref="Missing"/>.</summary>
internal abstract record HedgeSighting
{
    /// <summary>Everything that it is decided on.</summary>
    /// <param name="Case">The case.</param>
    /// <param name="Market">Its market at that moment.</param>
    public sealed record Seen(HedgeCase Case, HedgeMarket Market) : HedgeSighting;

    /// <summary>Why it cannot be decided.</summary>
    public sealed record Missing(Reason Why) : HedgeSighting;
}
