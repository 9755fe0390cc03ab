using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Execution;

/// <summary>
/// Whether a policy lets orders leave to an account at all. Asked before a run starts, before each order is signed and
/// once more before it leaves: a policy may change in between.
/// </summary>
internal static class TradingPermission
{
    /// <summary>The account's venue or key stands against orders for now: the check stays due.</summary>
    public const string OrdersHeld = "orders-held";

    /// <summary>Why nothing may be sent, whatever the account; <see langword="null"/> where something may.</summary>
    public static Reason? Objection(Policy policy) => policy.Mode == TradingMode.Shadow
        ? new Reason("shadow", "the policy's mode is shadow: plans are made, nothing is sent")
        : null;

    /// <summary>Why nothing may be sent to an account of a portfolio; <see langword="null"/> where it may.</summary>
    public static Reason? Objection(EngineState state, PortfolioDesk desk, AccountId account)
    {
        PortfolioBook book = state.Portfolios[desk.Portfolio];
        (Policy policy, VenueLine line) = (book.Policy, desk.Lines[account]);
        if (Objection(policy) is { } shadow)
        {
            return shadow;
        }

        if (line.Ports.Orders is not { } gateway)
        {
            return new Reason("read-only", $"{line.Account} takes no orders");
        }

        var venue = gateway.Capabilities;
        if (venue.IsPaper)
        {
            return Held(line.Account, line.Ports);
        }

        return policy.Mode == TradingMode.Paper
            ? new Reason("paper-mode", $"the policy's mode is paper and {line.Account} is at {venue.Venue}")
            : new LiveGate(
                    state, other => desk.Lines.GetValueOrDefault(other)?.Ports, desk.OwnerChannels, desk.Now)
                .Objection(book, account)
                ?? Held(line.Account, line.Ports);
    }

    /// <summary>Why orders of an account are held for now, whatever its portfolio's policy says;
    /// <see langword="null"/> where they are not, and where it takes none.</summary>
    public static Reason? Held(AccountId account, AccountPorts? ports) =>
        ports is { Orders: not null } && ports.Hold() is { } why
            ? new Reason(OrdersHeld, $"orders of {account} are held: {why.Sentence}")
            : null;
}
