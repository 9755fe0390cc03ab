using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Views;
using Ballast.Server.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ballast.Server.Features.Portfolios;

/// <summary>Finds the portfolio a request means: the one it names, or the only one there is.</summary>
internal static class PortfolioAddress
{
    /// <summary>Finds it.</summary>
    public static PortfolioLookup Find(PortfolioEngine engine, string? named)
    {
        if (named is null)
        {
            return OnlyPortfolio.Among(
                [.. engine.View.Portfolios.Select(known => known.Id)], "say which one with 'portfolio'") switch
            {
                OnlyPortfolio.Found => new PortfolioLookup.Found(engine.View.Portfolios[0]),
                OnlyPortfolio.NotOne { Why: var why } =>
                    new PortfolioLookup.Missing(Problem.BadRequest(why.Code, why.Sentence)),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        PortfolioView? view = PortfolioId.IsValid(named) ? engine.Find(new PortfolioId(named)) : null;
        return view is null
            ? new PortfolioLookup.Missing(Problem.NotFound("no-such-portfolio", $"there is no portfolio '{named}'"))
            : new PortfolioLookup.Found(view);
    }
}

/// <summary>Closed: <see cref="Found"/> or <see cref="Missing"/>.</summary>
internal abstract record PortfolioLookup
{
    /// <summary>It is there.</summary>
    public sealed record Found(PortfolioView View) : PortfolioLookup;

    /// <summary>It is not.</summary>
    public sealed record Missing(ProblemHttpResult Problem) : PortfolioLookup;
}
