using Ballast.Server.Features.Lots;

namespace Ballast.Cli.Commands.Importing;

/// <summary>What was imported of one market.</summary>
/// <param name="Id">The market, such as <c>BTC/USDC</c>.</param>
/// <param name="Added">Trades that were not known.</param>
/// <param name="Known">Trades that were.</param>
/// <param name="WithoutRate">Trades of both whose cost is not known, because nobody said what their currency was
/// worth.</param>
internal sealed record ImportedMarket(string Id, int Added, int Known, int WithoutRate)
{
    /// <summary>One of which nothing was imported yet.</summary>
    public static ImportedMarket Begun(string id) => new(id, 0, 0, 0);

    /// <summary>With what became of more trades.</summary>
    public ImportedMarket With(ImportReply reply) => this with
    {
        Added = Added + reply.Added,
        Known = Known + reply.Known,
        WithoutRate = WithoutRate + reply.WithoutRate,
    };
}
