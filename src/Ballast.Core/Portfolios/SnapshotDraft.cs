using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Targets;
using NodaTime;

namespace Ballast.Core.Portfolios;

/// <summary>A snapshot in the making: collects positions and every reason against it.</summary>
internal sealed class SnapshotDraft
{
    // A value beyond this is a fault of a balance or a price; sums of a thousand of them still fit a decimal.
    private const decimal LargestValue = 1_000_000_000_000_000_000_000m;
    private const decimal LargestBalance = 1_000_000_000_000_000m;

    private readonly Policy policy;
    private readonly Observation observation;
    private readonly PriceBook prices;
    private readonly ImmutableArray<Asset> managed;
    private readonly Dictionary<Asset, Asset> groupOf = [];
    private readonly List<Reason> faults = [];

    internal SnapshotDraft(Policy policy, Observation observation, PriceBook prices)
    {
        this.policy = policy;
        this.observation = observation;
        this.prices = prices;
        managed = TargetRule.Managed(policy);
        foreach (Asset asset in managed)
        {
            groupOf[asset] = asset;
        }

        foreach ((Asset asset, ImmutableArray<Asset> equivalents) in policy.Equivalents)
        {
            foreach (Asset equivalent in groupOf.ContainsKey(asset) ? equivalents : [])
            {
                groupOf.TryAdd(equivalent, asset);
            }
        }
    }

    /// <summary>The snapshot, or every reason against it.</summary>
    internal SnapshotOutcome Finish(Instant now)
    {
        ILookup<Asset, HeldBalance> held =
            Held().ToLookup(balance => groupOf.GetValueOrDefault(balance.Asset, balance.Asset));
        List<Position> positions = [.. managed.Select(asset => Managed(asset, held[asset]))];
        List<Position> untracked = [];
        foreach (IGrouping<Asset, HeldBalance> other in held.Where(group => !groupOf.ContainsKey(group.Key)).OrderBy(
            group => group.Key))
        {
            bool counted = policy.Untracked == UntrackedHoldings.Sell && IsPriced(other);
            (counted ? positions : untracked).Add(Other(other.Key, [.. other]));
        }

        Catalogue catalogue = Ordered(now);
        if (faults.Count > 0)
        {
            return new SnapshotOutcome.Refused([.. faults]);
        }

        return new SnapshotOutcome.Taken(new Snapshot
        {
            At = now,
            Quote = policy.Quote,
            Positions = [.. positions.OrderBy(position => position.Asset)],
            Untracked = [.. untracked],
            Catalogue = catalogue,
            Value = new Money(positions.Sum(position => position.Value.Value)),
        });
    }

