using Ballast.Core.Amounts;

namespace Ballast.Core.Planning;

/// <summary>An order that was not made.</summary>
/// <param name="Asset">The asset it would have served.</param>
/// <param name="Gap">Signed value that stays unmoved: above zero should have been bought.</param>
/// <param name="Missing">What more it takes before it can move ("needs X more"); zero where size is not the
/// cause.</param>
/// <param name="Why">The cause, such as <c>below-min-notional</c>, <c>no-sell</c>, <c>depth-share</c>,
/// <c>inside-band</c>.</param>
public sealed record NonOrder(Asset Asset, Money Gap, Money Missing, Reason Why);
