using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NCrontab;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The kinds of values that the policy file knows.</summary>
internal static class PolicyKinds
{
    /// <summary>The form of <see cref="Asset"/> names.</summary>
    public const string AssetPattern = "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,31}$";

    /// <summary>The form of asset names in words.</summary>
    public const string AssetAllowed = "an asset name: 1 to 32 letters, digits or . _ - : /, a letter or digit first";

    /// <summary>More assets than anyone holds; a larger file is a mistake.</summary>
    public const int MostAssets = 1000;

    private const string NamePattern = "^[a-z0-9_-]{1,64}$";
    private const string NameAllowed = "a name: 1 to 64 lower-case letters, digits, - or _";

    public static Kind<Asset> Asset { get; } = new TextKind<Asset>
    {
        IsValid = Amounts.Asset.IsValid,
        Make = text => new Asset(text),
        Text = asset => asset.Symbol,
        Words = AssetAllowed,
        Pattern = AssetPattern,
    };

    public static Kind<PortfolioId> Portfolio { get; } = new TextKind<PortfolioId>
    {
        IsValid = PortfolioId.IsValid,
        Make = text => new PortfolioId(text),
        Text = id => id.Value,
        Words = NameAllowed,
        Pattern = NamePattern,
    };

    public static Kind<AccountId> Account { get; } = new TextKind<AccountId>
    {
        IsValid = AccountId.IsValid,
        Make = text => new AccountId(text),
        Text = id => id.Value,
        Words = NameAllowed,
        Pattern = NamePattern,
    };

    public static Kind<string> Cron { get; } = new TextKind<string>
    {
        IsValid = IsCron,
        Make = text => text,
        Text = text => text,
        Words = "five cron fields that some day meet (minute hour day month weekday), such as \"0 0 1 * *\"",
        Pattern = @"^\s*\S+(\s+\S+){4}\s*$",
    };

    public static Kind<string> TimeZone { get; } = new TextKind<string>
    {
        IsValid = text => DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is not null,
        Make = text => text,
        Text = text => text,
        Words = "an IANA time zone such as \"UTC\" or \"Europe/Berlin\"",
        Pattern = "^[A-Za-z0-9_+/-]{1,64}$",
    };

    public static Kind<Destination> Destination { get; } = new ChoiceKind<Destination>(
        (Policies.Destination.Target, "target"), (
            Policies.Destination.Half, "half"), (Policies.Destination.Edge, "edge"));

    /// <summary>A target weight.</summary>
    public static Kind<Weight> Weight { get; } = Weights(new Bounds(0m, 1m, "a fraction (40 % is 0.40)"));

    /// <summary>
    /// Half the width of a band: zero would be breached by every price, and more than half the portfolio is no band.
    /// </summary>
    public static Kind<Weight> HalfWidth { get; } =
        Weights(new Bounds(0m, 0.5m, "a fraction of the portfolio (5 points are 0.05)") { IsOpenBelow = true });

    /// <summary>Units of an asset.</summary>
    public static Kind<Quantity> Units { get; } = new NumberKind<Quantity>
    {
        Make = number => new Quantity(number),
        Number = quantity => quantity.Value,
        Bounds = new Bounds(0m, 1_000_000_000_000_000m, "units of the asset"),
        Use = NumberUse.Amount,
    };

    /// <summary>Money, zero allowed.</summary>
    public static Kind<Money> Money { get; } = Monies(new Bounds(0m, 1_000_000_000_000m, "in the quote currency"));

    /// <summary>Money above zero.</summary>
    public static Kind<Money> SomeMoney { get; } =
        Monies(new Bounds(0m, 1_000_000_000_000m, "in the quote currency") { IsOpenBelow = true });

    /// <summary>Weights within bounds.</summary>
    public static Kind<Weight> Weights(Bounds bounds) => new NumberKind<Weight>
    {
        Make = number => new Weight(number),
        Number = weight => weight.Value,
        Bounds = bounds,
        Use = NumberUse.Measure,
    };

    /// <summary>Plain numbers within bounds.</summary>
    public static Kind<decimal> Numbers(Bounds bounds) => new NumberKind<decimal>
    {
        Make = number => number,
        Number = number => number,
        Bounds = bounds,
        Use = NumberUse.Measure,
    };

    /// <summary>Basis points within bounds.</summary>
    public static Kind<decimal> Bps(decimal min, decimal max) =>
        Numbers(new Bounds(min, max, "in basis points (0.1 % is 10)"));

    /// <summary>Target weights.</summary>
    public static Kind<ImmutableSortedDictionary<Asset, Weight>> Weighting { get; } =
        new MapKind<Weight>(Weight, 1, MostAssets);

    private static NumberKind<Money> Monies(Bounds bounds) => new()
    {
        Make = number => new Money(number),
        Number = money => money.Value,
        Bounds = bounds,
        Use = NumberUse.Amount,
    };

    private static bool IsCron(string text)
    {
        // A leap day is the rarest date there is: eight years from 2096 hold the longest gap between two of them.
        DateTime from = new(2096, 3, 1, 0, 0, 0, DateTimeKind.Utc);
        return text.Length <= 200
            && CrontabSchedule.TryParse(text) is { } schedule
            && schedule.GetNextOccurrences(from, from.AddYears(9)).Any();
    }
}
