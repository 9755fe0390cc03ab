using Ballast.Core.Amounts;
using Ballast.Core.Policies;

namespace Ballast.Core.Planning;

/// <summary>Says for every asset that did not go where it should what kept it.</summary>
internal sealed class NonOrderFinder
{
    private readonly PlanRequest request;
    private readonly PlanDraft draft;
    private readonly PlanUniverse universe;
    private readonly decimal share;
    private readonly decimal noise;
    private readonly Asset currency;

    /// <summary>For finished work.</summary>
    public NonOrderFinder(PlanRequest request, PlanDraft draft)
    {
        this.request = request;
        this.draft = draft;
        universe = draft.Built.Universe;
        share = DestinationSolver.ShareOf(request.Destination);
        currency = request.Snapshot.Quote;
        noise = universe.Wealth * 1e-9m;
    }

    /// <summary>The missing order of one asset, or <see langword="null"/> where there is nothing to say.</summary>
    public NonOrder? Find(int asset)
    {
        if (draft.Held[asset] is { } held)
        {
            return Refused(asset, held);
        }

        decimal wealth = draft.WealthAfter;
        decimal offset = draft.After[asset] - (universe.Targets[asset] * wealth);
        decimal gap = -offset;
        if (share != 0m)
        {
            decimal width = share * universe.Bands[asset] * wealth;
            gap = Math.Max(-width, Math.Min(width, offset)) - offset;
        }

        bool traded = draft.Router.Results[asset].Achieved != 0m && !draft.IsFutile;
        if (traded && Math.Abs(gap) <= Math.Max(noise, draft.Router.Results[asset].Lot))
        {
            return null;
        }

        if (Math.Abs(gap) > noise)
        {
            return Stuck(asset, gap);
        }

        return !traded && Math.Abs(offset) > noise ? InsideBand(asset, -offset) : null;
    }

    /// <summary>Why the quote ends outside its band, or <see langword="null"/> if it does not.</summary>
    public NonOrder? FindQuote()
    {
        int quote = universe.Quote;
        decimal offset = draft.After[quote] - (universe.Targets[quote] * draft.WealthAfter);
        decimal width = universe.Bands[quote] * draft.WealthAfter;
        decimal gap = Math.Max(-width, Math.Min(width, offset)) - offset;
        if (width == 0m || Math.Abs(gap) <= noise || request.Policy.Trade.Flows == FlowUse.Only)
        {
            return null;
        }

        bool atFloor = gap < 0m && draft.After[quote] <= universe.Floors[quote] + noise;
        bool isShort = draft.Limited.Contains(SizeLimit.Cash);
        string code = atFloor ? SellCode(quote) : isShort ? "collar" : "left-over";
        string sentence = string.Create(
            PlanWording.Form,
            $"{universe.AssetAt(quote)} stays {offset / draft.WealthAfter:P2} off its target, beyond its band of ");
        string band = string.Create(PlanWording.Form, $"{universe.Bands[quote]:P2}: {Cause(code)}.");
        return new NonOrder(universe.AssetAt(quote), new Money(gap), Money.Zero, new Reason(code, sentence + band));
    }

    private NonOrder Refused(int asset, RoutingResult held)
    {
        decimal wanted = Math.Abs(held.Wanted);
        decimal missing = held.Refusal is null ? 0m : Math.Max(0m, held.Needed - wanted);
        string verb = held.Wanted > 0m ? "buying" : "selling";

        // Cash for less than the least order: what is wanted is large enough, and what can be paid is not.
        bool isStarved = held is { Wanted: > 0m, Cause: SizeLimit.Cash } && held.Needed <= wanted;
        string code = isStarved ? CodeOf(held.Cause) : held.Refusal ?? CodeOf(held.Cause);
        string more = missing > 0m
            ? string.Create(PlanWording.Form, $"needs {missing:0.########} {currency} more before it can move")
            : FaultOf(asset, code)?.Sentence ?? Cause(code);
        string sentence = string.Create(
            PlanWording.Form, $"{verb} {wanted:0.########} {currency} of {universe.AssetAt(asset)}: {more}.");
        return new NonOrder(
            universe.AssetAt(asset), new Money(held.Wanted), new Money(missing), new Reason(code, sentence));
    }

    // The guard's own words, with its numbers.
    private Reason? FaultOf(int asset, string code) => draft.Built.SellRoutes[asset]
        .Concat(draft.Built.BuyRoutes[asset])
        .Select(route => route.Market?.BookFault)
        .FirstOrDefault(fault => fault?.Code == code);