    private Catalogue Ordered(Instant now)
    {
        switch (observation.Catalogue)
        {
            case Catalogue.Listed listed:
                return new Catalogue.Listed([.. listed.Markets.Select(market => Judged(market, now))
                    .OrderBy(market => market.Account)
                    .ThenBy(market => market.Instrument.Symbol, StringComparer.Ordinal)]);
            case Catalogue.Unread unread:
                faults.AddRange(unread.Why);
                return unread;
            case Catalogue.Offline offline:
                return offline;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // What cannot be valued is not traded either, and what its book says does not matter.
    private VenueMarket Judged(VenueMarket market, Instant now)
    {
        if (market.Book is not { } book)
        {
            return market;
        }

        decimal cash = prices[market.Instrument.Quote] is PriceVerdict.Accepted paid ? paid.Price.Value : 0m;
        decimal own = prices[market.Instrument.Base] is PriceVerdict.Accepted traded ? traded.Price.Value : 0m;
        Price accepted = cash > 0m ? new Price(own / cash) : default;
        return BookGuard.Judge(policy.Guards, market.Instrument, book, accepted, now) is BookVerdict.Refused refused
            ? market with { Book = null, BookFault = refused.Why }
            : market;
    }

    private List<HeldBalance> Held()
    {
        List<HeldBalance> held = [];
        foreach (AccountId account in policy.Accounts)
        {
            switch (observation.Accounts.FirstOrDefault(reading => reading.Account.Equals(account)))
            {
                case null:
                    faults.Add(new Reason("account-missing", $"account {account} was not read"));
                    break;
                case AccountReading.Unreadable unreadable:
                    faults.Add(new Reason(
                        "account-unreadable", $"account {account} could not be read: {unreadable.Why.Sentence}"));
                    break;
                case AccountReading.Read read:
                    held.AddRange(read.Balances.Where(balance => IsHeld(account, balance))
                        .Select(balance => new HeldBalance(account, read.Access, balance)));
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return [.. held.OrderBy(balance => balance.Account).ThenBy(balance => balance.Asset)];
    }

    // An absurd balance of something that nobody manages is left out: anyone can send anyone worthless tokens.
    private bool IsHeld(AccountId account, Balance balance)
    {
        bool negative = balance.Free.Sign < 0 || balance.Locked.Sign < 0;
        bool absurd = negative || balance.Free.Value > LargestBalance || balance.Locked.Value > LargestBalance;
        if (absurd && groupOf.ContainsKey(balance.Asset))
        {
            faults.Add(new Reason(
                negative ? "balance-negative" : "balance-absurd",
                $"account {account} states {balance.Free} {balance.Asset} free and {balance.Locked} locked"));
        }

        return !absurd && !balance.Total.IsZero;
    }

    private Position Managed(Asset asset, IEnumerable<HeldBalance> balances)
    {
        // Priced even when not held: without a price nothing can be bought either.
        Price own = Priced(asset);
        List<HoldingLine> lines = [];
        foreach (HeldBalance balance in balances)
        {
            HoldingLine line = balance.At(Priced(balance.Asset));
            Money value = ValueOf(line);
            if (value.Value > LargestValue)
            {
                faults.Add(new Reason(
                    "value-absurd",
                    $"{value} of {line.Asset} on account {line.Account} cannot be: balance or price is wrong"));
            }

            lines.Add(line);
        }

        return PositionOf(asset, own, lines);
    }

    private Position Other(Asset asset, List<HeldBalance> balances)
    {
        Price price = prices[asset] is PriceVerdict.Accepted accepted ? accepted.Price : default;
        return PositionOf(asset, price, [.. balances.Select(balance => balance.At(price))]);
    }

    private bool IsPriced(IGrouping<Asset, HeldBalance> balances) =>
        prices[balances.Key] is PriceVerdict.Accepted { Price: var price } &&
        balances.All(balance => ValueOf(balance.At(price)).Value <= LargestValue);

    private Position PositionOf(Asset asset, Price own, List<HoldingLine> lines)
    {
        decimal total = 0m;
        decimal free = 0m;
        foreach (HoldingLine line in lines)
        {
            total += ValueOf(line).Value;
            free += line.Access == AccountAccess.Tradable ? (line.Free * line.Price).Value : 0m;
        }

        return new Position
        {
            Asset = asset,
            Price = own,
            Value = new Money(total),
            SellableValue = new Money(Math.Max(0m, Math.Min(free, total - LockedValue(asset, own, lines)))),
            Lines = [.. lines],
        };
    }

    // What the owner locked may lie anywhere: venue-locked units and read-only accounts serve it first.
    private decimal LockedValue(Asset asset, Price own, List<HoldingLine> lines)
    {
        decimal locked = 0m;
        foreach ((Asset name, Quantity units) in policy.Locked)
        {
            if (name.Equals(asset))
            {
                locked += units.Value * own.Value;
            }
            else if (lines.Find(line => line.Asset.Equals(name)) is { } equivalent)
            {
                locked += units.Value * equivalent.Price.Value;
            }
        }

        return locked;
    }

    private Price Priced(Asset asset)
    {
        switch (prices[asset])
        {
            case PriceVerdict.Accepted accepted:
                return accepted.Price;
            case PriceVerdict.Refused refused:
                faults.AddRange(refused.Why.Where(why => !faults.Contains(why)));
                return default;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static Money ValueOf(HoldingLine line) => (line.Free + line.Locked) * line.Price;

    private sealed record HeldBalance(AccountId Account, AccountAccess Access, Balance Balance)
    {
        internal Asset Asset => Balance.Asset;

        internal HoldingLine At(Price price) => new()
        {
            Account = Account,
            Access = Access,
            Asset = Balance.Asset,
            Free = Balance.Free,
            Locked = Balance.Locked,
            Price = price,
        };
    }
}
