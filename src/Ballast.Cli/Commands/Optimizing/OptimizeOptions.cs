using System.CommandLine;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary>The options of <c>optimize</c>.</summary>
internal static class OptimizeOptions
{
    public static readonly Option<string[]> Prices = Many(
        "--prices", "Price files or folders as for backtest (CSV, plain or gzip). A year has 365 days.");

    public static readonly Option<string> Covariance = One(
        "--covariance", "Instead of prices: a CSV file ',A,B' with rows 'A,0.04,0.01'. Risk-free rate 0 and bounds 0 "
            + "to 1 unless given.");

    public static readonly Option<string> Mean = One(
        "--mean", "Expected returns for --covariance: a CSV file of name,mean.");

    public static readonly Option<string[]> Method = Many(
        "--method", "How: " + string.Join(", ", OptimizeWords.Methods) + ", frontier. Default min-variance.");

    public static readonly Option<string[]> Fallback = Many(
        "--fallback", "Methods to try in this order where --method refuses.");

    public static readonly Option<string[]> Assets = Many(
        "--assets", "Only these, such as BTC,ETH. Default all there are.");

    public static readonly Option<string> Lookback = One(
        "--lookback", "The window of returns that ends with the last price: 60d (the default) or 60; with --from, "
            + "everything since then.");

    public static readonly Option<string> From = One("--from", "The first day (2021-01-31) or instant of prices, UTC.");

    public static readonly Option<string> To = One("--to", "The last day or instant of prices, inclusive, UTC.");

    public static readonly Option<string> Estimator = One(
        "--estimator", "Covariance from prices: " + string.Join(", ", OptimizeWords.Estimators.Keys)
            + ". Default sample.");

    public static readonly Option<string> MeanKind = One(
        "--mean-estimator", "Expected returns from prices: " + string.Join(", ", OptimizeWords.MeanEstimators.Keys)
            + ". Default arithmetic.");

    public static readonly Option<string[]> Least = Many(
        "--min", "Least weight, for all (0.02) or one (BTC=0.1). Default by method, see docs; 0 with --covariance.");

    public static readonly Option<string[]> Most = Many(
        "--max", "Most weight, for all (0.6) or one (BTC=0.3). Default by method, see docs; 1 with --covariance.");

    public static readonly Option<string[]> Group = Many(
        "--group", "A limit on several together: 'BTC,ETH<=0.6' or 'SOL,ADA>=0.1'.", false);

    public static readonly Option<string[]> Fixed = Many(
        "--fixed", "A weight that is taken out first: USDC=0.10. Without prices of its own it counts as cash.");

    public static readonly Option<string[]> Budget = Many(
        "--budget", "Parts of the risk for risk-parity: BTC=2 ETH=1. Default equal.");

    public static readonly Option<string> TargetReturn = One(
        "--target-return", "At least this a year, for target-return: 0.2.");

    public static readonly Option<string> TargetVolatility = One(
        "--target-volatility", "At most this a year, for target-volatility: 0.4.");

    public static readonly Option<string> RiskFree = One(
        "--risk-free", "The risk-free rate a year. Default 0.045; 0 with --covariance.");

    public static readonly Option<string[]> View = Many(
        "--view", "For black-litterman: 'BTC - ETH = 0.02 @ 0.6' (two a year apart, 60 % sure) or 'BTC = 0.3 @ 0.5'.",
        false);

    public static readonly Option<string[]> Market = Many(
        "--market", "Market values, for black-litterman and capped-market-cap: BTC=1200 ETH=300. Default equal.");

    public static readonly Option<string[]> Edge = Many(
        "--edge", "Bets for kelly: 'BTC = 0.55 @ 1.2' (won with 55 %, paying 1.2 for 1). Without: expected returns.",
        false);

    public static readonly Option<string> KellyFraction = One(
        "--kelly-fraction", "The share of what full Kelly would hold within the limits, 0 to 1; the rest is cash. "
            + "Default 0.5.");

    public static readonly Option<string> Points = One(
        "--points", "Portfolios of the frontier: 2 to 10000, or 'turning' for its turning points. Default 50.");

    public static readonly Option<string> Resample = One(
        "--resample", "Average the weights over so many histories drawn from the window's returns: 1 to 10000, such as "
            + "500.");

    public static readonly Option<string> Seed = One(
        "--seed", "The seed of --resample: equal seeds draw equal histories. Default 1.");

    /// <summary>All of them, in the order of the help text.</summary>
    public static IEnumerable<Option> All =>
    [
        Prices, Covariance, Mean, Method, Fallback, Assets, Lookback, From, To, Estimator, MeanKind, Least, Most, Group,
        Fixed, Budget, TargetReturn, TargetVolatility, RiskFree, View, Market, Edge, KellyFraction, Points,
        Resample, Seed,
    ];

    private static Option<string> One(string name, string description) => new(name) { Description = description };

    private static Option<string[]> Many(string name, string description, bool takesSeveral = true) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = takesSeveral,
    };
}
