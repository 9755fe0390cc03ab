using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning.Across;

/// <summary>Says of every asset that could be traded at more than one account why it goes where it goes.</summary>
internal sealed class VenueChoices
{
    private const decimal SameBps = 0.000_001m;

    private readonly PlanRequest request;
    private readonly UniverseBuilder built;
    private readonly Asset currency;

    /// <summary>For finished work.</summary>
    public VenueChoices(PlanRequest request, UniverseBuilder built)
    {
        this.request = request;
        this.built = built;
        currency = request.Snapshot.Quote;
    }

    /// <summary>The choices of a split, by asset, those that were taken first.</summary>
    public ImmutableArray<VenueChoice> Of(SplitDecision? split)
    {
        ImmutableArray<VenueChoice>.Builder choices = ImmutableArray.CreateBuilder<VenueChoice>();
        foreach (LegDecision leg in split?.Legs ?? [])
        {
            VenueChoice[] own = [.. leg.Ways.Select(way => Of(leg, way)), .. Absent(leg)];
            if (own.Select(choice => choice.Account).Distinct().Skip(1).Any())
            {
                choices.AddRange(own.OrderByDescending(choice => choice.Value.Value).ThenBy(choice => choice.Account));
            }
        }

        return choices.DrainToImmutable();
    }

    private VenueChoice Of(LegDecision leg, WayDecision way)
    {
        decimal size = way.Taken > 0m ? way.Taken : way.Reach;
        return new VenueChoice
        {
            Asset = built.Universe.AssetAt(leg.Asset),
            Side = leg.Side,
            Account = way.Route.Account,
            Market = way.Route.Instrument.Symbol,
            Value = new Money(way.Taken),
            CostBps = size > 0m ? Bps(way.RateOf(size)) : null,
            Why = way.Taken > 0m ? Taken(leg, way) : way.IsOpen ? Left(leg, way) : Shut(leg, way),
        };
    }

    private static decimal Bps(decimal rate) => decimal.Round(rate * 10_000m, 6, MidpointRounding.ToZero);

    private Reason Taken(LegDecision leg, WayDecision way)
    {
        string own = string.Create(
            PlanWording.Form,
            $"{way.Route.Account} {Verb(leg)} {way.Taken:0.##} {currency} of {Name(leg)} at {CostOf(way, way.Taken)}");
        if (leg.Ways.Any(other => other != way && other.Taken > 0m))
        {
            string whole = string.Create(PlanWording.Form, $"its part of {leg.Taken:0.##}");
            string limit = way.Reach < leg.Wanted ? ", all it can take" : "";
            return new Reason("shared", $"{own}, {whole}{limit}: so split the whole costs least.");
        }

        WayDecision? next = leg.Ways.Where(other => other != way && other.IsOpen)
            .OrderBy(other => other.RateOf(other.Reach)).FirstOrDefault();
        string against = next is null
            ? "no other account can"
            : $"the next best is {next.Route.Account} at {CostOf(next, next.Reach)}";
        return new Reason("cheapest", $"{own}; {against}.");
    }

    // It could and does not: dearer, no better, or cheaper but without the cash, or bringing it where it is not needed.
    private Reason Left(LegDecision leg, WayDecision way)
    {
        WayDecision? taken = leg.Ways.Where(other => other.Taken > 0m)
            .OrderByDescending(other => other.RateOf(other.Taken)).FirstOrDefault();
        decimal size = taken is null ? way.Reach : Math.Min(way.Reach, taken.Taken);
        string own = $"{way.Route.Account} would take {CostOf(way, size)}";
        if (taken is null)
        {
            return NoCash(leg, way);
        }

        decimal more = Bps(way.RateOf(size) - taken.RateOf(taken.Taken));
        string against = $"{taken.Route.Account} takes {CostOf(taken, taken.Taken)}";
        if (more > SameBps)
        {
            return new Reason("dearer", $"{own} to {Infinitive(leg)} {Name(leg)}; {against}.");
        }

        bool lacksCash = leg.Side == TradeSide.Buy && CashAt(way) < size;
        return lacksCash ? NoCash(leg, way)
            : more >= -SameBps ? new Reason("no-better", $"{own}, no less than {taken.Route.Account}.")
            : new Reason(
                "cash-needed-elsewhere",
                $"{own}, but the whole plan costs less, or carries further, with the cash where it is now; {against}.");
    }

