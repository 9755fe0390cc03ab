using System.Collections.Immutable;
using Ballast.Core.Lots;

namespace Ballast.Cli.Commands.Importing;

/// <summary>The answer to reading a file of trades. Closed: <see cref="Read"/> or <see cref="Unusable"/>.</summary>
internal abstract record TradeFileReading
{
    private TradeFileReading()
    {
    }

    /// <summary>The trades, in the file's order.</summary>
    public sealed record Read(ImmutableArray<PastTrade> Trades) : TradeFileReading;

    /// <summary>Why there are none, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : TradeFileReading;
}
