using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Moments;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary>What words and numbers of <c>optimize</c> mean. A word that means nothing throws a
/// <see cref="FormatException"/> that names the option.</summary>
internal static class OptimizeWords
{
    /// <summary>The methods as a person names them.</summary>
    public static readonly ImmutableArray<string> Methods =
    [
        "min-variance", "max-sharpe", "risk-parity", "most-diversified", "inverse-volatility", "hrp", "equal",
        "capped-market-cap", "target-return", "target-volatility", "black-litterman", "kelly", "trailing-sharpe",
    ];

    /// <summary>Covariance estimators, named as in a policy.</summary>
    public static readonly ImmutableSortedDictionary<string, CovarianceMethod> Estimators =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, CovarianceMethod>
        {
            ["sample"] = CovarianceMethod.Sample,
            ["exponentially-weighted"] = CovarianceMethod.ExponentiallyWeighted,
            ["semi"] = CovarianceMethod.Semi,
            ["ledoit-wolf-one-parameter"] = CovarianceMethod.LedoitWolfOneParameter,
            ["ledoit-wolf-two-parameter"] = CovarianceMethod.LedoitWolfTwoParameter,
            ["ledoit-wolf-constant-correlation"] = CovarianceMethod.LedoitWolfConstantCorrelation,
            ["ledoit-wolf-diagonal"] = CovarianceMethod.LedoitWolfDiagonal,
            ["ledoit-wolf-market"] = CovarianceMethod.LedoitWolfMarket,
            ["oracle-approximating"] = CovarianceMethod.OracleApproximating,
            ["quadratic-inverse-shrinkage"] = CovarianceMethod.QuadraticInverseShrinkage,
            ["linear-inverse-shrinkage"] = CovarianceMethod.LinearInverseShrinkage,
            ["geometric-inverse-shrinkage"] = CovarianceMethod.GeometricInverseShrinkage,
        });

    /// <summary>Estimators of expected returns, named as in a policy.</summary>
    public static readonly ImmutableSortedDictionary<string, MeanMethod> MeanEstimators =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, MeanMethod>
        {
            ["arithmetic"] = MeanMethod.Arithmetic,
            ["compound"] = MeanMethod.Compound,
            ["exponentially-weighted"] = MeanMethod.ExponentiallyWeighted,
            ["james-stein"] = MeanMethod.JamesStein,
            ["bayes-stein"] = MeanMethod.BayesStein,
            ["capital-asset-pricing"] = MeanMethod.CapitalAssetPricing,
        });

    // What people call some of them, understood and never printed.
    private static readonly ImmutableDictionary<string, string> ShortWords = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        new Dictionary<string, string>
        {
            ["ewm"] = "exponentially-weighted",
            ["ledoit-wolf"] = "ledoit-wolf-one-parameter",
            ["ledoit-wolf-two"] = "ledoit-wolf-two-parameter",
            ["ledoit-wolf-correlation"] = "ledoit-wolf-constant-correlation",
            ["oas"] = "oracle-approximating",
            ["quadratic-shrinkage"] = "quadratic-inverse-shrinkage",
            ["linear-shrinkage"] = "linear-inverse-shrinkage",
            ["geometric-shrinkage"] = "geometric-inverse-shrinkage",
            ["historical"] = "arithmetic",
            ["shrunk"] = "james-stein",
            ["capm"] = "capital-asset-pricing",
        });

    /// <summary>One of the words that an option may have, or a short word for one.</summary>
    public static T Choice<T>(
        string option, string? word, string otherwise, ImmutableSortedDictionary<string, T> all)
    {
        string wanted = word ?? otherwise;
        return all.TryGetValue(ShortWords.GetValueOrDefault(wanted, wanted), out T? choice)
            ? choice
            : throw new FormatException($"{option} is '{word}', it must be one of {string.Join(", ", all.Keys)}");
    }

    /// <summary>A finite number.</summary>
    public static double Number(string option, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            ? value
            : throw new FormatException($"{option} is '{text}', it must be a finite number");

    /// <summary>An asset's name.</summary>
    public static Asset Name(string option, string text) => Asset.IsValid(text)
        ? new Asset(text)
        : throw new FormatException($"{option} names '{text}', which is not an asset name");

    /// <summary>Lists such as <c>BTC,ETH</c>, given once or several times.</summary>
    public static ImmutableArray<string> List(string[]? texts) =>
        [.. (texts ?? []).SelectMany(text => text.Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Pairs such as <c>BTC=0.1</c>, each asset once.</summary>
    public static ImmutableSortedDictionary<Asset, double> Pairs(string option, IEnumerable<string> texts)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<Asset, double>();
        foreach (string text in texts)
        {
            string[] parts = text.Split('=', StringSplitOptions.TrimEntries);
            if (parts.Length != 2)
            {
                throw new FormatException($"{option} is '{text}', it must be like BTC=0.1");
            }

            Asset asset = Name(option, parts[0]);
            if (!pairs.TryAdd(asset, Number(option, parts[1])))
            {
                throw new FormatException($"{option} names {asset} twice");
            }
        }

        return pairs.ToImmutable();
    }

    /// <summary><c>BTC - ETH = 0.02 @ 0.6</c> or <c>BTC = 0.3 @ 0.5</c>; without @ the view is half sure.</summary>
    public static MarketView View(string text)
    {
        (string left, double value, double confidence) = Claim("--view", text, 0.5);
        string[] names = left.Split(" - ", StringSplitOptions.TrimEntries);
        if (names.Length > 2 || confidence is < 0.0 or > 1.0 || (names.Length == 2 && names[0] == names[1]))
        {
            throw new FormatException(
                $"--view is '{text}', it must be like 'BTC - ETH = 0.02 @ 0.6', the confidence between 0 and 1");
        }

        var factors = ImmutableSortedDictionary<Asset, double>.Empty.Add(Name("--view", names[0]), 1.0);
        return new MarketView(
            names.Length == 2 ? factors.Add(Name("--view", names[1]), -1.0) : factors, value, confidence);
    }

    /// <summary><c>BTC = 0.55 @ 1.2</c>; without @ the bet pays one for one.</summary>
    public static KeyValuePair<Asset, BetEdge> Edge(string text)
    {
        (string left, double probability, double odds) = Claim("--edge", text, 1.0);
        return probability is >= 0.0 and <= 1.0 && odds > 0.0
            ? KeyValuePair.Create(Name("--edge", left), new BetEdge(probability, odds))
            : throw new FormatException(
                $"--edge is '{text}', it must be like 'BTC = 0.55 @ 1.2': a probability and odds above 0");
    }

    /// <summary><c>BTC,ETH&lt;=0.6</c> or with &gt;=.</summary>
    public static AssetGroup Group(string text)
    {
        string[] most = text.Split("<=", StringSplitOptions.TrimEntries);
        string[] least = text.Split(">=", StringSplitOptions.TrimEntries);
        string[] parts = most.Length == 2 ? most : least;
        if (parts.Length != 2 || (most.Length == 2 && least.Length == 2))
        {
            throw new FormatException($"--group is '{text}', it must be like 'BTC,ETH<=0.6' or 'SOL,ADA>=0.1'");
        }

        double limit = Number("--group", parts[1]);
        ImmutableArray<Asset> members = [.. List([parts[0]]).Select(name => Name("--group", name))];
        WeightRange range = most.Length == 2 ? new WeightRange(null, limit) : new WeightRange(limit, null);
        return new AssetGroup(text, members, range);
    }

    private static (string Left, double Value, double After) Claim(string option, string text, double otherwise)
    {
        string[] sides = text.Split('=', StringSplitOptions.TrimEntries);
        string[] numbers = sides.Length == 2 ? sides[1].Split('@', StringSplitOptions.TrimEntries) : [];
        return numbers.Length is 1 or 2
            ? (sides[0], Number(option, numbers[0]),
                numbers.Length == 2 ? Number(option, numbers[1]) : otherwise)
            : throw new FormatException($"{option} is '{text}', it must be like 'BTC = 0.3 @ 0.5'");
    }
}
