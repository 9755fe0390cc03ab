using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning.Across;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>Writes the plan down: orders in order, lines, and the reason for everything.</summary>
internal sealed class PlanAssembly
{
    private readonly PlanRequest request;
    private readonly PlanDraft draft;
    private readonly PlanUniverse universe;
    private readonly UniverseBuilder read;
    private readonly TransferAdvice advice;
    private ImmutableArray<HandMove> moves = [];

    /// <summary>For finished work.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="read">The portfolio as it is, without a transfer that has not arrived.</param>
    /// <param name="advice">The work, and what became of transfers.</param>
    public PlanAssembly(PlanRequest request, UniverseBuilder read, TransferAdvice advice)
    {
        this.request = request;
        this.read = read;
        this.advice = advice;
        draft = advice.Draft;
        universe = draft.Built.Universe;
    }

    /// <summary>The plan.</summary>
    public Plan Plan(ImmutableArray<NonOrder> nonOrders) => new()
    {
        Portfolio = request.Policy.Portfolio,
        PolicyHash = request.PolicyHash,
        At = request.Snapshot.At,
        ExpiresAt = request.ExpiresAt,
        Why = request.Why,
        Destination = request.Destination,
        ValueBefore = new Money(universe.Wealth),
        ValueAfter = new Money(draft.WealthAfter),
        Cost = new Money(universe.Wealth - draft.WealthAfter),
        WriteLines = Lines,
        Orders = Orders(),
        NonOrders = nonOrders,
        Moves = moves,
        Venues = new VenueChoices(request, read).Of(draft.Router.Split),
        Transfers = advice.Transfers,
        Cautions = draft.Router.Split is { IsProven: false } ? [NotProven] : [],
    };

    private static Reason NotProven { get; } = new(
        "split-not-proven",
        "There are more ways to share these trades between the accounts than were looked through: this is the cheapest "
        + "that was found, and a cheaper one may exist.");

    /// <summary>What one would expect an order for, by asset.</summary>
    public ImmutableArray<NonOrder> NonOrders()
    {
        NonOrderFinder finder = new(request, draft);
        ImmutableArray<NonOrder>.Builder found = ImmutableArray.CreateBuilder<NonOrder>();
        for (int i = 0; i < universe.Count; i++)
        {
            if (Missing(finder, i) is { } missing)
            {
                found.Add(missing);
            }
        }

        moves = [.. new HandMoves(request, draft).Of(found).Where(move => !IsByTransfer(move)).Select(Held)];
        return [.. found.Select(missing => Told(Held(HandMoves.Told(missing, moves))))];
    }

    // What is bought later is said to be bought later, and the cash on its way needs no other explanation.
    private NonOrder? Missing(NonOrderFinder finder, int asset)
    {
        if (advice.Sent is { } sent && advice.Later.FirstOrDefault(order => order.Asset == asset) is { } later)
        {
            return new NonOrder(
                universe.AssetAt(asset),
                new Money(later.Worth),
                Money.Zero,
                TransferWords.Awaited(sent, later, request.Snapshot.Quote));
        }

        return asset != universe.Quote ? finder.Find(asset) : advice.Sent is null ? finder.FindQuote() : null;
    }

    private bool IsByTransfer(HandMove move) => request.Policy.Transfers is not null
        && request.Snapshot.Transfers.Routes.Any(route =>
            (route.From, route.To, route.Asset) == (move.From, move.To, move.Asset)
            && request.Snapshot.Transfers.IsOpen(route, request.Snapshot.At));

    private HandMove Held(HandMove move) => request.Policy.Transfers is null ? move : move with
    {
        Held = request.Snapshot.Transfers.Objection(move.From, move.To, move.Asset, request.Snapshot.At),
    };

    // Cash that Ballast would bring itself, if it might.
    private NonOrder Held(NonOrder missing)
    {
        bool isFundable = request.Policy.Transfers is not null
            && missing.Gap.Sign > 0 && missing.Why.Code == "no-cash";
        TransferSight sight = request.Snapshot.Transfers;
        Reason? held = !isFundable ? null : sight.Barred ?? sight.Held.FirstOrDefault(
            rest => request.Snapshot.At < rest.Until && IsBoughtAt(missing.Asset, rest.To, rest.Asset))?.Why;
        return held is null ? missing : missing with
        {
            Why = new Reason(missing.Why.Code, $"{missing.Why.Sentence} {Upper(held.Sentence)}."),
        };
    }

    private bool IsBoughtAt(Asset asset, AccountId account, Asset cash) =>
        read.BuyRoutes.Where((_, i) => universe.AssetAt(i) == asset).SelectMany(ways => ways)
            .Any(way => way.Account == account && way.Instrument.Quote == cash);

