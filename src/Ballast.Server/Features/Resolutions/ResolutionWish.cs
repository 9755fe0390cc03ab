using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine;

namespace Ballast.Server.Features.Resolutions;

/// <summary>A person's word where Ballast cannot prove what happened and must not guess.</summary>
public sealed record ResolutionWish
{
    /// <summary>Which portfolio; may be left out where there is only one.</summary>
    public string? Portfolio { get; init; }

    /// <summary>What the word is about.</summary>
    public required ResolutionKind Kind { get; init; }

    /// <summary>The quarantined order's id, 32 hexadecimal digits; with <c>order</c> only.</summary>
    public string? Order { get; init; }

    /// <summary>What an unexplained change was; with <c>change</c> only.</summary>
    public ChangeKind? As { get; init; }

    /// <summary>What was seen and where, for the journal.</summary>
    public required string Reason { get; init; }

    /// <summary>Who says so.</summary>
    public string? Actor { get; init; }

    /// <summary>What is wrong with the wish itself; <see langword="null"/> where nothing is.</summary>
    public string? Fault()
    {
        if (string.IsNullOrWhiteSpace(Reason))
        {
            return "say in 'reason' what was seen and where; it goes into the journal";
        }

        return Kind switch
        {
            ResolutionKind.Order => OrderId is null ? $"'{Order}' is not an order id: 32 hexadecimal digits" : null,
            ResolutionKind.Change => As is null ? "say in 'as' what the change was: flow, gain or income" : null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Gives the word to the engine; the wish has no <see cref="Fault"/>.</summary>
    public Task<ChangeOutcome> ApplyAsync(
        PortfolioEngine engine, PortfolioId portfolio, string actor, CancellationToken cancellation)
    {
        Reason why = new("persons-word", Reason);
        return Kind switch
        {
            ResolutionKind.Order => engine.ResolveQuarantineAsync(
                new QuarantineResolution
                {
                    Portfolio = portfolio,
                    Order = OrderId!.Value,
                    Actor = actor,
                    Why = why,
                },
                cancellation),
            ResolutionKind.Change => engine.ExplainChangeAsync(
                new ChangeExplanation
                {
                    Portfolio = portfolio,
                    Kind = As!.Value,
                    Actor = actor,
                    Why = why,
                },
                cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private ClientOrderId? OrderId => ClientIdText.Recognize(Order ?? "", ClientIdForm.Hex32);
}

/// <summary>What a person's word is about.</summary>
public enum ResolutionKind
{
    /// <summary>An order in quarantine: it is over, and the balances say what it did.</summary>
    Order = 0,

    /// <summary>A balance change that no record explains and that halted the portfolio: what it was.</summary>
    Change = 1,
}
