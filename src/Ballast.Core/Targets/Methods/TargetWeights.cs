using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>
/// The one bridge from a solver's plain numbers to weights that money is moved by. It rejects what is not a weight,
/// rounds toward zero and gives the rest to cash, so that targets sum to exactly one.
/// </summary>
public static class TargetWeights
{
    /// <summary>Weights are whole multiples of this: a hundred-millionth of the portfolio.</summary>
    public const decimal Step = 0.00000001m;

    // What rounding inside a solver may leave beyond zero and beyond one.
    private const double Noise = 1e-9;

    /// <summary>Makes targets of an answer.</summary>
    /// <param name="solved">The answer.</param>
    /// <param name="cash">The asset that takes what is not in the others, what rounding leaves included; usually the
    /// quote.</param>
    /// <returns>Refused where a weight is NaN, infinite or below zero, or all sum to more than one.</returns>
    public static TargetWeightsOutcome Of(AllocationAnswer.Solved solved, Asset cash) =>
        Of([.. solved.Assets.Select(line => line.Asset)], [.. solved.Assets.Select(line => line.Weight)], cash);

    /// <summary>Makes targets of plain numbers.</summary>
    /// <param name="assets">N, each once.</param>
    /// <param name="weights">Shape (N), fractions.</param>
    /// <param name="cash">The asset that takes the rest; may be among the others.</param>
    /// <returns>Refused where a weight is NaN, infinite or below zero, or all sum to more than one.</returns>
    public static TargetWeightsOutcome Of(ImmutableArray<Asset> assets, ImmutableArray<double> weights, Asset cash)
    {
        var targets = ImmutableSortedDictionary.CreateBuilder<Asset, Weight>();
        decimal left = 1m;
        for (int i = 0; i < assets.Length; i++)
        {
            double weight = weights[i];
            if (!double.IsFinite(weight) || weight < -Noise || weight > 1.0 + Noise)
            {
                return Refused("weight-unusable", $"the weight of {assets[i]} is {weight:R}, not between 0 and 1");
            }

            // The conversion keeps 15 digits, so that 0.3 is 0.3 and not a hair less; what is cut is cut toward zero.
            decimal whole = Rounding.Down((decimal)Math.Clamp(weight, 0.0, 1.0), Step);
            targets.Add(assets[i], new Weight(whole));
            left -= whole;
        }

        if (left < 0m)
        {
            return Refused("weights-exceed-one", $"the weights sum to {CanonicalDecimal.Format(1m - left)}");
        }

        targets[cash] = targets.GetValueOrDefault(cash) + new Weight(left);
        return new TargetWeightsOutcome.Made(targets.ToImmutable());
    }

    private static TargetWeightsOutcome.Refused Refused(string code, FormattableString sentence) =>
        new(new Reason(code, FormattableString.Invariant(sentence)));
}

/// <summary>What the bridge answers. Closed: <see cref="Made"/> or <see cref="Refused"/>.</summary>
public abstract record TargetWeightsOutcome
{
    /// <summary>Targets that sum to exactly one, the cash among them. Compared by reference of its list.</summary>
    /// <param name="Targets">Each zero or more, multiples of <see cref="TargetWeights.Step"/>.</param>
    public sealed record Made(ImmutableSortedDictionary<Asset, Weight> Targets) : TargetWeightsOutcome;

    /// <summary>The numbers are no weights.</summary>
    /// <param name="Why">The reason, naming the asset where there is one.</param>
    public sealed record Refused(Reason Why) : TargetWeightsOutcome;
}
