using Ballast.Core.Lots;

namespace Ballast.Cli.Commands.Importing;

/// <summary>What a trade's currency was worth. Closed: <see cref="NotNeeded"/>, <see cref="Found"/>,
/// <see cref="Absent"/>, <see cref="Unread"/>.</summary>
internal abstract record RateAnswer
{
    private RateAnswer()
    {
    }

    /// <summary>The trade has its rate, or is in the portfolio's own currency.</summary>
    public sealed record NotNeeded : RateAnswer;

    /// <summary>There was a price.</summary>
    public sealed record Found(QuoteRate Rate) : RateAnswer;

    /// <summary>The venue answered, and has none: another time it will have none either.</summary>
    public sealed record Absent(string Why) : RateAnswer;

    /// <summary>The venue did not answer, though it was asked again: whether there is one is not known.</summary>
    public sealed record Unread(string Why) : RateAnswer;
}
