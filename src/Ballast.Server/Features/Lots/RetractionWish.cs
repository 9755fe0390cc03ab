using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Lots;

namespace Ballast.Server.Features.Lots;

/// <summary>Past trades of one account that are to be as if no file had told of them.</summary>
public sealed record RetractionWish
{
    /// <summary>The trades, 1 to <see cref="TradesWish.Most"/>.</summary>
    public required IReadOnlyList<RetractedTrade> Trades { get; init; }

    /// <summary>What for; the journal keeps it.</summary>
    public required string Reason { get; init; }

    /// <summary>Who wants it.</summary>
    public string? Actor { get; init; }

    /// <summary>Which file's word is taken back, by the name it was handed in with; without it that of all.</summary>
    public string? Source { get; init; }

    /// <summary>Whether trades of which no file said anything stay as they are; without it one of them is a
    /// refusal, and nothing is retracted.</summary>
    public bool LeavesOthers { get; init; }

    /// <summary>What is wrong with it, naming the field; <see langword="null"/> where nothing is.</summary>
    internal Reason? Fault()
    {
        if (Trades.Count is 0 or > TradesWish.Most)
        {
            return new Reason(
                "trades-number", $"$.trades has {Trades.Count} items; 1 to {TradesWish.Most} are allowed");
        }

        foreach ((int index, RetractedTrade? trade) in Trades.Index())
        {
            if (trade is null)
            {
                return new Reason("trade-incomplete", $"$.trades[{index}] is null");
            }
        }

        return string.IsNullOrWhiteSpace(Reason)
            ? new Reason("reason-empty", "$.reason is empty; the journal keeps what the retraction is for")
            : null;
    }

    /// <summary>Takes them back.</summary>
    /// <param name="engine">Who keeps them.</param>
    /// <param name="account">Whose.</param>
    /// <param name="actor">Who wants it where the wish does not say.</param>
    /// <param name="cancellation">Ends it before it is written down.</param>
    public Task<RetractOutcome> RetractAsync(
        PortfolioEngine engine, AccountId account, string actor, CancellationToken cancellation) =>
        engine.RetractTradesAsync(
            new TradeRetraction
            {
                Account = account,
                Trades = [.. Trades.Select(trade => new TradeName(trade.Market ?? "", trade.TradeId))],
                Source = Source,
                Others = LeavesOthers ? UntoldTrades.LeftAlone : UntoldTrades.Refused,
                Actor = Actor ?? actor,
                Why = new Reason("retracted", Reason),
            },
            cancellation);
}
