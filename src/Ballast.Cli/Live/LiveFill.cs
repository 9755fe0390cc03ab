using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Cli.Live;

/// <summary>One fill.</summary>
/// <param name="At">When.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Asset">Base asset.</param>
/// <param name="Size">Units.</param>
/// <param name="Price">Paid or received.</param>
public sealed record LiveFill(Instant At, TradeSide Side, Asset Asset, Quantity Size, Price Price);