    private NonOrder InsideBand(int asset, decimal gap) => new(
        universe.AssetAt(asset),
        new Money(gap),
        Money.Zero,
        Reason.Deferred("inside-band", () => string.Create(
            PlanWording.Form,
            $"{universe.AssetAt(asset)} is {gap / -universe.Wealth:P2} off its target, inside its band of "
            + $"{universe.Bands[asset]:P2}.")));

    private NonOrder Stuck(int asset, decimal gap)
    {
        string code = Code(asset, gap);
        return new NonOrder(universe.AssetAt(asset), new Money(gap), Money.Zero, Reason.Deferred(code, () =>
        {
            string direction = gap > 0m ? "bought" : "sold";
            string sum = string.Create(PlanWording.Form, $"{Math.Abs(gap):0.########} {currency}");
            return $"{sum} of {universe.AssetAt(asset)} should still be {direction}: {Cause(code)}.";
        }));
    }

    private string Code(int asset, decimal gap)
    {
        if (draft.IsFutile)
        {
            return "would-widen";
        }

        if (draft.Limited[asset] != SizeLimit.None)
        {
            return CodeOf(draft.Limited[asset]);
        }

        if (gap < 0m && draft.After[asset] <= universe.Floors[asset] + noise + draft.Router.Results[asset].Lot)
        {
            return SellCode(asset);
        }

        if (gap > 0m && draft.After[asset] >= universe.Ceilings[asset] - noise)
        {
            return request.Policy.NoBuy.Contains(universe.AssetAt(asset)) ? "no-buy" : "no-market";
        }

        return draft.Cap ?? UnforcedCode(asset);
    }

    private string UnforcedCode(int asset)
    {
        if (request.Policy.Trade.Flows == FlowUse.Only)
        {
            return "flows-only";
        }

        decimal drift = Math.Abs(universe.Values[asset] - (universe.Targets[asset] * universe.Wealth));
        return request.Policy.Trade.Scope == PlanScope.Breaching && drift <= universe.Bands[asset] * universe.Wealth
            ? "inside-band"
            : "no-counterpart";
    }

    private string SellCode(int asset)
    {
        Asset name = universe.AssetAt(asset);
        if (request.Policy.NoSell.Contains(name))
        {
            return "no-sell";
        }

        decimal value = universe.Values[asset];
        decimal digits = universe.Wealth * PlanUniverse.Noise;
        if (universe.Positions[asset].SellableValue.Value < value - digits)
        {
            return "locked";
        }

        return request.Policy.Trade.Reserve.ContainsKey(name) ? "reserve" : "no-market";
    }

    private static string CodeOf(SizeLimit cause) => cause switch
    {
        SizeLimit.None => "too-small",
        SizeLimit.Depth => "depth-share",
        SizeLimit.VenueMaximum => "venue-maximum",
        SizeLimit.Cash => "no-cash",
        SizeLimit.Inventory => "no-inventory",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Cause(string code) => code switch
    {
        "depth-share" => "the visible depth carries no more at the slippage allowed; the rest waits for the next pass",
        "venue-maximum" => "the venue takes no more in one go; the rest is left for the next pass",
        "no-cash" => "the accounts that could buy it have no more cash above the reserve",
        "no-inventory" => "too little is free where it can be sold",
        "no-sell" => "the policy says it is never sold",
        "no-buy" => "the policy says it is never bought",
        "locked" => "the rest is locked, or on accounts that are only read",
        "reserve" => "the rest is the policy's reserve",
        "no-market" => "no account has an open market for it",
        "turnover-cap" => "the day's turnover cap scales the whole plan",
        "max-order-notional" => "the largest order allowed scales the whole plan",
        "flows-only" => "only flows are used",
        "inside-band" => "it is inside its band",
        "would-widen" => "what filters and funds allow would leave the portfolio further off than it is",
        "price-filter" => "the venue takes no price near the market",
        "beyond-slippage" => "the market stands further from the accepted price than the slippage allowed",
        "no-book" => "the policy takes a share of the visible depth, and the venue showed none",
        "collar" => "purchases keep cash back for the worst price they may fill at; the rest is left for the next pass",
        "left-over" => "what filters and bounds left over goes to the quote",
        "costs-too-much" => "it would cost more than it moves",
        _ => "nothing is left to trade it against",
    };
}
