using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Targets;

namespace Ballast.Core.Tests.Targets;

/// <summary>Targets made of what is held.</summary>
public sealed class AdoptedTargetTests
{
    private static readonly Asset Usdc = new("USDC");

    // By hand: 1/3 of 900 each is 0.3333, twice; the quote takes 0.3334.
    [Fact]
    public void Weights_are_what_is_held_and_the_quote_takes_the_rest_of_rounding() =>
        Written(("BTC", 300m), ("ETH", 300m), ("USDC", 300m)).ShouldBe("BTC 0.3333, ETH 0.3333, USDC 0.3334");

    [Fact]
    public void What_is_too_little_for_a_weight_is_left_out_and_the_quote_is_always_there() =>
        Written(("BTC", 9999.5m), ("DUST", 0.5m)).ShouldBe("BTC 0.9999, USDC 0.0001");

    [Fact]
    public void Nothing_makes_no_target() => Should.Throw<ArgumentException>(() => Written(("BTC", 0m)));

    private static string Written(params (string Asset, decimal Value)[] held)
    {
        ImmutableSortedDictionary<Asset, Weight> target = AdoptedTarget.Of(
            held.ToImmutableSortedDictionary(one => new Asset(one.Asset), one => new Money(one.Value)), Usdc);
        target.Values.Sum(weight => weight.Value).ShouldBe(1m);
        return string.Join(", ", target.Select(pair => $"{pair.Key} {CanonicalDecimal.Format(pair.Value.Value)}"));
    }
}
