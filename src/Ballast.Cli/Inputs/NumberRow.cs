using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Cli.Inputs;

/// <summary>One number about one asset, as a file states it.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Number">Zero or more.</param>
/// <param name="Account">The account, where the file names one.</param>
internal sealed record NumberRow(Asset Asset, decimal Number, AccountId? Account);

/// <summary>The answer to reading such a file. Closed: <see cref="Read"/> or <see cref="Refused"/>.</summary>
internal abstract record NumberReading
{
    /// <summary>Every line was sound.</summary>
    public sealed record Read(IReadOnlyList<NumberRow> Rows) : NumberReading;

    /// <summary>The first thing that was wrong.</summary>
    /// <param name="Where">The line, such as <c>line 3</c>, or the place in a JSON document.</param>
    /// <param name="What">What stands there and what may.</param>
    public sealed record Refused(string Where, string What) : NumberReading;
}