    private Reason NoCash(LegDecision leg, WayDecision way) => leg.Side == TradeSide.Sell
        ? new Reason("not-needed", $"{way.Route.Account} sells none of {Name(leg)}: it would change nothing.")
        : new Reason("no-cash", string.Create(
            PlanWording.Form,
            $"{way.Route.Account} has {CashAt(way):0.##} {currency} of cash above the reserve for {Name(leg)}."));

    private Reason Shut(LegDecision leg, WayDecision way)
    {
        string code = way.Widest.Refusal!;
        string needed = way.Widest.Needed > 0m
            ? string.Create(PlanWording.Form, $"it takes no order below {way.Widest.Needed:0.##} {currency}")
            : way.Route.Market?.BookFault?.Sentence ?? $"its market takes no order now ({code})";
        return new Reason(code, $"{way.Route.Account} cannot {Infinitive(leg)} {Name(leg)}: {needed}.");
    }

    // Accounts of the policy that no way leads to.
    private IEnumerable<VenueChoice> Absent(LegDecision leg)
    {
        Position position = built.Universe.Positions[leg.Asset];
        foreach (AccountId account in request.Policy.Accounts.Where(
            account => leg.Ways.All(way => way.Route.Account != account)))
        {
            HoldingLine[] held = [.. position.Lines.Where(line => line.Account == account)];
            if (Why(leg, account, held) is { } why)
            {
                yield return new VenueChoice
                {
                    Asset = position.Asset,
                    Side = leg.Side,
                    Account = account,
                    Market = "",
                    Value = Money.Zero,
                    CostBps = null,
                    Why = why,
                };
            }
        }
    }

    private Reason? Why(LegDecision leg, AccountId account, HoldingLine[] held)
    {
        bool isRead = request.Snapshot.Positions.SelectMany(position => position.Lines)
            .Any(line => line.Account == account && line.Access == AccountAccess.ReadOnly);
        decimal value = held.Sum(line => (line.Free.Value + line.Locked.Value) * line.Price.Value);
        if (isRead)
        {
            return new Reason("read-only", string.Create(
                PlanWording.Form,
                $"{account} is only read: its {value:0.##} {currency} of {Name(leg)} count and are not traded."));
        }

        if (!request.Policy.Across.Trades(built.Universe.AssetAt(leg.Asset), account))
        {
            return new Reason("not-traded-here", $"The policy does not trade {Name(leg)} at {account}.");
        }

        if (leg.Side == TradeSide.Sell)
        {
            return value == 0m
                ? new Reason("no-inventory", $"{account} holds none of {Name(leg)}.")
                : new Reason("no-market", string.Create(
                    PlanWording.Form, $"{account} can sell none of its {value:0.##} {currency} of {Name(leg)}."));
        }

        return new Reason("no-market", $"{account} has no open market for {Name(leg)}.");
    }

    private decimal CashAt(WayDecision way) => built.Cash
        .Where(line => line.Account == way.Route.Account && line.Asset == way.Route.Instrument.Quote)
        .Sum(line => line.Free.Value * line.Price.Value);

    private static string CostOf(WayDecision way, decimal value) =>
        string.Create(PlanWording.Form, $"{Bps(way.RateOf(value)):0.##} bp");

    private string Name(LegDecision leg) => built.Universe.AssetAt(leg.Asset).Symbol;

    private static string Verb(LegDecision leg) => leg.Side == TradeSide.Sell ? "sells" : "buys";

    private static string Infinitive(LegDecision leg) => leg.Side == TradeSide.Sell ? "sell" : "buy";
}
