using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Moments;
using NodaTime;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary>What a person asked for, read from the options; the assets and their moments come from files
/// later.</summary>
internal sealed record OptimizeTerms
{
    private const string FrontierMethod = "frontier";

    private const int MostPoints = 10_000;

    private const int MostDraws = 10_000;

    private const int UsualSeed = 1;

    /// <summary>Whether the moments are given and not estimated, which changes the defaults of rate and
    /// bounds.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>Methods in the order in which they are tried.</summary>
    public required ImmutableArray<AllocationMethod> Methods { get; init; }

    /// <summary>Whether the frontier itself was asked for.</summary>
    public required bool WantsFrontier { get; init; }

    public required AllocationLimits Limits { get; init; }

    public required ImmutableSortedDictionary<Asset, double> Fixed { get; init; }

    public required ImmutableSortedDictionary<Asset, double> MarketValues { get; init; }

    public required double RiskFree { get; init; }

    public required FrontierDetail Detail { get; init; }

    /// <summary>Only these assets; empty for all.</summary>
    public required ImmutableArray<Asset> Only { get; init; }

    /// <summary>Estimators; the window is set by the prices where <see cref="Lookback"/> is missing.</summary>
    public required EstimationTerms Estimation { get; init; }

    /// <summary>The window, where one was given.</summary>
    public required Duration? Lookback { get; init; }

    /// <summary>The histories that were drawn; <see langword="null"/> for the window alone.</summary>
    public DrawnMoments.Drawn? Drawn { get; init; }

    /// <summary>The price files, for what is wrong with them; empty where there are none.</summary>
    public string Files { get; init; } = "";

    /// <summary>How many histories are drawn, and from which seed; <see langword="null"/> for the window
    /// alone.</summary>
    public required (int Count, int Seed)? Draws { get; init; }

    public required Instant? From { get; init; }

    public required Instant To { get; init; }

    /// <summary>Reads the options.</summary>
    /// <exception cref="FormatException">One of them is not what it should be; the message names it.</exception>
    public static OptimizeTerms Parse(ParseResult arguments)
    {
        CheckUnused(arguments);
        bool isGiven = arguments.GetValue(OptimizeOptions.Covariance) is not null;
        ImmutableArray<string> named = OptimizeWords.List(arguments.GetValue(OptimizeOptions.Method));
        ImmutableArray<string> methods =
            [.. named.IsEmpty ? ["min-variance"] : named, .. OptimizeWords.List(
                arguments.GetValue(OptimizeOptions.Fallback))];
        string? riskFree = arguments.GetValue(OptimizeOptions.RiskFree);
        double rate = riskFree is null
            ? isGiven ? 0.0 : AllocationDefaults.RiskFree
            : OptimizeWords.Number("--risk-free", riskFree);
        ImmutableArray<AllocationMethod> chain = [.. methods.Select(word => MethodOf(word, arguments))];
        MeanMethod meanMethod = OptimizeWords.Choice(
            "--mean-estimator",
            arguments.GetValue(OptimizeOptions.MeanKind),
            "arithmetic",
            OptimizeWords.MeanEstimators);
        OptimizeUnused.Check(arguments, chain, meanMethod);
        var market = OptimizeWords.Pairs("--market", OptimizeWords.List(arguments.GetValue(OptimizeOptions.Market)));
        return new OptimizeTerms
        {
            IsGiven = isGiven,
            Methods = chain,
            WantsFrontier = methods[0] == FrontierMethod,
            Limits = LimitsOf(arguments, isGiven),
            Fixed = OptimizeWords.Pairs("--fixed", OptimizeWords.List(arguments.GetValue(OptimizeOptions.Fixed))),
            MarketValues = market,
            RiskFree = rate,
            Detail = DetailOf(arguments.GetValue(OptimizeOptions.Points)),
            Only = [.. OptimizeWords.List(arguments.GetValue(OptimizeOptions.Assets))
                .Select(name => OptimizeWords.Name("--assets", name))],
            Lookback = arguments.GetValue(OptimizeOptions.Lookback) is { } window ? WindowOf(window) : null,
            Draws = DrawsOf(arguments, isGiven, methods[0] == FrontierMethod),
            From = arguments.GetValue(OptimizeOptions.From) is { } from
                ? BacktestTerms.InstantOf("--from", from, Duration.Zero)
                : null,
            To = arguments.GetValue(OptimizeOptions.To) is { } to
                ? BacktestTerms.InstantOf("--to", to, Duration.FromDays(1) - Duration.Epsilon)
                : Instant.MaxValue,
            Estimation = new EstimationTerms
            {
                Covariance = OptimizeWords.Choice(
                    "--estimator", arguments.GetValue(OptimizeOptions.Estimator), "sample", OptimizeWords.Estimators),
                Mean = meanMethod,
                RiskFree = rate,
                MarketValues = market,
            },
        };
    }

