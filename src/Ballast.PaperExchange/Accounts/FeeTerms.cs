using Ballast.Core.Amounts;

namespace Ballast.PaperExchange.Accounts;

/// <summary>What an account is charged, and in which asset.</summary>
/// <param name="MakerRate">Fraction of the notional when resting.</param>
/// <param name="TakerRate">Fraction of the notional when taking.</param>
/// <param name="ChargedIn">Where it is taken from.</param>
/// <param name="ThirdAsset">The asset of <see cref="FeeCharge.Third"/>; it needs a market against the traded market's
/// quote.</param>
public sealed record FeeTerms(decimal MakerRate, decimal TakerRate, FeeCharge ChargedIn, Asset? ThirdAsset)
{
    /// <summary>10 bp each way in what is received.</summary>
    public static FeeTerms Default { get; } = new(0.001m, 0.001m, FeeCharge.Received, null);
}