    private NonOrder Told(NonOrder missing) =>
        missing.Why.Code != "waits-for-transfer"
        && advice.Transfers.FirstOrDefault(transfer => transfer.Serves.Contains(missing.Asset)) is { } weighed
            ? missing with
            {
                Why = new Reason(
                    missing.Why.Code, $"{missing.Why.Sentence} {Upper(weighed.Why.Sentence)}"),
            }
            : missing;

    private static string Upper(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private ImmutableArray<PlanLine> Lines()
    {
        ImmutableArray<PlanLine>.Builder lines = ImmutableArray.CreateBuilder<PlanLine>(universe.Count);
        for (int i = 0; i < universe.Count; i++)
        {
            lines.Add(new PlanLine
            {
                Asset = universe.AssetAt(i),
                Price = universe.Positions[i].Price,
                ValueBefore = new Money(universe.Values[i]),
                ValueAfter = new Money(draft.After[i]),
                Target = new Weight(universe.Targets[i]),
                Band = new Weight(universe.Bands[i]),
                WeightBefore = new Weight(universe.Values[i] / universe.Wealth),
                WeightAfter = new Weight(draft.After[i] / draft.WealthAfter),
            });
        }

        return lines.MoveToImmutable();
    }

    private ImmutableArray<PlannedOrder> Orders()
    {
        List<RoutedOrder> sorted = draft.Router.Orders;
        for (int i = 1; i < sorted.Count; i++)
        {
            // Mostly they stand in order as they were routed.
            if (Order(sorted[i - 1], sorted[i]) > 0)
            {
                sorted.Sort(Order);
                break;
            }
        }

        ImmutableArray<PlannedOrder>.Builder orders = ImmutableArray.CreateBuilder<PlannedOrder>(sorted.Count);
        foreach (RoutedOrder routed in sorted)
        {
            PlannedOrder order = Written(routed);
            for (int piece = 0; piece < routed.Sizing.Pieces; piece++)
            {
                orders.Add(order);
            }
        }

        return orders.DrainToImmutable();
    }

    private static int Order(RoutedOrder left, RoutedOrder right)
    {
        int bySide = ((int)left.Route.Side).CompareTo((int)right.Route.Side);
        int byAccount = bySide != 0 ? bySide : left.Route.Account.CompareTo(right.Route.Account);
        int bySymbol = byAccount != 0
            ? byAccount
            : string.CompareOrdinal(left.Route.Instrument.Symbol, right.Route.Instrument.Symbol);
        return bySymbol != 0 ? bySymbol : left.Asset.CompareTo(right.Asset);
    }

    private PlannedOrder Written(RoutedOrder routed)
    {
        int pieces = routed.Sizing.Pieces;
        return new PlannedOrder
        {
            Account = routed.Route.Account,
            Instrument = routed.Route.Instrument,
            Asset = universe.AssetAt(routed.Asset),
            Side = routed.Route.Side,
            Size = new Quantity(routed.Sizing.Piece),
            ExpectedPrice = new Price(routed.Sizing.Expected),
            LimitPrice = new Price(routed.Sizing.Limit),
            Style = request.Policy.Execution.Style,
            Notional = new Money(routed.PieceNotional),
            Cost = new Money(pieces == 1 ? routed.Cost : routed.Cost / pieces),
            WorstCost = new Money(pieces == 1 ? routed.WorstCost : routed.WorstCost / pieces),
            Why = Why(routed),
        };
    }

    private Reason Why(RoutedOrder routed)
    {
        decimal drift = (universe.Values[routed.Asset] / universe.Wealth) - universe.Targets[routed.Asset];
        bool buys = routed.Route.Side == TradeSide.Buy;
        string code = drift == 0m || buys == (drift > 0m) ? "counterpart" : buys ? "underweight" : "overweight";
        return Reason.Deferred(code, () => Sentence(routed));
    }

    private string Sentence(RoutedOrder routed)
    {
        int i = routed.Asset;
        decimal weight = universe.Values[i] / universe.Wealth;
        string verb = routed.Route.Side == TradeSide.Buy ? "buy" : "sell";
        int pieces = routed.Sizing.Pieces;
        string parts = pieces > 1 ? string.Create(PlanWording.Form, $" in {pieces} equal orders") : "";
        string state = string.Create(
            PlanWording.Form,
            $"{universe.AssetAt(i)} is {weight:P2}, target {universe.Targets[i]:P2}, band {universe.Bands[i]:P2}: ");
        decimal reached = draft.After[i] / draft.WealthAfter;
        return string.Create(
            PlanWording.Form,
            $"{state}{verb} {routed.Worth:0.##} {request.Snapshot.Quote}{parts} to reach {reached:P2}.");
    }
}