    /// <summary>The assets whose moments are asked for: the chosen ones, and fixed ones that are known besides, because
    /// the whole portfolio is measured.</summary>
    /// <param name="known">What the files have.</param>
    public ImmutableArray<Asset> Looked(ImmutableArray<Asset> known) => Only.IsEmpty
        ? known
        : [.. Only, .. Fixed.Keys.Where(asset => known.Contains(asset) && !Only.Contains(asset))];

    /// <summary>The problem, once it is known what there is to hold.</summary>
    public AllocationProblem ProblemOf(AssetMoments moments) => new()
    {
        Assets = Only.IsEmpty ? moments.Assets : Only,
        Methods = Methods,
        Moments = moments,
        Limits = Limits,
        Fixed = Fixed,
        MarketValues = MarketValues,
        RiskFree = RiskFree,
    };

    private static AllocationMethod MethodOf(string word, ParseResult arguments) => word switch
    {
        FrontierMethod or "min-variance" => new AllocationMethod.MinimumVariance(),
        "max-sharpe" => new AllocationMethod.MaximumSharpe(),
        "risk-parity" => new AllocationMethod.RiskParity(BudgetsOf(arguments)),
        "most-diversified" => new AllocationMethod.MostDiversified(),
        "inverse-volatility" => new AllocationMethod.InverseVolatility(),
        "hrp" => new AllocationMethod.Hierarchical(),
        "equal" => new AllocationMethod.Equal(),
        "capped-market-cap" => new AllocationMethod.CappedMarketCap(),
        "target-return" => new AllocationMethod.TargetReturn(
            Needed("--target-return", arguments.GetValue(OptimizeOptions.TargetReturn))),
        "target-volatility" => new AllocationMethod.TargetVolatility(
            Needed("--target-volatility", arguments.GetValue(OptimizeOptions.TargetVolatility))),
        "black-litterman" => new AllocationMethod.BlackLitterman(ViewsOf(arguments)),
        "kelly" => new AllocationMethod.Kelly(
            arguments.GetValue(OptimizeOptions.KellyFraction) is { } fraction
                ? OptimizeWords.Number("--kelly-fraction", fraction)
                : AllocationDefaults.KellyFraction,
            EdgesOf(arguments)),
        "trailing-sharpe" => new AllocationMethod.TrailingSharpe(),
        _ => throw new FormatException(
            $"--method is '{word}', it must be one of {string.Join(", ", OptimizeWords.Methods)}, {FrontierMethod}"),
    };

    private static ImmutableArray<MarketView> ViewsOf(ParseResult arguments) =>
        [.. (arguments.GetValue(OptimizeOptions.View) ?? []).Select(OptimizeWords.View)];

    private static ImmutableSortedDictionary<Asset, BetEdge> EdgesOf(ParseResult arguments)
    {
        KeyValuePair<Asset, BetEdge>[] edges =
            [.. (arguments.GetValue(OptimizeOptions.Edge) ?? []).Select(OptimizeWords.Edge)];
        return edges.DistinctBy(edge => edge.Key).Count() == edges.Length
            ? ImmutableSortedDictionary.CreateRange(edges)
            : throw new FormatException("--edge names an asset twice");
    }

    // What no method of the chain looks at is still not allowed to be nonsense.
    private static void CheckUnused(ParseResult arguments)
    {
        _ = ViewsOf(arguments);
        _ = EdgesOf(arguments);
        _ = BudgetsOf(arguments);
    }

