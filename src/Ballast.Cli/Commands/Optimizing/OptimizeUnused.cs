using System.Collections.Immutable;
using System.CommandLine;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Moments;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary>Refuses options that nothing of the question looks at, as <c>policy check</c> does: a wish that silently is
/// not heard is worse than none.</summary>
internal static class OptimizeUnused
{
    // Options of methods, and the methods that look at them.
    private static readonly (Option Option, string Users, Func<AllocationMethod, bool> IsUser)[] OfMethods =
    [
        (OptimizeOptions.Budget, "risk-parity", method => method is AllocationMethod.RiskParity),
        (OptimizeOptions.TargetReturn, "target-return", method => method is AllocationMethod.TargetReturn),
        (OptimizeOptions.TargetVolatility, "target-volatility",
            method => method is AllocationMethod.TargetVolatility),
        (OptimizeOptions.View, "black-litterman", method => method is AllocationMethod.BlackLitterman),
        (OptimizeOptions.Edge, "kelly", method => method is AllocationMethod.Kelly),
        (OptimizeOptions.KellyFraction, "kelly", method => method is AllocationMethod.Kelly),
        (OptimizeOptions.Market, "black-litterman, capped-market-cap, --mean-estimator capital-asset-pricing",
            method => method is AllocationMethod.BlackLitterman or AllocationMethod.CappedMarketCap),
    ];

    private static readonly Option[] OfPrices =
    [
        OptimizeOptions.Lookback, OptimizeOptions.From, OptimizeOptions.To, OptimizeOptions.Estimator,
        OptimizeOptions.MeanKind,
    ];

    /// <summary>Looks at options that belong to methods, and at those that need prices.</summary>
    /// <param name="arguments">The options.</param>
    /// <param name="chain">The methods.</param>
    /// <param name="mean">The estimator of expected returns, which may look at market values too.</param>
    /// <exception cref="FormatException">One of them is given for nothing; the message names it.</exception>
    public static void Check(ParseResult arguments, ImmutableArray<AllocationMethod> chain, MeanMethod mean)
    {
        foreach ((Option option, string users, Func<AllocationMethod, bool> isUser) in OfMethods)
        {
            bool isPriced = option == OptimizeOptions.Market && mean == MeanMethod.CapitalAssetPricing;
            if (arguments.GetResult(option) is not null && !isPriced && !chain.Any(isUser))
            {
                throw new FormatException(
                    $"{option.Name} is a setting that no method here looks at, only beside {users}");
            }
        }

        if (arguments.GetValue(OptimizeOptions.Covariance) is not null
            && OfPrices.FirstOrDefault(option => arguments.GetResult(option) is not null) is { } unused)
        {
            throw new FormatException($"{unused.Name} is for --prices: --covariance gives the moments as they are");
        }
    }
}
