using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Cli.Live;

/// <summary>Everything one picture of the live view shows. Lists are newest first and already short.</summary>
public sealed record LiveFrame
{
    /// <summary>The portfolio's name.</summary>
    public required string Portfolio { get; init; }

    /// <summary>Where prices come from and how fast time runs, in words.</summary>
    public required string Market { get; init; }

    /// <summary>Where the API is.</summary>
    public required Uri Address { get; init; }

    /// <summary>Journaled time.</summary>
    public required Instant Now { get; init; }

    /// <summary>The currency of all values.</summary>
    public required Asset Quote { get; init; }

    /// <summary>V, or <see langword="null"/> before the first complete reading.</summary>
    public required Money? Value { get; init; }

    /// <summary>Return since the start, flow-neutral, as a fraction; <see langword="null"/> before the first
    /// reading.</summary>
    public required decimal? Return { get; init; }

    /// <summary>What the loop is doing, in a few words: <c>watching</c>, <c>trading</c>, <c>halted: asked by a
    /// person</c>.</summary>
    public required LiveState State { get; init; }

    /// <summary>One line per managed asset.</summary>
    public required IReadOnlyList<LiveWeight> Weights { get; init; }

    /// <summary>The last decisions that were more than "nothing to do", and the very last one; newest first.</summary>
    public required IReadOnlyList<LiveDecision> Decisions { get; init; }

    /// <summary>Orders whose end is not known yet.</summary>
    public required IReadOnlyList<LiveOrder> OpenOrders { get; init; }

    /// <summary>Fills.</summary>
    public required IReadOnlyList<LiveFill> Fills { get; init; }

    /// <summary>How many runs were completed.</summary>
    public required int Runs { get; init; }

    /// <summary>Something a person should know, such as a policy file that was refused.</summary>
    public required string? Notice { get; init; }
}

/// <summary>What the loop is doing.</summary>
/// <param name="Kind">The kind, which decides the colour.</param>
/// <param name="Text">In words.</param>
public sealed record LiveState(LiveStateKind Kind, string Text);

/// <summary>Kinds of states.</summary>
public enum LiveStateKind
{
    /// <summary>Nothing to do.</summary>
    Calm = 0,

    /// <summary>Orders are on their way.</summary>
    Busy = 1,

    /// <summary>A person is needed.</summary>
    Stopped = 2,
}

/// <summary>One asset's weight against its band.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Value">What is held.</param>
/// <param name="Weight">w.</param>
/// <param name="Target">t.</param>
/// <param name="Band">b, the half-width; zero where no band is set.</param>
public sealed record LiveWeight(Asset Asset, Money Value, Weight Weight, Weight Target, Weight Band);

/// <summary>One decision.</summary>
/// <param name="At">When.</param>
/// <param name="What">hold, rebalance or refuse.</param>
/// <param name="Why">The sentence.</param>
public sealed record LiveDecision(Instant At, string What, string Why);

/// <summary>One open order.</summary>
/// <param name="Side">Buy or sell.</param>
/// <param name="Asset">Base asset.</param>
/// <param name="Size">Units.</param>
/// <param name="Limit">Limit price.</param>
/// <param name="State">Where it stands.</param>
public sealed record LiveOrder(TradeSide Side, Asset Asset, Quantity Size, Price Limit, string State);

/// <summary>One fill.</summary>
/// <param name="At">When.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Asset">Base asset.</param>
/// <param name="Size">Units.</param>
/// <param name="Price">Paid or received.</param>
public sealed record LiveFill(Instant At, TradeSide Side, Asset Asset, Quantity Size, Price Price);