    private static ImmutableSortedDictionary<Asset, double> BudgetsOf(ParseResult arguments)
    {
        var parts = OptimizeWords.Pairs("--budget", OptimizeWords.List(arguments.GetValue(OptimizeOptions.Budget)));
        foreach ((Asset asset, double part) in parts)
        {
            if (part < 0.0)
            {
                throw new FormatException(string.Create(
                    CultureInfo.InvariantCulture, $"--budget gives {asset} {part}, it must be 0 or more"));
            }
        }

        return parts;
    }

    private static double Needed(string option, string? text) => text is null
        ? throw new FormatException($"{option} is missing, and the method aims at it")
        : OptimizeWords.Number(option, text);

    private static AllocationLimits LimitsOf(ParseResult arguments, bool isGiven)
    {
        ImmutableArray<string> least = OptimizeWords.List(arguments.GetValue(OptimizeOptions.Least));
        ImmutableArray<string> most = OptimizeWords.List(arguments.GetValue(OptimizeOptions.Most));
        var lower = OptimizeWords.Pairs("--min", least.Where(text => text.Contains('=')));
        var upper = OptimizeWords.Pairs("--max", most.Where(text => text.Contains('=')));
        WeightRange plain = isGiven ? WeightRange.LongOnly : WeightRange.Usual;
        return new AllocationLimits
        {
            EachAsset = new WeightRange(ForAll("--min", least), ForAll("--max", most)).Or(plain),
            PerAsset = lower.Keys.Union(upper.Keys).ToImmutableSortedDictionary(
                asset => asset, asset => new WeightRange(Side(lower, asset), Side(upper, asset))),
            Groups =
                [.. (arguments.GetValue(OptimizeOptions.Group) ?? []).Select(OptimizeWords.Group)],
        };
    }

    private static double? Side(ImmutableSortedDictionary<Asset, double> sides, Asset asset) =>
        sides.TryGetValue(asset, out double side) ? side : null;

    private static double? ForAll(string option, ImmutableArray<string> texts)
    {
        string[] plain = [.. texts.Where(text => !text.Contains('='))];
        return plain.Length switch
        {
            0 => null,
            1 => OptimizeWords.Number(option, plain[0]),
            _ => throw new FormatException($"{option} is given {plain.Length} times for all assets"),
        };
    }

    private static FrontierDetail DetailOf(string? text) => text switch
    {
        null => new FrontierDetail.Evenly(AllocationDefaults.FrontierPoints),
        "turning" => new FrontierDetail.TurningPoints(),
        _ when int.TryParse(text, CultureInfo.InvariantCulture, out int count)
            && count is >= 2 and <= MostPoints => new FrontierDetail.Evenly(count),
        _ => throw new FormatException($"--points is '{text}', it must be 2 to {MostPoints} or 'turning'"),
    };

    private static (int Count, int Seed)? DrawsOf(ParseResult arguments, bool isGiven, bool wantsFrontier)
    {
        string? seed = arguments.GetValue(OptimizeOptions.Seed);
        if (arguments.GetValue(OptimizeOptions.Resample) is not { } text)
        {
            return seed is null ? null : throw new FormatException("--seed is of --resample, which is missing");
        }

        if (isGiven || wantsFrontier)
        {
            throw new FormatException(isGiven
                ? "--resample draws from returns, and --covariance has none: give --prices"
                : "--resample averages weights and no frontier: give another --method");
        }

        int count = Whole("--resample", text);
        return count is >= 1 and <= MostDraws
            ? (count, seed is null ? UsualSeed : Whole("--seed", seed))
            : throw new FormatException($"--resample is '{text}', it must be 1 to {MostDraws}");
    }

    private static int Whole(string option, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"{option} is '{text}', it must be a whole number");

    private static Duration WindowOf(string text)
    {
        string spelled = text.Length > 0 && text.All(char.IsAsciiDigit) ? text + "d" : text;
        return PolicyDuration.TryParse(spelled, out Duration window) && window > Duration.Zero
            ? window
            : throw new FormatException($"--lookback is '{text}', it must be like 60d or 90");
    }
}
