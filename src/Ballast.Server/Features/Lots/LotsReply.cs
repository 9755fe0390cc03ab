using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Portfolios;

namespace Ballast.Server.Features.Lots;

/// <summary>What a portfolio's holdings cost, as far as its trades are known.</summary>
/// <param name="Portfolio">Whose.</param>
/// <param name="Quote">The currency of all amounts.</param>
/// <param name="Method">Which units went first.</param>
/// <param name="Trades">How many trades are known.</param>
/// <param name="Items">One for each asset that is held or was traded, but the quote currency.</param>
public sealed record LotsReply(
    PortfolioId Portfolio, Asset Quote, LotMethod Method, int Trades, IReadOnlyList<HoldingLots> Items)
{
    /// <summary>Of a portfolio.</summary>
    public static LotsReply Of(PortfolioId portfolio, LotSheet sheet) => new(
        portfolio, sheet.Quote, sheet.Method, sheet.Trades, [.. sheet.Lines.Select(HoldingLots.Of)]);

    /// <summary>The method of a name; <see langword="null"/> where it is none. No name is the first one.</summary>
    public static LotMethod? MethodOf(string? name) => name?.ToLowerInvariant() switch
    {
        null or "fifo" => LotMethod.Fifo,
        "lifo" => LotMethod.Lifo,
        "hifo" => LotMethod.Hifo,
        _ => null,
    };
}
