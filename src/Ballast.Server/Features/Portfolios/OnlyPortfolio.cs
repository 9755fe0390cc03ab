using Ballast.Core;
using Ballast.Core.Portfolios;

namespace Ballast.Server.Features.Portfolios;

/// <summary>The portfolio that is meant where none is named. Closed: <see cref="Found"/> or <see cref="NotOne"/>.
/// </summary>
public abstract record OnlyPortfolio
{
    private OnlyPortfolio()
    {
    }

    /// <summary>There is this one alone.</summary>
    public sealed record Found(PortfolioId Id) : OnlyPortfolio;

    /// <summary>There is none, or there are several, which the reason names.</summary>
    public sealed record NotOne(Reason Why) : OnlyPortfolio;

    /// <summary>The only one among those there are.</summary>
    /// <param name="all">The portfolios there are.</param>
    /// <param name="how">How one is named, starting with a verb.</param>
    public static OnlyPortfolio Among(IReadOnlyList<PortfolioId> all, string how) => all switch
    {
        [var only] => new Found(only),
        [] => new NotOne(new Reason("portfolio-not-named", "there is no portfolio yet")),
        _ => new NotOne(new Reason(
            "portfolio-not-named", $"there are several portfolios ({string.Join(", ", all)}); {how}")),
    };
}
