using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>
/// Which of an asset's prices one may act on. Dead (zero), absurd, stale and future-dated quotes do not count. Of the
/// rest one counts when it lies within the bound around the last accepted price (<see cref="JumpBound"/>), or when a
/// second source agrees with it; where nothing was accepted before, a single source is believed and several have to
/// agree.
/// </summary>
public static class PriceGuard
{
    /// <summary>Two sources agree when the higher price is at most this much above the lower one.</summary>
    public const decimal Agreement = 0.02m;

    /// <summary>Prices above this many quote units are taken for a fault of the source.</summary>
    public const decimal LargestPrice = 1_000_000_000_000m;

    /// <summary>Prices below this many quote units are taken for a fault of the source.</summary>
    public const decimal SmallestPrice = 0.000_000_000_000_001m;

    internal const string JumpCode = "price-jump";

    /// <summary>How far a venue's clock may be ahead of ours before its prices count as future-dated.</summary>
    public static Duration ClockLead { get; } = Duration.FromSeconds(1);

    /// <summary>Judges.</summary>
    /// <param name="policy">Largest age and jump, and how often it looks.</param>
    /// <param name="asset">The asset, for the reasons.</param>
    /// <param name="quotes">Its quotes; of one source only the latest counts.</param>
    /// <param name="last">The price last accepted, or <see langword="null"/>.</param>
    /// <param name="now">Ages are measured from here by the venues' times.</param>
    public static PriceVerdict Judge(
        Policy policy, Asset asset, ImmutableArray<PriceQuote> quotes, AcceptedPrice? last, Instant now)
    {
        if (quotes.IsEmpty)
        {
            return new PriceVerdict.Refused([Missing(asset)]);
        }

        List<Reason> faults = [];
        List<PriceQuote> usable = [];
        foreach (PriceQuote quote in LatestPerSource(quotes))
        {
            if ((Fault(quote) ?? AgeFault(policy.Guards, quote, now)) is { } fault)
            {
                faults.Add(fault);
            }
            else
            {
                usable.Add(quote);
            }
        }

        if (usable.Count == 0)
        {
            return new PriceVerdict.Refused([.. faults]);
        }

        AcceptedPrice? before = last is { Price.Value: > 0m } ? last : null;
        JumpBound? bound = before is null ? null : JumpBound.Around(policy, before, now);
        return Plausible(usable, quote => before is null ? usable.Count == 1 : bound?.Holds(quote.Price) == true)
            is { } accepted
            ? new PriceVerdict.Accepted(accepted)
            : new PriceVerdict.Refused([.. faults, Implausible(policy.Guards, usable, before, bound)]);
    }

    /// <summary>Judges a price of the past, which has neither age nor second source: it only must not be dead or
    /// absurd.</summary>
    /// <param name="asset">The asset, for the reasons.</param>
    /// <param name="quotes">Its quotes; the latest counts.</param>
    public static PriceVerdict JudgePast(Asset asset, ImmutableArray<PriceQuote> quotes)
    {
        if (quotes.IsEmpty)
        {
            return new PriceVerdict.Refused([Missing(asset)]);
        }

        PriceQuote latest = quotes.MaxBy(quote => quote.At)!;
        return Fault(latest) is { } fault ? new PriceVerdict.Refused([fault]) : new PriceVerdict.Accepted(latest.Price);
    }

    private static IEnumerable<PriceQuote> LatestPerSource(ImmutableArray<PriceQuote> quotes) => quotes
        .GroupBy(quote => quote.Source, StringComparer.Ordinal)
        .OrderBy(source => source.Key, StringComparer.Ordinal)
        .Select(source => source.MaxBy(quote => quote.At)!);

    private static Reason? Fault(PriceQuote quote) => quote.Price.Value switch
    {
        0m => new Reason("price-zero", $"{quote.Source} prices {quote.Asset} at zero"),
        < SmallestPrice or > LargestPrice =>
            new Reason(
                "price-absurd", $"{quote.Source} prices {quote.Asset} at {quote.Price}, which no asset is worth"),
        _ => null,
    };

    // Says when the price was made rather than how old it is: a market that is closed gives one reason, not a new one
    // at every look.
    private static Reason? AgeFault(GuardPolicy policy, PriceQuote quote, Instant now)
    {
        Duration age = now - quote.At;
        if (age > policy.MaxPriceAge)
        {
            return new Reason(
                "price-stale",
                $"the latest price of {quote.Asset} from {quote.Source} is from {Phrase.Time(quote.At)}, older than "
                + $"the limit of {Phrase.Span(policy.MaxPriceAge)}");
        }

        return age < -ClockLead
            ? new Reason(
                "price-future",
                $"the price of {quote.Asset} from {quote.Source} is dated {Phrase.Time(quote.At)}, "
                + $"{Phrase.Span(-age)} ahead of the clock")
            : null;
    }

    // Agreement outweighs nearness to the last price: a frozen feed stays near for ever. Then the latest, then by name.
    private static Price? Plausible(List<PriceQuote> usable, Predicate<PriceQuote> isNear) => usable
        .Select(quote => (Quote: quote, Agreed: usable.Exists(other => Agree(quote, other))))
        .Where(candidate => candidate.Agreed || isNear(candidate.Quote))
        .OrderByDescending(candidate => candidate.Agreed)
        .ThenByDescending(candidate => candidate.Quote.At)
        .ThenBy(candidate => candidate.Quote.Source, StringComparer.Ordinal)
        .Select(candidate => (Price?)candidate.Quote.Price)
        .FirstOrDefault();

    private static bool Agree(PriceQuote one, PriceQuote other) =>
        one.Source != other.Source &&
        Math.Max(one.Price.Value, other.Price.Value) <= Math.Min(one.Price.Value, other.Price.Value) * (1m + Agreement);

    private static Reason Missing(Asset asset) => new("price-missing", $"no source gave a price of {asset}");

    private static Reason Implausible(
        GuardPolicy policy, List<PriceQuote> usable, AcceptedPrice? before, JumpBound? bound)
    {
        string prices = string.Join(", ", usable.Select(quote => $"{quote.Price} from {quote.Source}"));
        string quoted = $"{usable[0].Asset} is quoted at {prices}";
        if (before is null)
        {
            return new Reason("sources-disagree", $"{quoted}, and no two sources agree");
        }

        return bound is null
            ? new Reason(
                JumpCode,
                $"{quoted}, but since {before.Price} a jump was told for so long that only a second source or a person "
                + "is believed")
            : new Reason(
                JumpCode,
                $"{quoted} after {before.Price}: with a limit of {Phrase.Percent(policy.MaxPriceJump)} that is too far "
                + "for the time between; it counts once it lies nearer, or a second source or a person confirms it");
    }
}

/// <summary>Whether an asset has a price to act on. Closed: <see cref="Accepted"/> or <see cref="Refused"/>.</summary>
public abstract record PriceVerdict
{
    /// <summary>It has.</summary>
    public sealed record Accepted(Price Price) : PriceVerdict;

    /// <summary>It has not; why, for every source.</summary>
    public sealed record Refused(ImmutableArray<Reason> Why) : PriceVerdict
    {
        /// <summary>Whether there was a price that lies too far from the last accepted one.</summary>
        public bool IsJump => Why.Any(reason => reason.Code == PriceGuard.JumpCode);
    }
}
