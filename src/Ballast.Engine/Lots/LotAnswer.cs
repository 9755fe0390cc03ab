using Ballast.Core;
using Ballast.Core.Lots;

namespace Ballast.Engine.Lots;

/// <summary>The answer to what holdings cost. Closed: <see cref="Known"/> or <see cref="Refused"/>.</summary>
public abstract record LotAnswer
{
    private LotAnswer()
    {
    }

    /// <summary>As far as trades are known.</summary>
    public sealed record Known(LotSheet Sheet) : LotAnswer;

    /// <summary>It cannot be said, and why: <c>no-such-portfolio</c>, <c>not-read-yet</c>.</summary>
    public sealed record Refused(Reason Why) : LotAnswer;
}
