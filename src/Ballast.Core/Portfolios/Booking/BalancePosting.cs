using Ballast.Core.Amounts;

namespace Ballast.Core.Portfolios.Booking;

/// <summary>
/// Why a balance changed: every change is exactly one of these. Closed. Gains and income are performance, flows are
/// not.
/// </summary>
/// <param name="Asset">The asset as the venue names it.</param>
/// <param name="Change">Signed units, exact.</param>
/// <param name="Why">On what ground it was booked so.</param>
public abstract record BalancePosting(Asset Asset, Quantity Change, Reason Why)
{
    /// <summary>A trade of one of our orders.</summary>
    public sealed record Fill(Asset Asset, Quantity Change, Reason Why) : BalancePosting(Asset, Change, Why);

    /// <summary>What a venue charged, in whatever asset; a rebate is above zero.</summary>
    public sealed record Fee(Asset Asset, Quantity Change, Reason Why) : BalancePosting(Asset, Change, Why);

    /// <summary>One side of a movement between the owner's own accounts.</summary>
    public sealed record Transfer(Asset Asset, Quantity Change, Reason Why) : BalancePosting(Asset, Change, Why);

    /// <summary>The own return of a sleeve or of a wrapped position.</summary>
    public sealed record Gain(Asset Asset, Quantity Change, Reason Why) : BalancePosting(Asset, Change, Why);

    /// <summary>Funding, yield, referral, staking.</summary>
    public sealed record Income(Asset Asset, Quantity Change, Reason Why) : BalancePosting(Asset, Change, Why);

    /// <summary>A deposit (above zero) or withdrawal by the owner.</summary>
    public sealed record Flow(Asset Asset, Quantity Change, Reason Why) : BalancePosting(Asset, Change, Why);

    /// <summary>A change that a person accepted without saying what it was; kept out of performance, as a flow
    /// is.</summary>
    public sealed record Unexplained(Asset Asset, Quantity Change, Reason Why) : BalancePosting(Asset, Change, Why);
}
