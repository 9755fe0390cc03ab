using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Planning.Transfers;

/// <summary>
/// One way to move an asset from one account to another, with what it costs and takes as quoted now. What is sent
/// leaves the source whole; what arrives is that less the fee.
/// </summary>
public sealed record TransferRoute
{
    /// <summary>Where it leaves.</summary>
    public required AccountId From { get; init; }

    /// <summary>Where it arrives; another account than <see cref="From"/>.</summary>
    public required AccountId To { get; init; }

    /// <summary>What is moved, as both venues name it.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The part of the fee that does not depend on the amount, in the asset; zero or more.</summary>
    public required Quantity FixedFee { get; init; }

    /// <summary>The part of the fee that does, as a fraction of the amount; 0 or more, below 1.</summary>
    public required decimal FeeRate { get; init; }

    /// <summary>The least amount that can be sent.</summary>
    public required Quantity Minimum { get; init; }

    /// <summary>The most that can be sent at once.</summary>
    public required Quantity Maximum { get; init; }

    /// <summary>Amounts are multiples of this; zero where every amount is taken.</summary>
    public required Quantity Step { get; init; }

    /// <summary>How soon it may arrive.</summary>
    public required Duration Earliest { get; init; }

    /// <summary>When it should have arrived, from when it was accepted.</summary>
    public required Duration Latest { get; init; }

    /// <summary>How it travels.</summary>
    public required TransferPath Path { get; init; }

    /// <summary>What the chain is estimated to take, in the asset, besides the venue's fee; zero off chain.</summary>
    public Quantity Gas { get; init; } = Quantity.Zero;

    /// <summary>All that is kept of an amount, rounded up to the eighth digit.</summary>
    /// <param name="units">The amount that leaves, zero or more.</param>
    public Quantity FeeOf(Quantity units) =>
        new(Rounding.Up((units.Value * FeeRate) + FixedFee.Value + Gas.Value, 0.00000001m));

    /// <summary>The largest amount that can be sent at once, not above a bound; zero where there is none.</summary>
    /// <param name="most">The bound, zero or more.</param>
    public Quantity Fitted(Quantity most)
    {
        decimal units = Rounding.Down(Math.Max(0m, Math.Min(most.Value, Maximum.Value)), Step.Value);
        return units < Minimum.Value || units <= FeeOf(new Quantity(units)).Value ? Quantity.Zero : new Quantity(units);
    }

    /// <summary>The least amount of which at least so much arrives; zero where the route cannot carry that.</summary>
    /// <param name="arriving">What is to arrive, above zero.</param>
    public Quantity SendingFor(Quantity arriving)
    {
        decimal gross = (arriving.Value + FixedFee.Value + Gas.Value + 0.00000001m) / (1m - FeeRate);
        decimal units = Math.Max(Minimum.Value, Rounding.Up(gross, Step.Value == 0m ? 0.00000001m : Step.Value));
        return units > Maximum.Value ? Quantity.Zero : new Quantity(units);
    }
}

/// <summary>How a transfer travels.</summary>
public enum TransferPath
{
    /// <summary>Inside one venue or between venues' books: no chain, no gas.</summary>
    Internal = 0,

    /// <summary>As a withdrawal over a chain.</summary>
    OnChain = 1,

    /// <summary>Over a bridge between chains.</summary>
    Bridge = 2,
}
